import type { ReviewSystem } from '../proposal/registry.ts';
import { parseReviewAddress } from './review-address.ts';
import { parseReviewId, type ReviewId, type UnresolvedId } from './review-identity.ts';

/** A code review that can be read by its number. */
export interface NamedReview {
  id: ReviewId | UnresolvedId;
  number: number;
  /** `owner/name` of a pull request. */
  repository: string | undefined;
}

/** The code review that an address names; undefined: it is on no known system, or names none. */
export function namedReview(
  url: string,
  systems: readonly ReviewSystem[],
): NamedReview | undefined {
  const address = parseReviewAddress(url, systems);
  if (address?.kind === 'unresolved') {
    return { id: address.id, number: address.number, repository: undefined };
  }
  if (address?.kind !== 'review') return undefined;
  const name = parseReviewId(address.id);
  if (name === undefined || !('number' in name)) return undefined;
  return { id: address.id, number: name.number, repository: name.repository };
}
