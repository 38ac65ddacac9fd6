import { describe, expect, it } from 'vitest';
import { criteriaSchema } from '../../../proposal/criteria.ts';
import { probesOf, wantsOf } from './stage-want.ts';

const wants = (criteria: unknown) =>
  wantsOf(criteriaSchema.parse(criteria)).map(
    ({ probe, places, direction }) => `${probe} ${direction} in ${places.join()}`,
  );

describe('what a stage wants of its probes', () => {
  it.each<[unknown, string[]]>([
    [{ bad: 'old' }, ['old fewer in code']],
    [{ good: 'new' }, ['new more in code']],
    [{ bad: { probe: 'old', in: ['code', 'tests'] } }, ['old fewer in code,tests']],
    [{ bad: { any: ['old', 'older'] } }, ['old fewer in code', 'older fewer in code']],
    [{ good: { all: ['new', { not: 'old' }] } }, ['new more in code', 'old fewer in code']],
    [{ good: { any: ['new', 'newer'] } }, ['new more in code', 'newer more in code']],
    // One of several ways to be through, by absence: another stage is there for it.
    [{ good: { any: ['new', { not: 'old' }] } }, ['new more in code']],
    [
      { good: { any: [{ all: ['new', { not: { any: ['old', 'older'] } }] }] } },
      ['new more in code', 'old fewer in code', 'older fewer in code'],
    ],
    [{ bad: { all: ['old', 'switch'] } }, []],
    [{ bad: { not: 'new' } }, ['new more in code']],
    [{ good: { dependencies: 'removed' } }, []],
  ])('%j: %j', (criteria, expected) => {
    expect(wants(criteria)).toEqual(expected);
  });

  it('is about every probe that its criteria name', () => {
    const criteria = criteriaSchema.parse({
      affected: 'a',
      bad: { all: ['b', { not: 'c' }] },
      good: { any: [{ probe: 'd', in: ['tests'] }, { dependencies: 'x' }] },
    });
    expect([...probesOf(criteria)]).toEqual(['a', 'b', 'c', 'd']);
  });
});
