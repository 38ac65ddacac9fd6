const secondsOfDay = 24 * 60 * 60;
/** The last second of the year 9999: what a broken clock wrote beyond it has no date. */
const latest = 253_402_300_799;

/** The first second after a day, `YYYY-MM-DD` in UTC. */
export function dayEnd(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 1000 + secondsOfDay;
}

/** `2026-08-21T21:01:48Z` of seconds since 1970. */
export function isoTime(seconds: number): string {
  const time = new Date(Math.min(Math.max(seconds, 0), latest) * 1000);
  return time.toISOString().replace('.000Z', 'Z');
}
