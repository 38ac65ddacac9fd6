import fc from 'fast-check';
import { expect, test } from 'vitest';
import { barPlaces } from './bar-parts.ts';

test('the pieces of a bar fill it, in order, and each can be seen', () => {
  const counts = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 7 });
  fc.assert(
    fc.property(counts, (all) => {
      const places = barPlaces(all.map((count) => ({ count })));
      let end = 0;
      for (const { x, width } of places) {
        expect(x).toBeCloseTo(end, 1);
        expect(width).toBeGreaterThan(0.9);
        end = x + width;
      }
      expect(end).toBeCloseTo(100, 1);
    }),
  );
});

test('a piece is as wide as its part of the projects', () => {
  expect(barPlaces([{ count: 3 }, { count: 1 }])).toEqual([
    { x: 0, width: 75 },
    { x: 75, width: 25 },
  ]);
});
