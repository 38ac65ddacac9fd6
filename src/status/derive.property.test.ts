import fc from 'fast-check';
import { expect, test } from 'vitest';
import { questionOf, unreadable } from '../../test/support/status.ts';
import type { Criteria, Predicate } from '../proposal/criteria.ts';
import { derive } from './derive.ts';
import type { Answered } from './evaluate.ts';
import type { Moment } from './moment.ts';
import type { Verdict } from './verdict.ts';

const probes = ['a', 'b', 'c'];
const predicate = fc.letrec<{ node: Predicate }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(...probes),
    fc.record({ probe: fc.constantFrom(...probes), atLeast: fc.integer({ min: 1, max: 3 }) }),
    fc.constant({ dependencies: 'one' }),
    fc.record({ not: tie('node') }),
    fc.record({ all: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
  ),
})).node;
const criteria: fc.Arbitrary<Criteria> = fc.oneof(
  fc.record({ bad: predicate }),
  fc.record({ good: predicate }),
  fc.record({ bad: predicate, good: predicate }),
);

/** What is true at one moment, and what of it can be seen: of each probe so many matches, or all. */
const state = fc.record({
  counts: fc.array(fc.nat(3), { minLength: 6, maxLength: 6 }),
  seen: fc.array(fc.option(fc.nat(3)), { minLength: 6, maxLength: 6 }),
  through: fc.boolean(),
  throughSeen: fc.boolean(),
});
const states = fc.array(state, { minLength: 1, maxLength: 5 });
type States = typeof states extends fc.Arbitrary<infer Value> ? Value : never;

/** Two units, the parts `0` and `1`; the second asks the later three of six counts. */
function asked(
  of: States,
  isSeen: boolean,
  units: number,
  rest: { criteria: Criteria; affected: Predicate; openReviews: number },
) {
  const through = new Map<Moment, Verdict>();
  const moments = of.map(({ counts, seen, ...one }, i): Moment => {
    const answers = counts.map((count, at): [string, Answered] => {
      const least = seen[at];
      const hidden = isSeen && least !== null && least !== undefined;
      const code = hidden ? Math.min(count, least) : count;
      return [
        `${probes[at % 3] ?? ''} ${Math.floor(at / 3)}`,
        { counts: { code, strings: 0, tests: 0 }, ...(hidden ? { gap: unreadable } : {}) },
      ];
    });
    const date = `2024-01-0${i + 1}T00:00:00Z`;
    const moment = { commit: String(i), date, at: date, answers: new Map(answers) };
    through.set(moment, isSeen && !one.throughSeen ? undefined : one.through);
    return moment;
  });
  // Where what can be seen stays the same, a history has no moment, whatever changed unseen.
  const shown = (moment: Moment) =>
    JSON.stringify([...moment.answers, through.get(moment) ?? null]);
  const told = moments.filter((moment, i) => {
    const before = moments[i - 1];
    return !isSeen || before === undefined || shown(moment) !== shown(before);
  });
  return derive({
    ...questionOf(rest.criteria, {}),
    ...rest,
    moments: told,
    units: Array.from({ length: units }, (_, unit) => ({
      part: units === 1 ? null : String(unit),
      factsAt: (moment: Moment) => ({
        answer: (probe: string) => moment.answers.get(`${probe} ${unit}`),
        dependencies: () => through.get(moment),
      }),
    })),
  });
}

test('whatever cannot be read: the status stays the same or becomes unknown, never another one', () => {
  fc.assert(
    fc.property(
      states,
      criteria,
      predicate,
      fc.nat(1),
      fc.integer({ min: 1, max: 2 }),
      (of, one, affected, openReviews, units) => {
        const rest = { criteria: one, affected, openReviews };
        const truth = asked(of, false, units, rest);
        const seen = asked(of, true, units, rest);
        expect(truth.status).not.toBe('unknown');
        if (seen.status === 'unknown') expect(seen.unknown).not.toBeNull();
        else {
          expect(seen.status).toBe(truth.status);
          expect(seen.unknown).toBeNull();
          if (seen.by !== null) expect(seen.by).toBe(truth.by);
          if (seen.since !== undefined) expect(seen.since).toEqual(truth.since);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('an unknown status always says in words what is not known, and what to do', () => {
  fc.assert(
    fc.property(states, criteria, predicate, (of, one, affected) => {
      const seen = asked(of, true, 1, { criteria: one, affected, openReviews: 0 });
      if (seen.unknown === null) return;
      expect(seen.unknown.todo).not.toBe('');
      expect(seen.reason).toMatch(/setup\.cfg|depends on/);
    }),
    { numRuns: 200 },
  );
});
