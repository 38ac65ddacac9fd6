import { expect, test } from 'vitest';
import { dayEnd, dayOf, dayText, daysBetween, plusDays, today, withDaysInWords } from './day.ts';

test('a day is one of UTC, wherever the machine stands', () => {
  expect(today(new Date('2026-11-25T23:59:59Z'))).toBe('2026-11-25');
  expect(dayOf('2026-11-25T23:59:59Z')).toBe('2026-11-25');
  expect(dayEnd('1970-01-01')).toBe(86_400);
  expect(dayText('2026-09-30T23:00:00Z')).toMatch(/^30 Sept? 2026$/);
});

test('days are counted over months and leap days, backwards too', () => {
  expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
  expect(daysBetween('2026-03-01', '2026-02-28')).toBe(-1);
});

test.each([
  ['2026-11-25', 0, '2026-11-25'],
  ['2026-11-25', 14, '2026-12-09'],
  ['2028-02-28', 1, '2028-02-29'],
  ['2026-01-01', -1, '2025-12-31'],
])('%s and %i days is %s', (day, days, expected) => {
  expect(plusDays(day, days)).toBe(expected);
  expect(daysBetween(day, expected)).toBe(days);
});

test.each([
  ['9999-12-30', 14, '9999-12-31'],
  ['2026-01-01', 1e12, '9999-12-31'],
  ['2026-01-01', Infinity, '9999-12-31'],
  ['0000-01-02', -9, '0000-01-01'],
])('%s and %d days is the last that can be said, %s', (day, days, expected) => {
  expect(plusDays(day, days)).toBe(expected);
});

test('the days of a text are said as all others on a page; what is no day stays', () => {
  expect(withDaysInWords('claimed on 2026-04-27, done since 2026-07-06')).toBe(
    'claimed on 27 Apr 2026, done since 6 Jul 2026',
  );
  for (const text of ['2026-13-45', '12026-04-27', 'v2026-04-2', '2026-02-31', '2023-02-29']) {
    expect(withDaysInWords(text)).toBe(text);
  }
});
