import { expect, it } from 'vitest';
import { isOpen, reviewStates, stateMeaning, stateOf, type ReviewState } from './review-state.ts';
import type { Review } from './review.ts';

const review = (more: Partial<Review>): Review => ({
  id: 'github:demo/alpha#1',
  repository: 'demo/alpha',
  title: 'One',
  status: 'open',
  owner: null,
  ...more,
});
const reverts = 'github:demo/alpha#9' as const;

it.each<[Partial<Review>, ReviewState, ReviewState]>([
  [{}, 'open', 'open'],
  [{ draft: true }, 'draft', 'draft'],
  [{ reverts }, 'open', 'open'],
  [{ status: 'merged' }, 'merged', 'reverted'],
  [{ status: 'merged', draft: true }, 'merged', 'reverted'],
  [{ status: 'merged', reverts }, 'revert', 'undone'],
  [{ status: 'abandoned', reverts }, 'abandoned', 'abandoned'],
  [{ status: 'gone' }, 'gone', 'gone'],
])('%j is %s, and %s once it was taken back', (more, stands, takenBack) => {
  expect(stateOf(review(more), false)).toBe(stands);
  expect(stateOf(review(more), true)).toBe(takenBack);
});

it('of all states those of open reviews are open, and each has its meaning', () => {
  expect(reviewStates.filter(isOpen)).toEqual(['open', 'draft']);
  for (const state of reviewStates) expect(stateMeaning[state]).not.toBe('');
});
