import { expect, test } from 'vitest';
import { boundText } from './bound-text.ts';

test.each([
  ['exact', '3'],
  ['lower', 'at least 3'],
  ['none', 'no file to look at'],
] as const)('what is %s is told as "%s"', (bound, words) => {
  expect(boundText(3, bound)).toBe(words);
});
