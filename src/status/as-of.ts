import type { AsOf } from '../adoption/as-of.ts';
import { daysBetween } from '../ground/day.ts';

/** On which days the repositories of a proposal were asked. */
export interface AsOfSpan {
  /** Null: of none is the day known. */
  oldest: string | null;
  newest: string | null;
  /** Projects whose day is not known, or that were never read. */
  unknown: number;
}

/** @param projects all that the proposal is for */
export function asOfSpan(asOf: ReadonlyMap<string, AsOf>, projects: readonly string[]): AsOfSpan {
  const days = projects.flatMap((id) => asOf.get(id)?.day ?? []).sort();
  return {
    oldest: days[0] ?? null,
    newest: days.at(-1) ?? null,
    unknown: projects.length - days.length,
  };
}

/** The day before which a reading cannot be: on which it was asked, else that of its newest commit. */
export function notBefore(asOf: AsOf | undefined): string | undefined {
  if (asOf === undefined) return undefined;
  return asOf.day ?? asOf.newestCommit;
}

/**
 * Is a reading, or a claim, older than its limit? One whose day is not known is.
 *
 * @param day the day on which the repository was asked
 * @param today `YYYY-MM-DD`
 */
export function isStale(day: string | null | undefined, today: string, limitDays: number): boolean {
  return day === null || day === undefined || daysBetween(day, today) > limitDays;
}

/**
 * Has a due date passed after the reading, so that nobody has looked since? Not as long as it lies
 * ahead, nor once the repository was asked after it.
 *
 * @param dueDay `YYYY-MM-DD`, the last day on which a stage is in time
 */
export function notLookedAtSince(
  dueDay: string,
  day: string | null | undefined,
  today: string,
): boolean {
  return dueDay < today && (day === null || day === undefined || day <= dueDay);
}
