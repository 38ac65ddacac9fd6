import type { ProposalReport, Row } from './report.ts';
import { statuses, type Status } from './status.ts';

/** How many projects are how far at one stage. */
export interface Tally {
  /** Projects per status, in the order of {@link statuses}. */
  counts: Record<Status, number>;
  /** All but those that are not affected: what `done` is a part of. */
  affected: number;
  done: number;
  /** Of those that are done: because a sign is there. */
  bySign: number;
  /** Of those that are done: because nothing is left that could be wrong. */
  byAbsence: number;
  unknown: number;
}

/** Counts the projects of a proposal at a stage. */
export function tally(of: Pick<ProposalReport, 'rows'>, stage: string): Tally {
  return tallyOf([...of.rows.values()].flatMap((byStage) => byStage.get(stage) ?? []));
}

/** Counts rows of one stage, perhaps of some projects only. */
export function tallyOf(rows: readonly Row[]): Tally {
  const counts = Object.fromEntries(
    statuses.map((status) => [status, rows.filter((row) => row.status === status).length]),
  ) as Record<Status, number>;
  const by = (way: Row['by']) =>
    rows.filter((row) => row.status === 'done' && row.by === way).length;
  return {
    counts,
    affected: rows.length - counts['not affected'],
    done: counts.done,
    bySign: by('sign'),
    byAbsence: by('absence'),
    unknown: counts.unknown,
  };
}
