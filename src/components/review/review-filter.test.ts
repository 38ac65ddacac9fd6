import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  comparison,
  everything,
  matches,
  readFilter,
  sortKeys,
  writeFilter,
  type Filter,
  type RowFacts,
} from './review-filter.ts';
import { questions } from '../../review/question.ts';
import { reviewStates } from '../../review/review-state.ts';

const now = Date.parse('2026-06-30T00:00:00Z');
const row: RowFacts = {
  stage: 'one',
  project: 'engine',
  owner: 'Ann',
  people: ['Ben'],
  state: 'open',
  questions: ['review'],
  title: 'Remove it',
  branch: 'master',
  turn: 2,
  votes: 1,
  size: 10,
  changed: Date.parse('2026-06-01T00:00:00Z'),
  text: 'remove it 912345 ann engine',
};
const asked = (query: string) => readFilter(new URLSearchParams(query));

const text = fc.string({ unit: 'binary' }).map((one) => one.toWellFormed());
const filters: fc.Arbitrary<Filter> = fc.record({
  words: text.map((one) => one.trim()),
  stage: text,
  project: text,
  owner: text,
  person: text,
  states: fc.subarray([...reviewStates]),
  age: fc.option(
    fc.record({ kind: fc.constantFrom('over', 'within'), days: fc.nat({ max: 99_999 }) }),
    { nil: undefined },
  ),
  question: fc.option(fc.constantFrom(...questions), { nil: undefined }),
  sort: fc
    .record({ key: fc.constantFrom(...sortKeys), descending: fc.boolean() })
    .map((sort) => (sort.key === 'stage' ? everything.sort : sort)),
});

describe('a filter of reviews', () => {
  it('survives its address, whatever stands in it', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(asked(writeFilter(filter).toString())).toEqual(filter);
      }),
    );
  });

  it('asks for nothing by an empty query, and by one that it does not understand', () => {
    expect(asked('')).toEqual(everything);
    expect(asked('state=shut&age=old&ask=why&sort=-colour&utm_source=x')).toEqual(everything);
    expect(writeFilter(everything).toString()).toBe('');
  });

  it.each([
    ['stage=one&project=engine&owner=Ann&state=draft,open&ask=review', true],
    ['stage=two', false],
    ['project=disk', false],
    ['owner=Bob', false],
    ['state=draft,merged', false],
    ['ask=reverted', false],
    ['q=912345+REMOVE', true],
    ['q=remove+nothing', false],
    ['age=over-29', true],
    ['age=over-30', false],
    ['age=within-29', true],
    ['age=within-28', false],
  ])('%s: %s', (query, expected) => {
    expect(matches(row, asked(query), now)).toBe(expected);
  });

  it('finds a review of unknown age by no age at all', () => {
    const unknown = { ...row, changed: Number.NaN };
    expect(matches(unknown, asked('age=over-0'), now)).toBe(false);
    expect(matches(unknown, asked('age=within-99999'), now)).toBe(false);
    expect(matches(unknown, everything, now)).toBe(true);
  });
});

describe('sorting reviews', () => {
  const sorted = (query: string, rows: RowFacts[]) => rows.toSorted(comparison(asked(query).sort));

  it('leaves what is unknown at the end in both directions', () => {
    const rows = [Number.NaN, 2, 1, 3].map((changed) => ({ ...row, changed }));
    const days = (query: string) => sorted(query, rows).map(({ changed }) => changed);
    expect(days('sort=changed')).toEqual([1, 2, 3, Number.NaN]);
    expect(days('sort=-changed')).toEqual([3, 2, 1, Number.NaN]);
    const owners = ['', 'b', 'A'].map((owner) => ({ ...row, owner }));
    expect(sorted('sort=-owner', owners).map(({ owner }) => owner)).toEqual(['b', 'A', '']);
  });

  it('sorts states by their course and branches by their numbers', () => {
    const states = (['unknown', 'merged', 'open'] as const).map((state) => ({ ...row, state }));
    expect(sorted('sort=state', states).map(({ state }) => state)).toEqual([
      'open',
      'merged',
      'unknown',
    ]);
    const branches = ['stable/10', 'stable/9'].map((branch) => ({ ...row, branch }));
    expect(sorted('sort=branch', branches).map(({ branch }) => branch)).toEqual([
      'stable/9',
      'stable/10',
    ]);
  });

  it('is an order, whatever the rows', () => {
    const rows = fc.record({
      title: text,
      changed: fc.option(fc.integer(), { nil: Number.NaN }),
      votes: fc.integer({ min: -2, max: 4 }),
      state: fc.constantFrom(...reviewStates),
    });
    fc.assert(
      fc.property(
        fc.array(rows, { maxLength: 12 }),
        fc.constantFrom('title', 'changed', 'votes', 'state', '-title', '-changed', '-state'),
        (some, sort) => {
          const compare = comparison(asked(`sort=${sort}`).sort);
          const all = some.map((one) => ({ ...row, ...one })).toSorted(compare);
          for (const [i, one] of all.entries()) {
            for (const later of all.slice(i + 1))
              expect(compare(one, later)).toBeLessThanOrEqual(0);
          }
        },
      ),
    );
  });
});
