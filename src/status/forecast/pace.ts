import { daysBetween, plusDays } from '../../ground/day.ts';
import { gammaRatioQuantile } from './gamma-ratio.ts';
import { rangeAfter, type DayRange } from './trend.ts';

/** How fast projects came through a stage of late. */
export interface Pace {
  /** So many came through … */
  completions: number;
  /** … in so many days, the last of them the day of the forecast. */
  days: number;
}

/** The pace is that of so many days. */
const window = 240;
/** Fewer completions are no pace. */
const fewest = 2;
/** Projects come through in bursts: one team moves several, one change does for many. So many count as one. */
const burst = 2;
/** Of five cases, one may lie outside: half of it on each side. */
const tail = 0.1;

/**
 * The pace on a day.
 *
 * @param completed the days on which projects came through, in any order
 * @param since the first day of which anything is known
 */
export function paceOn(completed: readonly string[], day: string, since: string): Pace | undefined {
  const days = Math.min(window, daysBetween(since, day));
  const from = plusDays(day, -days);
  const count = completed.filter((one) => one > from && one <= day).length;
  return count < fewest || days <= 0 ? undefined : { completions: count, days };
}

/** When so many more are through, if the pace holds: an interval called 80 %. */
export function whenThrough({ completions, days }: Pace, more: number, day: string): DayRange {
  const at = (p: number) => days * gammaRatioQuantile(p, more / burst, completions / burst);
  return rangeAfter(day, at(tail), at(1 - tail));
}

/** How many more are through within so many days, if the pace holds: an interval called 80 %. */
export function howMany(
  { completions, days }: Pace,
  open: number,
  within: number,
): { from: number; to: number } {
  const by = (more: number, p: number) =>
    days * gammaRatioQuantile(p, more / burst, completions / burst) <= within;
  const most = (p: number) => {
    let more = 0;
    while (more < open && by(more + 1, p)) more++;
    return more;
  };
  return { from: most(1 - tail), to: most(tail) };
}
