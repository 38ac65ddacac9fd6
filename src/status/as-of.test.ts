import { expect, test } from 'vitest';
import { asOfSpan, isStale, notBefore, notLookedAtSince } from './as-of.ts';

test.each([
  ['2026-11-11', false],
  ['2026-11-10', true],
  ['2026-11-25', false],
  [null, true],
  [undefined, true],
])('a reading of %s is stale on 2026-11-25 after 14 days: %s', (day, stale) => {
  expect(isStale(day, '2026-11-25', 14)).toBe(stale);
});

test.each([
  ['passed after the reading', '2026-09-30', '2026-08-22', true],
  ['was the day of the reading itself', '2026-09-30', '2026-09-30', true],
  ['passed before the reading', '2026-09-30', '2026-10-01', false],
  ['is today', '2026-11-25', '2026-08-22', false],
  ['lies ahead', '2027-03-24', '2026-08-22', false],
  ['passed, and nobody knows when was read', '2026-09-30', null, true],
])('a due date that %s', (_, due, day, notLooked) => {
  expect(notLookedAtSince(due, day, '2026-11-25')).toBe(notLooked);
});

test('a reading is not before the day on which it was asked, else not before its newest commit', () => {
  expect(notBefore({ day: '2026-08-22', by: 'fetched' })).toBe('2026-08-22');
  expect(notBefore({ day: null, newestCommit: '2026-10-01' })).toBe('2026-10-01');
  expect(notBefore(undefined)).toBeUndefined();
});

test('a proposal is as of its oldest and its newest reading, and says of how many no day is known', () => {
  const asOf = new Map([
    ['a', { day: '2026-08-22', by: 'fetched' as const }],
    ['b', { day: '2026-05-13', by: 'declared' as const }],
    ['c', { day: null, newestCommit: '2026-01-01' }],
    ['other', { day: '2020-01-01', by: 'fetched' as const }],
  ]);
  expect(asOfSpan(asOf, ['a', 'b', 'c', 'd'])).toEqual({
    oldest: '2026-05-13',
    newest: '2026-08-22',
    unknown: 2,
  });
  expect(asOfSpan(asOf, ['other', 'a', 'b'])).toEqual({
    oldest: '2020-01-01',
    newest: '2026-08-22',
    unknown: 0,
  });
  expect(asOfSpan(asOf, ['c'])).toEqual({ oldest: null, newest: null, unknown: 1 });
});
