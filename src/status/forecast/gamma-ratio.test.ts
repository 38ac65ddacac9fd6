import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gammaRatioQuantile } from './gamma-ratio.ts';

const p = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const shape = fc.double({ min: 0.5, max: 60, noNaN: true });

test('one more event, or one that was seen: the quantile in closed form', () => {
  fc.assert(
    fc.property(p, shape, (share, of) => {
      const next = (1 - share) ** (-1 / of) - 1;
      expect(gammaRatioQuantile(share, 1, of) / next).toBeCloseTo(1, 6);
      const root = share ** (1 / of);
      expect(gammaRatioQuantile(share, of, 1) / (root / (1 - root))).toBeCloseTo(1, 6);
    }),
  );
});

test('what is waited for and what was seen may be exchanged', () => {
  fc.assert(
    fc.property(p, shape, shape, (share, wanted, seen) => {
      const product =
        gammaRatioQuantile(share, wanted, seen) * gammaRatioQuantile(1 - share, seen, wanted);
      expect(product).toBeCloseTo(1, 6);
    }),
  );
});

test('known values: the F distribution with 4 and 10 degrees of freedom, its point of 95 %', () => {
  // 3.4780 in every table; the ratio is F times 4 / 10.
  expect(gammaRatioQuantile(0.95, 2, 5)).toBeCloseTo((3.478 * 4) / 10, 3);
});
