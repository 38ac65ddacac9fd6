import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unreadable } from '../../../test/support/status.ts';
import type { Criteria, Predicate } from '../../proposal/criteria.ts';
import type { Facts } from '../evaluate.ts';
import type { Moment } from '../moment.ts';
import { courseOf } from '../unit.ts';
import { workLeft } from './work-left.ts';

const names = ['a', 'b', 'c'];
const predicate = fc.letrec<{ node: Predicate }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(...names),
    fc.record({ probe: fc.constantFrom(...names), atLeast: fc.integer({ min: 1, max: 3 }) }),
    fc.constant({ dependencies: 'one' }),
    fc.record({ not: tie('node') }),
    fc.record({ all: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
  ),
})).node;
const counts = fc.array(fc.tuple(fc.nat(4), fc.boolean()), { minLength: 3, maxLength: 3 });
const moment: Moment = { commit: 'c', date: '', at: '', answers: new Map() };

function unit(of: readonly (readonly [number, boolean])[], through: boolean | undefined) {
  const facts: Facts = {
    answer: (probe) => {
      const [code, isExact] = of[names.indexOf(probe)] ?? [0, true];
      return { counts: { code, strings: 0, tests: 0 }, ...(isExact ? {} : { gap: unreadable }) };
    },
    dependencies: () => through,
  };
  return { part: null, factsAt: () => facts };
}

function asked(criteria: Criteria, ...units: ReturnType<typeof unit>[]) {
  const question = { criteria, affected: 'a' };
  const left = workLeft(question, units, moment);
  const through = units.map((one) => courseOf(question, one, [moment]).through[0]);
  return { left, through };
}

test('nothing is left exactly where the stage is done, and a number is known only where it holds', () => {
  const through = fc.constantFrom(true, false, undefined);
  fc.assert(
    fc.property(predicate, predicate, counts, through, (bad, good, of, verdict) => {
      const found = asked({ bad, good }, unit(of, verdict));
      if (found.left === 0) expect(found.through).toEqual([true]);
      if (found.through[0] === true) expect(found.left).toBe(0);
      if (found.left !== undefined && found.left > 0) expect(found.through).toEqual([false]);
    }),
    { numRuns: 2000 },
  );
});

test('it is the number of matches to take out and to add, by the shortest way, of all parts', () => {
  const criteria: Criteria = {
    bad: 'a',
    good: { any: [{ probe: 'b', atLeast: 3 }, { not: 'c' }, { dependencies: 'one' }] },
  };
  const exact = (a: number, b: number, c: number) =>
    [a, b, c].map((count): [number, boolean] => [count, true]);
  expect(asked(criteria, unit(exact(5, 1, 7), undefined)).left).toBeUndefined();
  expect(asked(criteria, unit(exact(5, 1, 7), false)).left).toBe(6);
  expect(asked(criteria, unit(exact(5, 1, 7), true)).left).toBe(5);
  expect(asked({ bad: 'a' }, unit(exact(5, 0, 0), true), unit(exact(2, 0, 0), true)).left).toBe(7);
  const atMost = { bad: { probe: 'a', atLeast: 3 } };
  expect(asked(atMost, unit(exact(5, 0, 0), true)).left).toBe(3);
});

test('a lower bound is no number, unless it is enough', () => {
  const of = unit([[2, false]], true);
  expect(asked({ bad: 'a' }, of).left).toBeUndefined();
  expect(asked({ good: { probe: 'a', atLeast: 3 } }, of).left).toBeUndefined();
  expect(asked({ good: { probe: 'a', atLeast: 2 } }, of).left).toBe(0);
});
