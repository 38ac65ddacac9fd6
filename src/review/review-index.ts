import { parseReviewId, parseUnresolvedId, type ReviewAddress } from './review-identity.ts';
import type { Review } from './review.ts';

/** Finds a review by whatever names it. */
export interface ReviewIndex {
  /** By its id, an earlier id, or (Gerrit numbers are one series per server) its number alone. */
  find(id: string): Review | undefined;
  /** All that an address means: one review, or every branch's of a Change-Id. */
  resolve(address: ReviewAddress): Review[];
}

export function reviewIndex(reviews: Iterable<Review>): ReviewIndex {
  const byId = new Map<string, Review>();
  const byNumber = new Map<string, Review>();
  const byChangeId = new Map<string, Review[]>();
  for (const review of reviews) {
    for (const former of review.formerly ?? []) if (!byId.has(former)) byId.set(former, review);
  }
  for (const review of reviews) {
    byId.set(review.id, review);
    const name = parseReviewId(review.id);
    if (name?.system !== 'gerrit') continue;
    if ('number' in name) byNumber.set(`${name.host} ${name.number}`, review);
    if (review.changeId !== undefined) {
      const key = `${name.host} ${review.changeId}`;
      byChangeId.set(key, [...(byChangeId.get(key) ?? []), review]);
    }
  }
  const find = (id: string): Review | undefined => {
    const exact = byId.get(id);
    if (exact !== undefined) return exact;
    const name = parseReviewId(id);
    const number =
      parseUnresolvedId(id) ?? (name?.system === 'gerrit' && 'number' in name ? name : undefined);
    return number === undefined ? undefined : byNumber.get(`${number.host} ${number.number}`);
  };
  return {
    find,
    resolve(address) {
      if (address.kind === 'change-id') {
        return byChangeId.get(`${address.host} ${address.changeId}`) ?? [];
      }
      if (address.kind === 'query') return [];
      const review = find(address.id);
      return review === undefined ? [] : [review];
    },
  };
}
