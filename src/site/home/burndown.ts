import { compareText } from '../../ground/problem.ts';
import { plusDays } from '../../ground/day.ts';
import { isOpen, pointOn } from '../../status/forecast/course-line.ts';
import type { Forecast } from '../../status/forecast/forecast.ts';

/** Farther than so many days ahead nothing is drawn. */
const farthest = 730;

/** How many projects were open at a stage, over time, and what is to be expected. */
export interface Burndown {
  /** A step for each day on which the number changed; one of before everything holds from the start. */
  steps: { date: string; value: number }[];
  /** The last day of the chart. */
  until: string;
  ahead: { now: string; value: number; from: string; to: string } | undefined;
}

/**
 * @param since the first day of the chart, `YYYY-MM-DD`
 * @param due a day to come that the chart should show
 */
export function burndown(forecast: Forecast, stage: string, since: string, due?: string): Burndown {
  const { on, lines, stages } = forecast;
  const mine = lines.filter((line) => line.stage === stage);
  const days = [...new Set([since, ...mine.flatMap(({ points }) => points.map(({ day }) => day))])]
    .filter((day) => since <= day && day <= on)
    .sort(compareText);
  const openOn = (day: string) =>
    mine.filter((line) => {
      const point = pointOn(line, day);
      return point !== undefined && isOpen(point) === true;
    }).length;
  const steps = days.map((day) => ({ date: day, value: openOn(day) }));
  const value = steps.at(-1)?.value ?? 0;
  const all = stages.find((one) => one.stage === stage)?.all ?? null;
  const last = plusDays(on, farthest);
  if (all === null || value === 0) return { steps, until: on, ahead: undefined };
  const end = all.to ?? plusDays(last, farthest);
  const wanted = [end, due ?? ''].sort(compareText).at(-1) ?? end;
  return {
    steps,
    until: wanted < last ? wanted : last,
    ahead: { now: on, value, from: all.from, to: end },
  };
}
