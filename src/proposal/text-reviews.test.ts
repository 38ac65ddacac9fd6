import { expect, test } from 'vitest';
import { textReviewsOf, textReviewsSchema } from './text-reviews.ts';

const [a, b, c] = ['a', 'b', 'c'].map((name) => `https://example.org/${name}`) as [
  ...[string, string, string],
];

test('those of the proposal come first, then those of its stages, each once', () => {
  expect(textReviewsOf({ stages: [] })).toEqual([]);
  const stages = [{ textReviews: [b, a] }, {}, { textReviews: [c, b] }];
  expect(textReviewsOf({ textReviews: [a], stages })).toEqual([a, b, c]);
  expect(textReviewsOf({ stages })).toEqual([b, a, c]);
});

test.each([
  [true, [a]],
  [true, Array.from({ length: 100 }, () => a)],
  [false, []],
  [false, Array.from({ length: 101 }, () => a)],
  [false, ['not an address']],
  [false, ['javascript:alert(1)']],
  [false, a],
])('from one to a hundred addresses: %s', (isGood, value) => {
  expect(textReviewsSchema.safeParse(value).success).toBe(isGood);
});
