import fc from 'fast-check';
import { expect, test } from 'vitest';
import { namesOfCard, namesShown } from './names-shown.ts';

test('where there is room, all are named', () => {
  expect(namesShown([57, 3, 0], 112)).toEqual([57, 3, 0]);
});

test('small groups are named whole, and large ones share what is left', () => {
  expect(namesShown([500, 10, 100], 300)).toEqual([190, 10, 100]);
  expect(namesShown([400, 200], 300)).toEqual([150, 150]);
});

test('a page names no more than it has room for, or a few of each group', () => {
  const sizes = fc.array(fc.nat({ max: 20_000 }), { maxLength: 8 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 40 }), (groups, stages) => {
      const shown = namesShown(groups, namesOfCard(stages));
      const total = shown.reduce((sum, one) => sum + one, 0);
      expect(total).toBeLessThanOrEqual(Math.max(700 / stages, 5 * groups.length));
      for (const [i, size] of groups.entries()) {
        expect(shown[i]).toBeGreaterThanOrEqual(Math.min(size, 5));
        expect(shown[i]).toBeLessThanOrEqual(size);
      }
    }),
  );
});
