import type { Review } from './review.ts';

/** The state of a review in one word, as tables and filters show it. */
export const reviewStates = [
  'open',
  'draft',
  'merged',
  'reverted',
  'abandoned',
  'unknown',
] as const;
export type ReviewState = (typeof reviewStates)[number];

/** What each word means, in full. */
export const stateMeaning: Record<ReviewState, string> = {
  open: 'open and ready for review',
  draft: 'open, but its owner does not ask for reviews yet',
  merged: 'merged, and still in',
  reverted: 'merged, then taken back',
  abandoned: 'abandoned, or closed unmerged',
  unknown: 'no server has said yet what it is',
};

export function stateOf(review: Review, takenBack: boolean): ReviewState {
  if (review.status === 'open') return review.draft === true ? 'draft' : 'open';
  return review.status === 'merged' && takenBack ? 'reverted' : review.status;
}

export function isOpen(state: ReviewState): boolean {
  return state === 'open' || state === 'draft';
}

/** What a champion asks first; the order is that of the page. */
export const questions = ['waiting', 'done', 'reverted', 'confirm'] as const;
export type Question = (typeof questions)[number];

/** What each question finds, in a sentence. */
export const questionMeaning: Record<Question, string> = {
  waiting: 'Open and ready for review, the longest untouched first.',
  done: 'Their project is through with the stage: perhaps there is nothing left to do.',
  reverted: 'Merged is not done: these were taken back.',
  confirm:
    'Only words match. Confirm what belongs here; `reject` in its place hides what does not.',
};

export const questionTitle: Record<Question, string> = {
  waiting: 'Waiting longest',
  done: 'Open on a stage already done',
  reverted: 'Merged but reverted',
  confirm: 'Suggested, please confirm',
};
