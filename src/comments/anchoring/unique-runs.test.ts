import fc from 'fast-check';
import { expect, it } from 'vitest';
import { uniqueRuns } from './unique-runs.ts';

const words = (text: string) => text.split(' ');

it('finds what stands once in each, in order', () => {
  const before = words('a b c d e x f g h i');
  const after = words('a b c d e y z f g h i');
  expect(uniqueRuns(before, after)).toEqual([
    { before: 0, after: 0, length: 5 },
    { before: 6, after: 7, length: 4 },
  ]);
});

it('says nothing of what stands twice in one of them', () => {
  expect(uniqueRuns(words('a b c d x a b c d'), words('a b c d'))).toEqual([]);
  expect(uniqueRuns(words('a b c d'), words('a b c d y a b c d'))).toEqual([]);
});

it('keeps the longer chain where two cross', () => {
  const runs = uniqueRuns(words('a b c d p q r s t u'), words('p q r s t u a b c d'));
  expect(runs).toEqual([{ before: 4, after: 0, length: 6 }]);
});

it('says only what is true: equal, in order, nothing twice', () => {
  const items = fc.array(fc.nat({ max: 9 }), { maxLength: 60 });
  fc.assert(
    fc.property(items, items, (before, after) => {
      let [atBefore, atAfter] = [0, 0];
      for (const run of uniqueRuns(before, after)) {
        expect(run.before).toBeGreaterThanOrEqual(atBefore);
        expect(run.after).toBeGreaterThanOrEqual(atAfter);
        expect(before.slice(run.before, run.before + run.length)).toEqual(
          after.slice(run.after, run.after + run.length),
        );
        [atBefore, atAfter] = [run.before + run.length, run.after + run.length];
      }
    }),
  );
});
