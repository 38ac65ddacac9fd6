import { describe, expect, test } from 'vitest';
import { unreadable } from '../../test/support/status.ts';
import type { Predicate } from '../proposal/criteria.ts';
import type { Facts } from './evaluate.ts';
import {
  absent,
  against,
  gone,
  hasSign,
  holding,
  holdsBySign,
  lacking,
  present,
  total,
} from './sign.ts';

/** `a`, `b` and `c` are there (1, 2, 3 times), `n` and `m` are not, of `x` there is at least one, of `u` perhaps. */
const counts: Record<string, number> = { a: 1, b: 2, c: 3, n: 0, m: 0, x: 1, u: 0 };
const facts: Facts = {
  answer: (probe) => ({
    counts: { code: counts[probe] ?? 0, strings: 0, tests: 0 },
    ...(probe === 'x' || probe === 'u' ? { gap: unreadable } : {}),
  }),
  dependencies: (stage) => (stage === 'unknown' ? undefined : stage === 'through'),
};
const names = (all: { probe: string }[]) => all.map(({ probe }) => probe);

test.each<[Predicate, string[]]>([
  ['a', ['a']],
  ['n', []],
  ['u', []],
  [{ any: ['a', 'n', 'b'] }, ['a', 'b']],
  [{ all: ['a', 'b'] }, ['a', 'b']],
  [{ all: ['a', 'n'] }, []],
  [{ any: ['a', { all: ['b', 'n'] }] }, ['a']],
  [{ any: ['a', 'a', { all: ['a', 'b'] }] }, ['a', 'b']],
  [{ all: ['a', { not: 'n' }, { dependencies: 'through' }] }, ['a']],
])('%j holds by %j', (predicate, probes) => {
  expect(names(holding(predicate, facts))).toEqual(probes);
});

test.each<[Predicate, string[]]>([
  ['n', ['n']],
  ['a', []],
  ['u', []],
  [{ any: ['n', 'm'] }, ['n', 'm']],
  [{ any: ['n', 'a'] }, []],
  [{ all: ['a', 'n', { any: ['m', 'b'] }] }, ['n']],
  [{ all: [{ not: 'a' }, { dependencies: 'waiting' }, 'm'] }, ['m']],
])('%j lacks %j', (predicate, probes) => {
  expect(names(lacking(predicate, facts))).toEqual(probes);
});

test.each<[Predicate, string[]]>([
  [{ not: 'a' }, ['a']],
  [{ not: { any: ['a', 'n', 'b'] } }, ['a', 'b']],
  [{ all: [{ not: 'a' }, 'n'] }, ['a']],
  [{ any: [{ not: 'a' }, { all: ['b', { not: 'c' }] }] }, ['a', 'c']],
  // It holds by one branch: the other's sign is nothing against it.
  [{ any: [{ not: 'n' }, { not: 'b' }] }, []],
  ['n', []],
  [{ dependencies: 'waiting' }, []],
])('against %j is %j', (predicate, probes) => {
  expect(names(against(predicate, facts))).toEqual(probes);
});

describe('the signs of a predicate, whether it holds or not', () => {
  const predicate: Predicate = { any: ['a', 'n', 'u', 'x', { not: { all: ['b', 'm', 'u'] } }] };
  test('that count for it are there, not there, or not known', () => {
    expect(names(present(predicate, facts.answer))).toEqual(['a', 'x']);
    expect(names(absent(predicate, facts.answer))).toEqual(['n']);
  });
  test('that count against it are gone where that is known', () => {
    expect(names(gone(predicate, facts.answer))).toEqual(['m']);
  });
  test('are counted, exactly or at least', () => {
    expect(total({ any: ['a', 'b', { not: 'c' }] }, facts.answer)).toEqual({
      count: 3,
      exact: true,
    });
    expect(total({ any: ['a', 'x'] }, facts.answer)).toEqual({ count: 2, exact: false });
    expect(total(undefined, facts.answer)).toEqual({ count: 0, exact: true });
  });
  test.each<[Predicate, boolean | undefined]>([
    ['a', true],
    ['n', false],
    ['u', undefined],
    [{ all: ['n', 'a'] }, true],
    [{ all: ['n', 'u'] }, undefined],
    [{ not: 'a' }, false],
  ])('%j has one that is there: %j', (asked, verdict) => {
    expect(hasSign(asked, facts.answer)).toBe(verdict);
  });
});

describe('done by a sign is what holds because something is there', () => {
  test.each<[Predicate, boolean | undefined]>([
    ['a', true],
    ['x', true],
    ['n', false],
    ['u', undefined],
    [{ not: 'n' }, false],
    [{ not: 'a' }, false],
    [{ not: { not: 'a' } }, true],
    [{ not: { not: 'n' } }, false],
    [{ any: ['n', 'a'] }, true],
    [{ any: ['n', { not: 'm' }] }, false],
    [{ any: ['u', { not: 'm' }] }, undefined],
    [{ any: ['u', 'a'] }, true],
    [{ all: ['a', { not: 'n' }] }, true],
    [{ all: [{ not: 'm' }, { not: 'n' }] }, false],
    // Something is there, but it does not hold, or that is not known.
    [{ all: ['a', 'n'] }, false],
    [{ all: ['a', 'u'] }, undefined],
    [{ not: { all: ['n', 'a'] } }, false],
    [{ not: { any: ['n', { not: 'a' }] } }, true],
    [{ dependencies: 'through' }, false],
    [{ dependencies: 'waiting' }, false],
    [{ all: ['a', { dependencies: 'through' }] }, true],
  ])('%j: %j', (predicate, verdict) => {
    expect(holdsBySign(predicate, facts)).toBe(verdict);
  });
});
