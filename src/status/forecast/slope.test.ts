import fc from 'fast-check';
import { expect, test } from 'vitest';
import { theilSen } from './slope.ts';

const heights = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 20 });
const points = (of: readonly number[]) => of.map((y, x): [number, number] => [x, y]);

test('three points make a line, two do not', () => {
  expect(theilSen(points([3, 1]))).toBeUndefined();
  expect(theilSen(points([5, 3, 1]))).toEqual({ slope: -2, low: -2, high: -2 });
});

test('the slope lies in its interval, and follows what the points do', () => {
  fc.assert(
    fc.property(heights, fc.integer({ min: -9, max: 9 }), (of, tilt) => {
      const found = theilSen(points(of));
      const tilted = theilSen(points(of.map((y, x) => y + tilt * x)));
      const turned = theilSen(points(of.map((y) => -y)));
      if (found === undefined || tilted === undefined) throw new Error('Expected a slope');
      expect(found.low).toBeLessThanOrEqual(found.slope);
      expect(found.high).toBeGreaterThanOrEqual(found.slope);
      expect(tilted.slope).toBeCloseTo(found.slope + tilt, 9);
      expect(turned?.slope).toBeCloseTo(-found.slope, 9);
    }),
  );
});

test('one point far off does not move it', () => {
  const found = theilSen(points([20, 18, 16, 14, 900, 10, 8, 6, 4]));
  expect(found?.slope).toBe(-2);
});

test("Sen's interval: of nine points without ties, the slopes 12 and 25 of 36", () => {
  const of = [10.2, 9.1, 9.7, 8.1, 8.6, 6.9, 7.5, 6.4, 4.9];
  const slopes = of
    .flatMap((y, i) => of.slice(i + 1).map((later, j) => (later - y) / (j + 1)))
    .sort((a, b) => a - b);
  // Half of 1.2816 times the root of 9 * 8 * 23 / 18 is 6.15: from the middle, 17.5, outwards.
  expect(theilSen(points(of))).toEqual({
    slope: ((slopes[17] ?? 0) + (slopes[18] ?? 0)) / 2,
    low: slopes[11],
    high: slopes[24],
  });
});
