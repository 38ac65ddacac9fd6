import { expect, test } from 'vitest';
import { happenedWords } from './happened-words.ts';

test.each([
  [null, ''],
  [{ on: '2026-06-01' }, '1 Jun 2026'],
  [{ on: '2026-06-01T12:00:00Z', commit: 'aa' }, '1 Jun 2026'],
  [{ on: '2026-06-01', project: 'beta' }, '1 Jun 2026 in beta'],
  [{ after: '2026-06-01', until: '2026-06-03' }, 'between 1 Jun 2026 and 3 Jun 2026'],
  [{ after: '2026-06-01T01:00:00Z', until: '2026-06-01T02:00:00Z' }, '1 Jun 2026'],
  [{ after: '2026-06-01', until: null }, 'after 1 Jun 2026'],
  [{ after: null, until: '2026-06-01' }, 'up to 1 Jun 2026'],
  [{ after: null, until: null }, ''],
] as const)('%j: %s', (happened, words) => {
  expect(happenedWords(happened)).toBe(words);
});
