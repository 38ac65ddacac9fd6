const secondsOfDay = 24 * 60 * 60;

/** Today in UTC, `YYYY-MM-DD`. */
export function today(now = new Date()): string {
  return now.toISOString().slice(0, 10);
}

/** The day of an instant or of a day, `YYYY-MM-DD`. */
export function dayOf(instant: string): string {
  return instant.slice(0, 10);
}

/** The first second after a day, `YYYY-MM-DD` in UTC. */
export function dayEnd(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 1000 + secondsOfDay;
}

/** How many days lie between two days; negative if `to` is the earlier one. */
export function daysBetween(from: string, to: string): number {
  return (dayEnd(to) - dayEnd(from)) / secondsOfDay;
}

const [firstDay, lastDay] = ['0000-01-01', '9999-12-31'];

/**
 * The day that lies so many days after another, `YYYY-MM-DD`; beyond what that form can say, its first or
 * last.
 */
export function plusDays(day: string, days: number): string {
  const time = (dayEnd(day) + (days - 1) * secondsOfDay) * 1000;
  const [first, last] = [Date.parse(firstDay), Date.parse(lastDay)];
  return today(new Date(Math.min(Math.max(time, first), last)));
}

/** Is it a day of the calendar? JavaScript takes 31 February for 3 March. */
export function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && today(new Date(time)) === text;
}

/** Made once: to make one takes as long as to write hundreds of days. */
const medium = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });

/** `2026-09-30` as a person reads it: 30 Sept 2026. */
export function dayText(day: string): string {
  return medium.format(new Date(`${dayOf(day)}T00:00:00Z`));
}

/** A text for a page: its days, `2026-09-30`, as a person reads them. */
export function withDaysInWords(text: string): string {
  return text.replaceAll(/\b\d{4}-\d\d-\d\d\b/g, (day) => (isDay(day) ? dayText(day) : day));
}
