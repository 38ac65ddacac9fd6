import { expect, test } from 'vitest';
import type { Point } from '../../../src/adoption/engine.ts';
import { chosenCommits, countsAlong, mismatches } from './compare.ts';

const line = ['a', 'b', 'c', 'd', 'e', 'f'].map((id, time) => ({ id, time }));
const point = (position: number, code: number, tests = 0): Point => ({
  position,
  commit: line[position]?.id ?? '',
  time: position,
  counts: { code, strings: 0, tests },
});
const points = [point(0, 2), point(3, 1, 3)];

test('a count holds from its point on, and is that of all places together', () => {
  expect([...countsAlong(line, points).values()]).toEqual([2, 2, 2, 4, 4, 4]);
});

test('where a count changes, the commit before is looked at too', () => {
  expect(chosenCommits(line, points, 0)).toEqual(['a', 'c', 'd', 'f']);
  expect(chosenCommits(line, points, 3)).toEqual(['a', 'c', 'd', 'e', 'f']);
  expect(chosenCommits(line, points, 6)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
});

test('a difference is one, unless files that were not recounted may hold what is missing', () => {
  const engine = countsAlong(line, points);
  const of = (count: number, unread = 0) => mismatches(engine, new Map([['d', { count, unread }]]));
  expect(of(4)).toEqual([]);
  expect(of(3)).toEqual([{ commit: 'd', engine: 4, recount: 3, unread: 0 }]);
  expect(of(5)).toHaveLength(1);
  expect(of(3, 1)).toEqual([]);
  expect(of(5, 1)).toHaveLength(1);
});
