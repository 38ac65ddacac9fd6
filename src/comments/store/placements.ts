import type { Transaction } from 'kysely';
import { reanchor } from '../anchoring/reanchor.ts';
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

/**
 * Computes and stores where threads stand in a revision: those that have no placement there yet, each
 * from the text in which its passage was chosen. Nothing is left out: what is not found is orphaned.
 *
 * @returns how many were placed
 */
export async function placeIn(
  db: Transaction<Tables>,
  revision: { name: string; proposal: number; text: string },
  thread?: string,
): Promise<number> {
  const unplaced = await db
    .selectFrom('thread')
    .innerJoin('revision', (join) =>
      join
        .onRef('revision.name', '=', 'thread.revision')
        .onRef('revision.proposal', '=', 'thread.proposal'),
    )
    .leftJoin('placement', (join) =>
      join.onRef('placement.thread', '=', 'thread.id').on('placement.revision', '=', revision.name),
    )
    .where('thread.proposal', '=', revision.proposal)
    .where('placement.thread', 'is', null)
    .$if(thread !== undefined, (query) => query.where('thread.id', '=', thread ?? ''))
    .select(['thread.id', 'thread.start', 'thread.end', 'revision.name', 'revision.text'])
    .orderBy('thread.seq')
    .execute();
  const rows: Row[] = [];
  for (const of of Map.groupBy(unplaced, ({ name }) => name).values()) {
    const before = of[0]?.text ?? '';
    for (const [i, placement] of reanchor(before, revision.text, of).entries()) {
      rows.push(placementRow(of[i]?.id ?? '', revision.name, placement));
    }
  }
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    await db
      .insertInto('placement')
      .values(rows.slice(at, at + rowsAtOnce))
      .onConflict((conflict) => conflict.columns(['thread', 'revision']).doNothing())
      .execute();
  }
  return rows.length;
}
