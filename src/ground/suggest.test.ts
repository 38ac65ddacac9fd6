import { expect, test } from 'vitest';
import { allowedHint, nearest } from './suggest.ts';

test('the nearest allowed word is suggested, swapped letters counting as one edit', () => {
  expect(nearest('stauts', ['status', 'stages'])).toBe('status');
  expect(nearest('claim', ['claims', 'concerns'])).toBe('claims');
});

test('nothing is suggested when no allowed word is near', () => {
  expect(nearest('colour', ['status', 'stages'])).toBeUndefined();
  expect(nearest('', ['a', 'b'])).toBeUndefined();
});

test('without a near word the allowed ones are listed, at most a dozen', () => {
  expect(allowedHint('zzz', ['a', 'b'])).toBe('allowed: a, b');
  const many = Array.from({ length: 15 }, (_, i) => `word-${i}`);
  expect(allowedHint('zzz', many)).toMatch(/word-11, and 3 more$/);
  expect(allowedHint('zzz', [])).toBe('none is declared yet');
});
