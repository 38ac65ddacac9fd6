import type { ReviewAddress } from './review-identity.ts';
import { changeKeyOf, namesById, namesIn, namesOf } from './review-name.ts';
import type { Review } from './review.ts';

/** Finds a review by whatever names it. */
export interface ReviewIndex {
  /** By its id, an earlier id, its number alone or its Change-Id on a branch. */
  find(id: string): Review | undefined;
  /** All that an address means: one review, or every branch's of a Change-Id. */
  resolve(address: ReviewAddress): Review[];
}

export function reviewIndex(reviews: Iterable<Review>): ReviewIndex {
  const all = [...reviews];
  const byName = new Map<string, Review>();
  for (const review of all) {
    for (const name of namesOf(review)) if (!byName.has(name)) byName.set(name, review);
  }
  // The id that a review has goes before the one that another had.
  for (const review of all) byName.set(review.id, review);
  const byChange = Map.groupBy(all, changeKeyOf);
  const find = (names: readonly string[]): Review | undefined => {
    const name = names.find((one) => byName.has(one));
    return name === undefined ? undefined : byName.get(name);
  };
  return {
    find: (id) => find(namesById(id)),
    resolve(address) {
      const names = namesIn(address);
      if (address.kind === 'change-id') return byChange.get(names[0]) ?? [];
      const review = find(names);
      return review === undefined ? [] : [review];
    },
  };
}
