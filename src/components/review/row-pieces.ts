import { recordOf, stageHref } from './review-record.ts';
import { countText, type ReviewRows } from './review-row.ts';
import { packRows, type StageHead } from './row-record.ts';
import { reviewPages } from './review-page.ts';

/** Rows of one piece: about 1 MB of JSON, a quarter of it once it is compressed. */
export const rowsPerPiece = 5000;

const kept = new WeakMap<ReviewRows, string[]>();

/**
 * All rows of a table of several pages, in its order, as JSON in pieces: what a filter reads instead
 * of the pages. Nothing where one page has all of them.
 *
 * @param stages the plan's, in order
 * @param proposal name of its folder
 */
export function rowPieces(
  rows: ReviewRows,
  stages: readonly { id: string; title: string }[],
  proposal: string,
): string[] {
  const known = kept.get(rows);
  if (known !== undefined) return known;
  const ids = stages.map(({ id }) => id);
  const pieces: string[] = [];
  if (reviewPages(rows, ids).length > 1) {
    const heads = stages.map(({ id, title }): StageHead => ({
      stage: id,
      title,
      href: stageHref(proposal, id),
      count: stageCount(rows, id),
    }));
    const all = ids.flatMap((id) => rows.of(id));
    for (let at = 0; at < all.length; at += rowsPerPiece) {
      const some = all.slice(at, at + rowsPerPiece).map((row) => recordOf(row, proposal));
      pieces.push(packRows(some, at === 0 ? heads : []));
    }
  }
  kept.set(rows, pieces);
  return pieces;
}

/** What a stage's head says of its reviews. */
export function stageCount(rows: ReviewRows, stage: string): string {
  const of = rows.of(stage);
  return of.length === 0 ? 'no review is linked to this stage yet' : countText(of);
}
