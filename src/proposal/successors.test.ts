import { expect, test } from 'vitest';
import type { FrontMatter } from './front-matter.ts';
import { successorsOf } from './successors.ts';

/** A proposal's number, and the number of what supersedes it. */
function numbers(...pairs: [number, number?][]) {
  const all = pairs.map(([number, supersededBy]) => ({
    number,
    frontMatter: { supersededBy } as FrontMatter,
  }));
  return all.map((one) => successorsOf(one, all).map(({ number }) => number));
}

test('each one that took the place is named, the last one is what holds', () => {
  expect(numbers([1, 2], [2, 4], [3], [4])).toEqual([[2, 4], [4], [], []]);
});

test('a number that is not there, and proposals that name each other, end', () => {
  expect(numbers([1, 9], [2, 3], [3, 2], [4, 4], [5, 2])).toEqual([[], [3], [2], [], [2, 3]]);
});
