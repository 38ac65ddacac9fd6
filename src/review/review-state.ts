import type { Review } from './review.ts';

/** The state of a review in one word, as tables and filters show it. */
export const reviewStates = [
  'open',
  'draft',
  'merged',
  'reverted',
  'revert',
  'undone',
  'abandoned',
  'closed',
  'gone',
  'unknown',
] as const;
export type ReviewState = (typeof reviewStates)[number];

/** What each word means, in full. */
export const stateMeaning: Record<ReviewState, string> = {
  open: 'open and ready for review',
  draft: 'open, but its owner does not ask for reviews yet',
  merged: 'merged, and still in',
  reverted: 'merged, then taken back',
  revert: 'merged, and takes another one back',
  undone: 'a revert that was itself taken back',
  abandoned: 'abandoned',
  closed: 'closed, and nothing says that it landed',
  gone: 'no longer visible on its server: deleted, or private',
  unknown: 'no server has said yet what it is',
};

/** @param isTakenBack whether a merged review has taken it back at present */
export function stateOf(review: Review, isTakenBack: boolean): ReviewState {
  if (review.status === 'open') return review.draft === true ? 'draft' : 'open';
  if (review.status !== 'merged') return review.status;
  if (review.reverts !== undefined) return isTakenBack ? 'undone' : 'revert';
  return isTakenBack ? 'reverted' : 'merged';
}

export function isOpen(state: ReviewState): boolean {
  return state === 'open' || state === 'draft';
}
