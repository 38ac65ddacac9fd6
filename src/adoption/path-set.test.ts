import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NumberSet, PathNumbers } from './path-set.ts';

test('a set of numbers is one, also when it was written and read', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3000)), fc.array(fc.nat(3000)), (first, then) => {
      const whole = new NumberSet();
      for (const one of [...first, ...then]) whole.add(one);
      const half = new NumberSet();
      for (const one of first) half.add(one);
      const again = NumberSet.of(half.text);
      expect(again.size).toBe(new Set(first).size);
      for (const one of then) again.add(one);
      expect(again.size).toBe(new Set([...first, ...then]).size);
      expect(again.text).toBe(whole.text);
    }),
  );
});

test('a path keeps its number', () => {
  const numbers = new PathNumbers(['a', 'b']);
  expect([numbers.of('b'), numbers.of('c'), numbers.of('a'), numbers.of('c')]).toEqual([
    1, 2, 0, 2,
  ]);
  expect(numbers.paths()).toEqual(['a', 'b', 'c']);
});
