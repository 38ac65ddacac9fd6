import { reviewIndex, type ReviewIndex } from './review-index.ts';
import type { Review } from './review.ts';

/*
 * What merged means: a step that stands, a step taken back, a revert, a revert undone.
 */

export interface Reverts {
  /** By a merged review that is taken back at present: the merged review that did it. */
  takenBack: ReadonlyMap<string, Review>;
  /** By a merged review that still stands: an open review that would take it back. */
  threatened: ReadonlyMap<string, Review>;
}

/** A revert that was itself taken back takes nothing back. */
export function revertsOf(
  reviews: readonly Review[],
  index: ReviewIndex = reviewIndex(reviews),
): Reverts {
  const merged = Map.groupBy(targets(reviews, index, 'merged'), ({ target }) => target.id);
  const standing = (id: string, seen: ReadonlySet<string>): Review | undefined =>
    seen.has(id)
      ? undefined
      : merged
          .get(id as Review['id'])
          ?.findLast(({ by }) => standing(by.id, new Set([...seen, id])) === undefined)?.by;
  const takenBack = new Map<string, Review>();
  for (const id of merged.keys()) {
    const by = standing(id, new Set());
    if (by !== undefined) takenBack.set(id, by);
  }
  const threatened = new Map<string, Review>();
  for (const { target, by } of targets(reviews, index, 'open')) {
    if (target.status === 'merged' && !takenBack.has(target.id)) threatened.set(target.id, by);
  }
  return { takenBack, threatened };
}

function targets(reviews: readonly Review[], index: ReviewIndex, status: Review['status']) {
  return reviews.flatMap((by) => {
    if (by.reverts === undefined || by.status !== status) return [];
    const target = index.find(by.reverts);
    return target === undefined || target === by ? [] : [{ target, by }];
  });
}
