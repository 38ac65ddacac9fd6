import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Predicate } from '../proposal/criteria.ts';
import { countOf, evaluate, leaf, leaves, type Facts } from './evaluate.ts';
import type { Gap } from './gap.ts';
import type { Verdict } from './verdict.ts';

const names = ['a', 'b', 'c'];
const predicate = fc.letrec<{ node: Predicate }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(...names),
    fc.record({ probe: fc.constantFrom(...names), atLeast: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ not: tie('node') }),
    fc.record({ all: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
  ),
})).node;
const known = fc.record({ a: fc.nat(3), b: fc.nat(3), c: fc.nat(3) });

function facts(counts: Partial<Record<string, number>>, isExact = true): Facts {
  return {
    answer: (probe) => {
      const code = counts[probe];
      if (code === undefined) return undefined;
      return { counts: { code, strings: 0, tests: 0 }, ...(isExact ? {} : { gap }) };
    },
    dependencies: () => undefined,
  };
}
const gap: Gap = { kind: 'unreadable', words: 'w', todo: 't' };

test('what is told while something is unknown stays true whatever the unknown turns out to be', () => {
  fc.assert(
    fc.property(predicate, known, fc.subarray(names), (asked, counts, hidden) => {
      const partly = Object.fromEntries(
        Object.entries(counts).filter(([name]) => !hidden.includes(name)),
      );
      const early = evaluate(asked, facts(partly));
      if (early !== undefined) expect(evaluate(asked, facts(counts))).toBe(early);
    }),
  );
});

test('with everything known there is always a verdict, and `not` turns it round', () => {
  fc.assert(
    fc.property(predicate, known, (asked, counts) => {
      const verdict: Verdict = evaluate(asked, facts(counts));
      expect(verdict).toBeTypeOf('boolean');
      expect(evaluate({ not: asked }, facts(counts))).toBe(!verdict);
    }),
  );
});

test('`not all` is `any not`', () => {
  fc.assert(
    fc.property(fc.array(predicate, { minLength: 1, maxLength: 3 }), known, (parts, counts) => {
      const left = evaluate({ not: { all: parts } }, facts(counts));
      const right = evaluate({ any: parts.map((part) => ({ not: part })) }, facts(counts));
      expect(left).toBe(right);
    }),
  );
});

test('a count is of the places that the predicate names', () => {
  const counts: Facts = {
    answer: () => ({ counts: { code: 0, strings: 2, tests: 5 } }),
    dependencies: () => undefined,
  };
  expect(evaluate('a', counts)).toBe(false);
  expect(evaluate({ probe: 'a', in: ['strings'] }, counts)).toBe(true);
  expect(evaluate({ probe: 'a', in: ['strings', 'tests'], atLeast: 7 }, counts)).toBe(true);
  expect(evaluate({ probe: 'a', in: ['strings', 'tests'], atLeast: 8 }, counts)).toBe(false);
});

test('a sign under a `not` counts against, under two of them for it again', () => {
  expect(
    leaves({ not: { any: ['a', { not: 'b' }] } }).map(({ probe, positive }) => [probe, positive]),
  ).toEqual([
    ['a', false],
    ['b', true],
  ]);
});

test('a lower bound can say yes, never no', () => {
  expect(evaluate('a', facts({ a: 1 }, false))).toBe(true);
  expect(evaluate('a', facts({ a: 0 }, false))).toBeUndefined();
  expect(evaluate({ not: 'a' }, facts({ a: 0 }, false))).toBeUndefined();
  expect(evaluate({ any: ['a', 'b'] }, facts({ a: 0, b: 1 }, false))).toBe(true);
  expect(evaluate({ all: ['a', 'b'] }, facts({ a: 0, b: 1 }, false))).toBeUndefined();
});

test('a probe without an answer has at least no match', () => {
  expect(countOf(leaf('a'), facts({}).answer)).toEqual({ count: 0, exact: false });
  expect(countOf(leaf('a'), facts({ a: 2 }).answer)).toEqual({ count: 2, exact: true });
});
