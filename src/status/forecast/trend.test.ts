import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plusDays } from '../../ground/day.ts';
import { lineOf, type Left } from '../../../test/support/course-line.ts';
import { trendOn } from './trend.ts';

const day = '2026-06-01';
/** One step of the work a month, from a year before, the last of them now. */
const monthly = (of: readonly Left[]) =>
  lineOf(of.map((left, i) => [plusDays(day, -30 * (of.length - 1 - i)), left]));

test('work that shrinks by the month gives a slope, and the days by which nothing is left', () => {
  expect(trendOn(monthly([26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2]), day)).toEqual({
    kind: 'falling',
    perDay: { slope: -2 / 30, low: -2 / 30, high: -2 / 30 },
    left: 2,
    through: { from: '2026-07-01', to: '2026-07-01' },
  });
});

test.each([
  ['nothing moved for a year', [5, 5, 5, 5, 5, 5, 5, 5]],
  ['it moves too rarely', [6, 5, 5, 6, 5, 6, 5, 5, 6, 5, 5, 6, 5]],
  ['less than half a year is known', [9, 8, 7, 6, 5, 4]],
  ['some of the past year was not read whole', [9, 8, 7, null, 5, 4, 3, 2, 1]],
  ['nothing is left to do', [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]],
])('no trend: %s', (why, left) => {
  expect(trendOn(monthly(left), day)).toEqual({ kind: 'none', why });
});

test('what grows has no day on which it ends', () => {
  const found = trendOn(monthly([1, 2, 3, 4, 5, 6, 7, 8, 9]), day);
  expect(found).toMatchObject({ kind: 'rising', left: 9, through: null });
});

test('nothing is told of a day before all that is known', () => {
  expect(trendOn(monthly([4, 3, 2]), '2020-01-01')).toEqual({
    kind: 'none',
    why: 'not known how it stands',
  });
});

const lefts = fc.array(fc.option(fc.nat(30), { freq: 9 }), { minLength: 1, maxLength: 24 });

test('a number that is not known within the year makes no trend, whatever else is known', () => {
  fc.assert(
    fc.property(lefts, (of) => {
      const found = trendOn(monthly(of), day);
      if (of.slice(-13).includes(null)) expect(found.kind).toBe('none');
      if (found.kind === 'falling') expect(found.perDay.high).toBeLessThan(0);
      if (found.kind === 'rising') expect(found.perDay.low).toBeGreaterThan(0);
    }),
  );
});

test('what came later changes nothing of what was told then', () => {
  fc.assert(
    fc.property(lefts, lefts, (before, after) => {
      const line = monthly(before);
      const later = lineOf(after.map((left, i) => [plusDays(day, i + 1), left]));
      const both = { ...line, points: [...line.points, ...later.points] };
      expect(trendOn(both, day)).toEqual(trendOn(line, day));
    }),
  );
});
