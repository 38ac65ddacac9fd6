import { dayOf, isDay } from './day.ts';

/**
 * A moment of a server as `2017-07-20T12:09:11Z`, or undefined when it is none.
 *
 * Gerrit writes `2017-07-20 12:09:11.306000000`, which is UTC although it does not say so; git and
 * GitHub write a zone. The fraction is dropped: watermarks are asked for inclusively.
 */
export function instant(text: string | null | undefined): string | undefined {
  if (text === null || text === undefined) return undefined;
  const bare = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)?$/.exec(text.trim());
  const iso = bare === null ? text.trim() : `${bare[1] ?? ''}T${bare[2] ?? ''}Z`;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/.test(iso)) return undefined;
  if (!isDay(dayOf(iso))) return undefined;
  const time = Date.parse(iso);
  return Number.isNaN(time) ? undefined : ofTime(time);
}

/** Milliseconds since the epoch as an instant. */
export function ofTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** The last second of the year 9999: what a broken clock wrote beyond it has no date. */
const latestSecond = 253_402_300_799;

/** Seconds since 1970, as git gives them, as an instant; what lies outside of 1970 to 9999 is moved to its edge. */
export function ofSeconds(seconds: number): string {
  return ofTime(Math.min(Math.max(seconds, 0), latestSecond) * 1000);
}

/** The later of two instants; they compare as text. */
export function later(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined) return b;
  return b === undefined || a > b ? a : b;
}
