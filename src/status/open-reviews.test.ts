import { expect, test } from 'vitest';
import { registrySchema } from '../proposal/registry.ts';
import type { Review } from '../review/review.ts';
import { reviewsByStage } from '../review/summary.ts';
import { openReviews } from './open-reviews.ts';

const registry = registrySchema.parse({
  teams: { t: {} },
  projects: { alpha: { team: 't', repository: 'https://example.org/web/alpha' } },
});

function countOf(
  review: Partial<Review>,
  on?: string,
  unread?: Parameters<typeof openReviews>[2],
): number | undefined {
  const id = 'github:web/alpha#1' as const;
  const one = { id, repository: 'web/alpha', title: 'T', owner: null, ...review } as Review;
  const link = {
    review: id,
    stage: 'gone',
    decision: 'confirmed' as const,
    provenance: [],
    why: [],
  };
  const byStage = reviewsByStage({ reviews: [one], links: [link] }, ['gone'], registry);
  return openReviews(byStage, on, unread)('gone', 'alpha');
}

test('merged reviews never make done, nor begun: open ones alone count', () => {
  expect(countOf({ status: 'open' })).toBe(1);
  expect(countOf({ status: 'merged' })).toBe(0);
  expect(countOf({ status: 'unknown' })).toBe(0);
});

test.each<[string, Partial<Review>, number]>([
  ['created later', { status: 'open', created: '2026-02-02T00:00:00Z' }, 0],
  ['created on that day', { status: 'open', created: '2026-02-01T23:00:00Z' }, 1],
  ['of a day that is not known', { status: 'open' }, 0],
  [
    'merged later',
    { status: 'merged', created: '2026-01-01T00:00:00Z', merged: '2026-02-02T00:00:00Z' },
    1,
  ],
  [
    'merged on that day',
    { status: 'merged', created: '2026-01-01T00:00:00Z', merged: '2026-02-01T00:00:00Z' },
    0,
  ],
  [
    'abandoned later, as far as its last change tells',
    { status: 'abandoned', created: '2026-01-01T00:00:00Z', updated: '2026-03-01T00:00:00Z' },
    1,
  ],
  [
    'merged on a day that is not known',
    { status: 'merged', created: '2026-01-01T00:00:00Z', updated: '2026-03-01T00:00:00Z' },
    0,
  ],
])('as of a past day, a review %s', (_, review, count) => {
  expect(countOf(review, '2026-02-01')).toBe(count);
});

test('a stage or project without reviews has none open', () => {
  expect(openReviews([])('gone', 'alpha')).toBe(0);
});

test('what could not be read is not none', () => {
  expect(countOf({ status: 'open' }, undefined, 'reviews')).toBe(1);
  expect(countOf({ status: 'merged' }, undefined, 'reviews')).toBe(undefined);
  // A person may have rejected it.
  expect(countOf({ status: 'open' }, undefined, 'decisions')).toBe(undefined);
});
