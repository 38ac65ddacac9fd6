import { dayText } from '../../ground/day.ts';
import type { BackTest } from './back-test.ts';
import type { ProjectForecast, StageForecast } from './forecast.ts';
import type { DayRange } from './trend.ts';

/** A stage's forecast in a sentence or three. */
export function stageForecastText(of: StageForecast): string {
  const { through, open, unknown, pace, due, why } = of;
  const all = through + open + unknown;
  const unsure = unknown === 0 ? '' : `, ${unknown} not known`;
  const now = `${through} of ${all} through${unsure}`;
  if (open === 0) return `${now}.`;
  const speed =
    pace === null ? '' : `; ${pace.completions} came through in the last ${pace.days} days`;
  if (why !== null) return `${now}${speed}. ${capital(why)}.`;
  const told = [
    ...(of.next === null ? [] : [`the next one is through ${rangeText(of.next)}`]),
    ...(of.byDue === null || due === null
      ? []
      : [`${manyText(of.byDue)} of the ${open} open ones by ${due.release ?? dayText(due.day)}`]),
    of.all === null ? 'no forecast of when all are' : `all of them ${rangeText(of.all)}`,
  ];
  return `${now}${speed}. If that goes on, four times of five: ${told.join('; ')}.`;
}

/** A project's forecast in a sentence. */
export function projectForecastText({ through, against, due, why }: ProjectForecast): string {
  if (through === null) return `${capital(why ?? 'no forecast')}.`;
  const when =
    due === null
      ? ''
      : ` (due ${due.release ?? dayText(due.day)}: ${againstText[against ?? 'open']})`;
  return `If it goes on so, four times of five it is through ${rangeText(through)}${when}.`;
}

/** What a forecast's past says of it, in a sentence. */
export function backTestText({ before, cases, held, early, late, medianDays }: BackTest): string {
  if (cases === 0) return `Nothing of the past to try it on ${before} days ahead.`;
  const share = Math.round((100 * held) / cases);
  const width =
    medianDays === null
      ? 'half of the intervals have no end'
      : `half of the intervals are at most ${medianDays} days wide`;
  return (
    `Tried ${before} days ahead on ${cases} ${cases === 1 ? 'case' : 'cases'} of the past: the interval called 80 % held ${held} ` +
    `(${share} %), ${early} came earlier, ${late} later; ${width}.`
  );
}

const againstText = { 'in time': 'in time', late: 'late', open: 'may be late' } as const;

function rangeText({ from, to }: DayRange): string {
  return to === null
    ? `not before ${dayText(from)}`
    : `between ${dayText(from)} and ${dayText(to)}`;
}

function manyText({ from, to }: { from: number; to: number }): string {
  return from === to ? `${from}` : `${from} to ${to}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
