import { expect, test } from 'vitest';
import { listed } from './listed.ts';

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'a', 'c'], 'a, b and c'],
  [['a', 'b', 'c', 'd', 'e', 'f'], 'a, b, c, d, e and f'],
  [['a', 'b', 'c', 'd', 'e', 'f', 'g'], 'a, b, c, d, e and 2 more'],
  [Array.from({ length: 14 }, (_, i) => String(i)), '0, 1, 2, 3, 4 and 9 more'],
])('%j is told as %j', (items, text) => {
  expect(listed(items)).toBe(text);
});

test('alternatives are told with `or`', () => {
  expect(listed(['a', 'b'], 'or')).toBe('a or b');
  expect(listed(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], 'or')).toBe('a, b, c, d, e or 3 more');
});
