import type { ProposalReport } from './report.ts';
import { statuses, type Status } from './status.ts';

/** How many projects are how far at one stage. */
export interface Tally {
  /** Projects per status, in the order of {@link statuses}. */
  counts: Record<Status, number>;
  /** All but those that are not affected: what `done` is a part of. */
  affected: number;
  done: number;
}

/** Counts the projects of a proposal at a stage. */
export function tally(of: Pick<ProposalReport, 'rows'>, stage: string): Tally {
  const rows = [...of.rows.values()].flatMap((byStage) => byStage.get(stage) ?? []);
  const counts = Object.fromEntries(
    statuses.map((status) => [status, rows.filter((row) => row.status === status).length]),
  ) as Record<Status, number>;
  return { counts, affected: rows.length - counts['not affected'], done: counts.done };
}
