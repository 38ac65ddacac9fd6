import { expect, test } from 'vitest';
import { fixSchema } from './fix.ts';

const fix = {
  ...{ title: 'T', language: 'python', rule: { pattern: 'a($A)' }, fix: 'b($A)' },
  ...{ valid: ['b(1)'], invalid: [{ code: 'a(1)', fixed: 'b(1)' }] },
};
const faultsOf = (rule: unknown) =>
  (fixSchema.safeParse({ ...fix, rule }).error?.issues ?? []).map(({ path }) => path.join('.'));
const many = (count: number) => Array.from({ length: count }, () => ({ kind: 'call' }));

test('a rule is read with all that it is made of, and three reviews may be open', () => {
  const rule = {
    ...{ all: many(50), any: many(1), not: { regex: 'a' } },
    inside: { kind: 'module', stopBy: 'end', field: 'body' },
    has: { pattern: { context: 'a', selector: 'call' }, stopBy: 'neighbor' },
    precedes: { kind: 'call', stopBy: { kind: 'block' } },
  };
  expect(fixSchema.parse({ ...fix, rule })).toEqual({ ...fix, rule, mostOpen: 3 });
});

test.each([
  [{ all: [] }, ['rule.all']],
  [{ any: [] }, ['rule.any']],
  [{ all: many(51) }, ['rule.all']],
  [{ any: many(51) }, ['rule.any']],
  [{ matches: 'another' }, ['rule']],
  [{ not: { matches: 'another' } }, ['rule.not']],
  [{ kind: 'Call' }, ['rule.kind']],
  [{ inside: { stopBy: 'far' } }, ['rule.inside.stopBy']],
  [{ inside: { stopBy: '' } }, ['rule.inside.stopBy']],
])('what no rule is: %j', (rule, faults) => {
  expect(faultsOf(rule)).toEqual(faults);
});
