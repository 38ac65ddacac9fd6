import { expect, test } from 'vitest';
import { instant, ofSeconds } from './instant.ts';

test.each([
  ['2017-07-20 12:09:11.306000000', '2017-07-20T12:09:11Z'],
  ['2026-01-01T00:30:00+02:00', '2025-12-31T22:30:00Z'],
  ['2026-01-01T00:30:00.5-0130', '2026-01-01T02:00:00Z'],
  ['2024-02-29T23:59:59Z', '2024-02-29T23:59:59Z'],
  // JavaScript takes them for 3 and 1 March.
  ['2026-02-31 10:00:00', undefined],
  ['2023-02-29T10:00:00Z', undefined],
  ['2026-13-01 10:00:00', undefined],
  ['2026-01-01T10:00:00', '2026-01-01T10:00:00Z'],
  ['2026-01-01', undefined],
  ['yesterday', undefined],
])('the moment %s is %s', (text, expected) => {
  expect(instant(text)).toBe(expected);
});

test('what a clock wrote beyond all dates is moved to their edge', () => {
  expect(ofSeconds(-5)).toBe('1970-01-01T00:00:00Z');
  expect(ofSeconds(1e15)).toBe('9999-12-31T23:59:59Z');
});
