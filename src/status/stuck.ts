import { dayOf, daysBetween } from '../ground/day.ts';
import type { FullReport } from './load-reports.ts';
import type { Row } from './report.ts';
import { isThrough } from './status.ts';

/** Nothing that a stage counts changed in a project for so many days before it was read: it rests. */
export const quietDays = 90;

type Stuck = Pick<FullReport, 'snapshots' | 'reviews' | 'reviewsByStage'> & {
  proposal: { frontMatter: Pick<FullReport['proposal']['frontMatter'], 'since'> };
};

/**
 * The day of the last commit at which something that a row's stage asks changed in its project; where
 * nothing has, the day on which what is known of its history begins. Undefined: not read.
 */
export function lastMove(of: Stuck, row: Row): string | undefined {
  const snapshot = of.snapshots.get(row.project);
  if (snapshot === undefined || snapshot.commit === null) return undefined;
  const asked = Object.keys(row.counts);
  const answers = [snapshot.probes, ...Object.values(snapshot.partProbes)].flatMap((probes) =>
    asked.flatMap((name) => (Object.hasOwn(probes, name) ? (probes[name] ?? []) : [])),
  );
  if (answers.length === 0) return undefined;
  // The first point is where the history begins, no step.
  const moves = answers.flatMap(({ points }) => points.slice(1).map((point) => dayOf(point[2])));
  const begun = dayOf(snapshot.history.from?.date ?? '');
  const { since } = of.proposal.frontMatter;
  return moves.sort().at(-1) ?? (begun > since ? begun : since);
}

/**
 * Does a row's project rest before a stage that it is not through with: nothing that the stage counts
 * changed in the {@link quietDays} before the repository was asked, and no review for it is open?
 * Undefined where that cannot be told: its status is unknown, the day of the reading is, or its reviews
 * could not be read.
 */
export function isStuck(of: Stuck, row: Row): boolean | undefined {
  if (isThrough(row.status)) return false;
  const read = row.asOf?.day ?? null;
  const moved = lastMove(of, row);
  if (row.status === 'unknown' || read === null || moved === undefined) return undefined;
  if (daysBetween(moved, read) <= quietDays) return false;
  const reviews = of.reviewsByStage.find(({ stage }) => stage === row.stage);
  const mine = reviews?.byProject.get(row.project)?.reviews ?? [];
  if (mine.some(({ review }) => review.status === 'open')) return false;
  return of.reviews.unread === 'nothing' ? true : undefined;
}
