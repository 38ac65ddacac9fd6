import { dayOf, plusDays } from '../../ground/day.ts';
import type { FullReport } from '../../status/load-reports.ts';
import { recentChanges, type Row } from '../../status/report.ts';

/** A project with the stages at which its status began last. */
export interface Mover {
  project: string;
  /** `YYYY-MM-DD` of the newest of them. */
  day: string;
  /** Newest first. */
  rows: Row[];
}

/** Statuses of so many days before the newest reading are news. */
export const newsDays = 90;

/**
 * The projects that moved last, each once: with all of its statuses that began in the
 * {@link newsDays} before a day.
 */
export function moversOf(report: FullReport, until: string, most: number): Mover[] {
  const from = plusDays(until, -newsDays);
  const recent = recentChanges(report, Infinity).filter(
    ({ status, since }) =>
      status !== 'not started' && since !== undefined && dayOf(since.date) > from,
  );
  return [...Map.groupBy(recent, ({ project }) => project)]
    .slice(0, most)
    .map(([project, rows]) => ({ project, day: dayOf(rows[0]?.since?.date ?? ''), rows }));
}
