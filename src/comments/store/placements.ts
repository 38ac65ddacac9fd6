import type { Kysely, Transaction } from 'kysely';
import type { Placement } from '../anchoring/placement.ts';
import type { Tables } from './tables.ts';

type Row = Tables['placement'];

/** Rows that one statement writes: PostgreSQL takes 65,535 values at once. */
const rowsAtOnce = 1000;

/** A placement as it is stored. */
export function placementRow(thread: string, revision: string, placement: Placement): Row {
  const { outcome, confidence, method } = placement;
  const { start, end } =
    placement.outcome === 'orphaned'
      ? { start: placement.near, end: placement.near }
      : placement.range;
  return { thread, revision, outcome, start, end, confidence, method };
}

/** Threads that have no place in a revision yet, those of one earlier text together. */
export interface Unplaced {
  /** The text in which their passages were chosen. */
  before: string;
  threads: { id: string; start: number; end: number }[];
}

/** What has no place yet in a revision. */
export async function unplacedIn(
  db: Kysely<Tables>,
  revision: { name: string; proposal: number },
): Promise<Unplaced[]> {
  const unplaced = await db
    .selectFrom('thread')
    .leftJoin('placement', (join) =>
      join.onRef('placement.thread', '=', 'thread.id').on('placement.revision', '=', revision.name),
    )
    .where('thread.proposal', '=', revision.proposal)
    .where('placement.thread', 'is', null)
    .select(['thread.id', 'thread.start', 'thread.end', 'thread.revision'])
    .orderBy('thread.seq')
    .execute();
  const found: Unplaced[] = [];
  for (const [name, threads] of Map.groupBy(unplaced, ({ revision: of }) => of)) {
    const { text: before } = await db
      .selectFrom('revision')
      .where('name', '=', name)
      .where('proposal', '=', revision.proposal)
      .select('text')
      .executeTakeFirstOrThrow();
    found.push({ before, threads: threads.map(({ id, start, end }) => ({ id, start, end })) });
  }
  return found;
}

/** Stores where threads stand; what another server stored meanwhile stays. Returns how many are new. */
export async function storePlacements(
  db: Transaction<Tables>,
  revision: { name: string; proposal: number },
  rows: readonly Row[],
): Promise<number> {
  let stored = 0;
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    const added = await db
      .insertInto('placement')
      .values(rows.slice(at, at + rowsAtOnce))
      .onConflict((conflict) => conflict.columns(['revision', 'thread']).doNothing())
      .returning('thread')
      .execute();
    stored += added.length;
  }
  if (stored > 0) {
    await db
      .updateTable('revision')
      .set(({ eb }) => ({ placed: eb('placed', '+', stored) }))
      .where('name', '=', revision.name)
      .where('proposal', '=', revision.proposal)
      .execute();
  }
  return stored;
}
