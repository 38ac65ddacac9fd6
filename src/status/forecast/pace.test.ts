import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plusDays } from '../../ground/day.ts';
import { howMany, paceOn, whenThrough } from './pace.ts';

const day = '2026-06-01';
const ago = (days: number) => plusDays(day, -days);

test('the pace is that of the last 240 days, or of all that is known', () => {
  const came = [ago(300), ago(240), ago(239), ago(10), ago(0), plusDays(day, 1)];
  expect(paceOn(came, day, '2020-01-01')).toEqual({ completions: 3, days: 240 });
  expect(paceOn(came, day, ago(100))).toEqual({ completions: 2, days: 100 });
});

test('one completion is no pace', () => {
  expect(paceOn([ago(10)], day, '2020-01-01')).toBeUndefined();
  expect(paceOn([day], day, day)).toBeUndefined();
});

test('two in a half year: the next one between so many days, and the one after', () => {
  // By the closed form for one of each kind: p / (1 - p) times 240 days, two being one burst.
  expect(whenThrough({ completions: 2, days: 240 }, 2, day)).toEqual({
    from: plusDays(day, 26),
    to: plusDays(day, 2160),
  });
  expect(whenThrough({ completions: 2, days: 240 }, 4, day)).toMatchObject({ to: null });
});

const pace = fc.record({
  completions: fc.integer({ min: 2, max: 30 }),
  days: fc.integer({ min: 30, max: 240 }),
});

test('how many by a day, and when so many, are one question', () => {
  fc.assert(
    fc.property(pace, fc.integer({ min: 1, max: 40 }), fc.nat(900), (of, open, within) => {
      const { from, to } = howMany(of, open, within);
      expect(from).toBeLessThanOrEqual(to);
      expect(to).toBeLessThanOrEqual(open);
      const last = plusDays(day, within);
      // So many are through within the days exactly where the interval's end lies within them.
      if (from > 0) expect(endOf(of, from)).toBe(true);
      if (from < open) expect(endOf(of, from + 1)).toBe(false);
      function endOf(one: typeof of, more: number): boolean {
        const end = whenThrough(one, more, day).to;
        return end !== null && end <= last;
      }
    }),
  );
});
