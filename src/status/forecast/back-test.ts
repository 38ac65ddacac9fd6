import { daysBetween, plusDays } from '../../ground/day.ts';
import { completions, type CourseLine } from './course-line.ts';
import { paceOn, whenThrough } from './pace.ts';
import { trendOn, type DayRange } from './trend.ts';

/** One forecast of the past, made from what was known then, held against what came. */
export interface BackTestCase {
  stage: string;
  project: string;
  /** When it was made, and the day on which it came true. */
  on: string;
  truth: string;
  /** The interval that was called 80 %. */
  range: DayRange;
  /** So many projects were to come through by then, this one the last of them; of a trend, one. */
  rank: number;
}

/** What the cases say together. */
export interface BackTest {
  /** So many days before the true date each forecast was made. */
  before: number;
  cases: number;
  /** The true date lay in the interval; before it; after it. */
  held: number;
  early: number;
  late: number;
  /** Half of the intervals are no wider; null: half of them have no end, or there is no case. */
  medianDays: number | null;
  /** The farthest rank that was tried. */
  rank: number;
}

/** A method is believed from so many cases on … */
const fewestCases = 30;
/** … of which so many of a hundred held. */
const believed = { from: 70, to: 90 };

/** Are dates told by it? Where an interval called 80 % holds too few or too many, there is no forecast. */
export function isBelieved({ cases, held }: Pick<BackTest, 'cases' | 'held'>): boolean {
  const share = (100 * held) / cases;
  return cases >= fewestCases && share >= believed.from && share <= believed.to;
}

/**
 * Each project that came through a stage, asked so many days before: when will so many more be through
 * as were, with this one, in fact? Only what lay before that day is looked at.
 */
export function paceCases(
  lines: readonly CourseLine[],
  since: string,
  before: number,
): BackTestCase[] {
  return [...Map.groupBy(lines, ({ stage }) => stage)].flatMap(([stage, same]) => {
    const came = same.flatMap((line) =>
      completions(line).map(({ day }) => ({ project: line.project, day })),
    );
    return came.flatMap(({ project, day: truth }) => {
      const on = plusDays(truth, -before);
      const days = came.map(({ day }) => day);
      const pace = paceOn(days, on, since);
      if (pace === undefined) return [];
      const rank = days.filter((day) => day > on && day <= truth).length;
      return [{ stage, project, on, truth, range: whenThrough(pace, rank, on), rank }];
    });
  });
}

/** Each project that came through a stage, by its own trend so many days before. */
export function trendCases(lines: readonly CourseLine[], before: number): BackTestCase[] {
  return lines.flatMap((line) =>
    completions(line).flatMap(({ day: truth }) => {
      const on = plusDays(truth, -before);
      const trend = trendOn(line, on);
      if (trend.kind !== 'falling' || trend.through === null) return [];
      const { stage, project } = line;
      return [{ stage, project, on, truth, range: trend.through, rank: 1 }];
    }),
  );
}

/** Adds cases up. */
export function backTest(before: number, cases: readonly BackTestCase[]): BackTest {
  const early = cases.filter(({ truth, range }) => truth < range.from).length;
  const late = cases.filter(({ truth, range }) => range.to !== null && truth > range.to).length;
  const widths = cases
    .map(({ range: { from, to } }) => (to === null ? Infinity : daysBetween(from, to)))
    .sort((a, b) => a - b);
  const median = widths[(widths.length - 1) >> 1] ?? Infinity;
  return {
    before,
    cases: cases.length,
    held: cases.length - early - late,
    early,
    late,
    medianDays: median === Infinity ? null : median,
    rank: Math.max(0, ...cases.map(({ rank }) => rank)),
  };
}
