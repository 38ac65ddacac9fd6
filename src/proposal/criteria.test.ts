import { describe, expect, test } from 'vitest';
import type { ZodType } from 'zod';
import { criteriaSchema, predicateSchema, references, type Predicate } from './criteria.ts';

const firstFault = (value: unknown, schema: ZodType = predicateSchema) =>
  schema.safeParse(value).error?.issues[0]?.message;

describe('a predicate', () => {
  test.each<[Predicate]>([
    ['imports'],
    [{ probe: 'imports' }],
    [{ probe: 'imports', in: ['code', 'tests', 'strings'], atLeast: 2 }],
    [{ all: ['a', { any: ['b', { not: 'c' }] }] }],
    [{ dependencies: 'ready' }],
  ])('%j', (written) => {
    expect(predicateSchema.parse(written)).toEqual(written);
  });

  const forms =
    'expected a probe name, {probe: …}, {all: […]}, {any: […]}, {not: …} or {dependencies: stage}';
  test.each<[unknown, string | RegExp]>([
    ['No Slug', /^expected lower-case letters/],
    [{ probe: 'imports', in: [] }, /^Too small/],
    [{ probe: 'imports', in: ['comments'] }, forms],
    [{ probe: 'imports', atLeast: 0 }, /^Too small/],
    [{ probe: 'imports', atMost: 1 }, /"atMost"/],
    [{ all: [] }, /^Too small/],
    [{ any: [] }, /^Too small/],
    [{ any: ['a'], all: ['b'] }, forms],
    [{ not: ['a'] }, forms],
    [{ dependencies: ['ready'] }, forms],
    [7, forms],
  ])('is not %j', (written, fault) => {
    expect(firstFault(written)).toMatch(fault);
  });

  test('names its probes and stages, each with where it stands', () => {
    const written: Predicate = {
      all: ['a', { any: [{ probe: 'b', atLeast: 2 }, { not: 'c' }] }, { dependencies: 'ready' }],
    };
    expect(
      [...references(written, ['affected'])].map((one) => [one.kind, one.name, one.path.join('.')]),
    ).toEqual([
      ['probe', 'a', 'affected.all.0'],
      ['probe', 'b', 'affected.all.1.any.0.probe'],
      ['probe', 'c', 'affected.all.1.any.1.not'],
      ['stage', 'ready', 'affected.all.2.dependencies'],
    ]);
    expect([...references('a')]).toEqual([{ kind: 'probe', name: 'a', path: [] }]);
  });
});

test.each([
  [{ bad: 'a' }, undefined],
  [{ good: 'a' }, undefined],
  [{ affected: 'x', bad: 'a', good: 'b' }, undefined],
  [{ affected: 'x' }, 'expected `bad` (what must be gone), `good` (what must be there), or both'],
  [{}, 'expected `bad` (what must be gone), `good` (what must be there), or both'],
])('criteria need what must be gone or there: %j', (written, fault) => {
  expect(firstFault(written, criteriaSchema)).toBe(fault);
});
