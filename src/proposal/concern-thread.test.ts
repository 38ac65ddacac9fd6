import { expect, test } from 'vitest';
import { threadFragment, threadOfConcern } from './concern-thread.ts';

const id = '0f8fad5b-d9cb-469f-a165-70867728950e';

test('a permalink leads to its thread', () => {
  const url = `https://example.org/proposals/0001-plan/#${threadFragment(id)}`;
  expect(threadOfConcern({ url })).toBe(id);
});

test.each([
  undefined,
  'https://example.org/',
  `https://example.org/#thread-${id}0`,
  `https://example.org/#x-thread-${id}`,
  `https://example.org/#thread-${id.toUpperCase()}`,
  `https://example.org/#thread-${id.replaceAll('-', '')}`,
  `https://example.org/#${id}`,
  `https://example.org/?thread-${id}`,
  `javascript:alert(1)#thread-${id}`,
])('leads to none: %s', (url) => {
  expect(threadOfConcern({ url })).toBeUndefined();
});
