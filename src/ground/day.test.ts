import { expect, test } from 'vitest';
import { dayEnd, dayOf, daysBetween, dayText, today } from './day.ts';

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
