import { daysBetween } from '../../ground/day.ts';
import { dueOf, type Due } from '../due.ts';
import type { ProposalReport } from '../report.ts';
import { backTest, isBelieved, paceCases, trendCases, type BackTest } from './back-test.ts';
import { completions, courseLines, isOpen, pointOn, type CourseLine } from './course-line.ts';
import { newestFirst, regressionsOf, type Move } from './moves.ts';
import { howMany, paceOn, whenThrough, type Pace } from './pace.ts';
import { trendOn, type DayRange, type Trend } from './trend.ts';
import { waitsOf, type Waits } from './waits.ts';

/** What is to be expected of a stage, all projects together, if they go on as of late. */
export interface StageForecast {
  stage: string;
  due: Due | null;
  /** Projects that it affects: those through with it, those with work left, those of which it is not known. */
  through: number;
  open: number;
  unknown: number;
  /** How fast projects came through; null: too few of late, there is no trend. */
  pace: Pace | null;
  /** When one more is through; null: no forecast, see `why`. */
  next: DayRange | null;
  /** When all that are open now are through; null: no forecast so far ahead. */
  all: DayRange | null;
  /** How many that are open now are through by the due day; null: no forecast so far ahead. */
  byDue: { from: number; to: number } | null;
  /** Why there is no forecast at all; null: there is one. */
  why: string | null;
}

/** What is to be expected of one project at one stage, by its own history. */
export interface ProjectForecast {
  project: string;
  stage: string;
  due: Due | null;
  trend: Trend;
  /** When it will be through; null: no forecast, see `why`. */
  through: DayRange | null;
  /** Is that after the due day for certain (`late`), before it (`in time`), or perhaps? Null: no forecast. */
  against: 'in time' | 'late' | 'open' | null;
  /** Why there is no forecast; null: there is one. */
  why: string | null;
}

/** What is to be expected of a proposal; always with the figures of the past that it stands on. */
export interface Forecast {
  /** The day from which it looks ahead. */
  on: string;
  /** In the plan's order. */
  stages: StageForecast[];
  /** Projects with work left, in the plan's and the report's order. */
  projects: ProjectForecast[];
  /** Steps back that still stand or were mended since, newest first, each with its commit. */
  regressions: Move[];
  waits: Waits;
  /** Forecasts of the past held against what came: all projects of a stage by their pace. */
  paceTests: BackTest[];
  /** One project by its own trend. */
  trendTest: BackTest;
  /** What all of it was made from: for `movesSince`, and for charts. */
  lines: CourseLine[];
}

/** How many days before the true date the forecasts of the past are made; the first one decides. */
export const distances = [90, 120, 150, 180, 270, 365] as const;

/**
 * Forecasts a proposal from its own history. Pure. A method is believed only where its forecasts of the
 * past held as often as they say (see `isBelieved`); else it says so, and gives no date.
 *
 * @param on the day from which it looks ahead; default {@link lastKnownDay}
 */
export function forecastOf(report: ProposalReport, on = lastKnownDay(report)): Forecast {
  const { frontMatter } = report.proposal;
  const lines = courseLines(report);
  const paceTests = distances.map((before) =>
    backTest(before, paceCases(lines, frontMatter.since, before)),
  );
  const [before] = distances;
  const trendTest = backTest(before, trendCases(lines, before));
  const dues = new Map(
    frontMatter.stages.map((stage) => [stage.id, dueOf(stage, frontMatter.calendar) ?? null]),
  );
  return {
    on,
    stages: frontMatter.stages.map(({ id }) => {
      const mine = lines.filter(({ stage }) => stage === id);
      const base = { stage: id, due: dues.get(id) ?? null };
      return { ...base, ...stageForecast(mine, base.due, on, frontMatter.since, paceTests) };
    }),
    projects: lines.flatMap((line) => {
      const now = pointOn(line, on);
      if (now === undefined || isOpen(now) !== true) return [];
      return [projectForecast(line, dues.get(line.stage) ?? null, on, trendTest)];
    }),
    regressions: lines.flatMap(regressionsOf).sort(newestFirst),
    waits: waitsOf(report),
    paceTests,
    trendTest,
    lines,
  };
}

/** The newest day of which a report knows: on which a repository was asked, or a commit landed. */
export function lastKnownDay({ asOf, snapshots, proposal }: ProposalReport): string {
  const asked = [...asOf.values()].map((one) => one.day ?? one.newestCommit);
  const read = [...snapshots.values()].map(({ date }) => (date ?? '').slice(0, 10));
  return [proposal.frontMatter.since, ...asked, ...read].reduce((a, b) => (a > b ? a : b));
}

function stageForecast(
  lines: readonly CourseLine[],
  due: Due | null,
  on: string,
  since: string,
  tests: readonly BackTest[],
): Omit<StageForecast, 'stage' | 'due'> {
  const now = lines.map((line) => pointOn(line, on));
  const open = now.filter((one) => one !== undefined && isOpen(one) === true).length;
  const counts = {
    through: now.filter((one) => one?.affected === true && one.through === true).length,
    open,
    unknown: now.filter((one) => one === undefined || isOpen(one) === undefined).length,
  };
  const completed = lines.flatMap((line) => completions(line).map(({ day }) => day));
  const pace = paceOn(completed, on, since) ?? null;
  const none = { ...counts, pace, next: null, all: null, byDue: null };
  if (open === 0) return { ...none, why: 'nothing is left to do' };
  if (pace === null) return { ...none, why: 'no trend: too few came through of late' };
  const [first] = tests;
  if (first === undefined || !isBelieved(first)) return { ...none, why: unbelieved(first) };
  const ahead = farthestBelieved(tests);
  const within = due === null ? Infinity : daysBetween(on, due.day);
  return {
    ...counts,
    pace,
    next: whenThrough(pace, 1, on),
    all: open <= first.rank ? whenThrough(pace, open, on) : null,
    byDue: within > 0 && within <= ahead ? howMany(pace, open, within) : null,
    why: null,
  };
}

/** So many days ahead the tests were believed, the shorter ones too. */
function farthestBelieved(tests: readonly BackTest[]): number {
  const end = tests.findIndex((test) => !isBelieved(test));
  return (end === -1 ? tests : tests.slice(0, end)).at(-1)?.before ?? 0;
}

function projectForecast(
  line: CourseLine,
  due: Due | null,
  on: string,
  test: BackTest,
): ProjectForecast {
  const { project, stage } = line;
  const trend = trendOn(line, on);
  const base = { project, stage, due, trend, through: null, against: null };
  if (trend.kind === 'none') return { ...base, why: `no trend: ${trend.why}` };
  if (trend.through === null) return { ...base, why: 'more is left than before' };
  if (!isBelieved(test)) return { ...base, why: unbelieved(test) };
  const { from, to } = trend.through;
  const against =
    due === null
      ? null
      : from > due.day
        ? 'late'
        : to !== null && to <= due.day
          ? 'in time'
          : 'open';
  return { ...base, through: trend.through, against, why: null };
}

function unbelieved(test: BackTest | undefined): string {
  if (test === undefined || test.cases === 0)
    return 'no forecast: nothing of the past to try it on';
  const { held, cases } = test;
  return `no forecast: of the past, an interval called 80 % held ${held} of ${cases}`;
}
