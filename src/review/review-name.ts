import {
  parseReviewId,
  reviewId,
  systemOf,
  unresolvedId,
  type ReviewAddress,
} from './review-identity.ts';
import type { Review } from './review.ts';

/*
 * The one home of how a review may be named: by its id, an id that it had before, its number alone
 * (a Gerrit's numbers are one series), its Change-Id on a branch of a repository, GitHub's node id.
 * A Change-Id alone names every branch's review and is a name of none.
 */

type Named = Pick<Review, 'id' | 'formerly' | 'repository' | 'branch' | 'changeId' | 'node'>;

/** Every name that means this review and no other, its own id first. */
export function namesOf(review: Named): string[] {
  const { id, formerly = [], repository, branch, changeId, node } = review;
  const names = new Set<string>([id, ...formerly]);
  const name = parseReviewId(id);
  if (name?.system === 'gerrit') {
    if ('number' in name) names.add(unresolvedId(name.host, name.number));
    if (branch !== undefined && changeId !== undefined) {
      names.add(reviewId({ system: 'gerrit', host: name.host, repository, branch, changeId }));
    }
  }
  if (node !== undefined) names.add(`${systemOf(id)} node ${node}`);
  return [...names];
}

/** What every branch's review of a Change-Id on a server has in common. */
function changeKey(host: string, changeId: string): string {
  return `gerrit:${host} ${changeId}`;
}

/** The {@link changeKey} of a review that has a Change-Id. */
export function changeKeyOf({ id, changeId }: Named): string | undefined {
  const name = parseReviewId(id);
  return name?.system === 'gerrit' && changeId !== undefined
    ? changeKey(name.host, changeId)
    : undefined;
}

/** The names that an address gives, the exact one first; a search names nothing. */
export function namesIn(address: ReviewAddress): string[] {
  if (address.kind === 'query') return [];
  if (address.kind === 'change-id') return [changeKey(address.host, address.changeId)];
  return namesById(address.id);
}

/** An id as it is written, and its number alone where a Gerrit's number stands in it. */
export function namesById(id: string): string[] {
  const name = parseReviewId(id);
  return name?.system === 'gerrit' && 'number' in name
    ? [id, unresolvedId(name.host, name.number)]
    : [id];
}
