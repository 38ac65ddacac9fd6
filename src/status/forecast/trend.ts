import { plusDays } from '../../ground/day.ts';
import { isOpen, pointOn, type CourseLine } from './course-line.ts';
import { theilSen, type Slope } from './slope.ts';

/** From the first day to the last, both included; the last may be too far off to be told. */
export interface DayRange {
  from: string;
  /** Null: later than {@link farthest} days from now. */
  to: string | null;
}

/** Whether what is left of a project's work at a stage grows or shrinks. */
export type Trend =
  | { kind: 'none'; why: string }
  | {
      kind: 'falling' | 'rising';
      /** Matches a day, negative where work shrinks, with the interval of 80 %. */
      perDay: Slope;
      /** What is left now. */
      left: number;
      /**
       * The day by which nothing is left, if it goes on so: an interval called 80 %. Rising: null. Pages
       * show that of a `ProjectForecast`, which asks whether the like held in the past.
       */
      through: DayRange | null;
    };

/** What is left is looked at every so many days … */
const step = 30;
/** … so often, the last time today: a year. */
const looks = 13;
/** Less than half a year tells no trend. */
const fewest = 7;
/** Days beyond which no date is told: ten years. */
export const farthest = 3650;

/**
 * The trend of a project's work at a stage on a day, by the year before. A line through what was left
 * at even distances: where nothing moved for long, that counts as much as the moves.
 */
export function trendOn(line: CourseLine, day: string): Trend {
  const now = pointOn(line, day);
  const none = (why: string): Trend => ({ kind: 'none', why });
  const open = now && isOpen(now);
  if (now === undefined || open === undefined) return none('not known how it stands');
  if (!open) return none('nothing is left to do');
  const points: [number, number][] = [];
  for (let i = looks - 1; i >= 0; i--) {
    const point = pointOn(line, plusDays(day, -i * step));
    if (point === undefined || point.day === '') continue;
    // What was not read whole makes no trend; nor does what was there before it was affected.
    if (point.left === undefined) return none('some of the past year was not read whole');
    if (point.affected === true) points.push([-i * step, point.left]);
  }
  const slope = points.length < fewest ? undefined : theilSen(points);
  if (slope === undefined) return none('less than half a year is known');
  if (now.left === undefined) return none('not known how much is left');
  if (points.every(([, left]) => left === now.left)) return none('nothing moved for a year');
  if (slope.low <= 0 && slope.high >= 0) return none('it moves too rarely');
  if (slope.slope > 0) return { kind: 'rising', perDay: slope, left: now.left, through: null };
  return {
    kind: 'falling',
    perDay: slope,
    left: now.left,
    through: rangeAfter(day, -now.left / slope.low, -now.left / slope.high),
  };
}

/** The days that lie so many days after one. */
export function rangeAfter(day: string, from: number, to: number): DayRange {
  // What is a whole number of days but for the last digits is that number.
  const last = Math.ceil(to - 1e-6);
  return {
    from: plusDays(day, Math.min(farthest, Math.floor(from + 1e-6))),
    to: last > farthest ? null : plusDays(day, last),
  };
}
