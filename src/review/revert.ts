import { parseReviewId } from './review-identity.ts';
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

/**
 * What a revert takes back: of a change that stands on several branches, the one on its own. A revert
 * on another branch alone leaves it where it is.
 */
function onItsBranch(
  by: Review,
  target: Review | undefined,
  index: ReviewIndex,
): Review | undefined {
  if (target?.branch === undefined || by.branch === undefined || by.branch === target.branch) {
    return target;
  }
  const name = parseReviewId(target.id);
  if (name?.system !== 'gerrit' || target.changeId === undefined) return undefined;
  const { host } = name;
  return index
    .resolve({ kind: 'change-id', host, changeId: target.changeId })
    .find(({ branch, repository }) => branch === by.branch && repository === target.repository);
}

function targets(reviews: readonly Review[], index: ReviewIndex, status: Review['status']) {
  return reviews.flatMap((by) => {
    if (by.reverts === undefined || by.status !== status) return [];
    const target = onItsBranch(by, index.find(by.reverts), index);
    return target === undefined || target === by ? [] : [{ target, by }];
  });
}
