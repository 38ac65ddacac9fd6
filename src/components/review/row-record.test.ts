import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packRows, unpackRows, type RowRecord, type StageHead } from './row-record.ts';

const word = fc.string({ unit: 'binary', maxLength: 12 }).map((one) => one.toWellFormed());
/** Few words, so that many are the same, and any. */
const text = fc.oneof(fc.constantFrom('', 'a', 'web/alpha', ' · '), word);
const perhaps = fc.option(text, { nil: undefined });
const part = fc
  .record({
    text,
    href: perhaps,
    title: perhaps,
    moment: perhaps,
    kind: fc.constantFrom(undefined, 'tag' as const, 'turn' as const),
    isForeign: fc.constantFrom(undefined, true as const),
  })
  .map(({ kind, isForeign, ...rest }) => ({
    ...rest,
    ...(kind === undefined ? {} : { kind }),
    ...(isForeign === undefined ? {} : { isForeign }),
  }));
/** Addresses end with their review's number, or do not, or with a slash. */
const url = fc.oneof(text, fc.constantFrom('/c/a/+/12', '/pull/12', '/pull/', '/12/', '12'));
const name = fc.option(fc.oneof(text, fc.constantFrom('12', '#12', '#', '2')), { nil: undefined });
const number = fc.integer({ min: -20, max: 1_000_000 });
const record: fc.Arbitrary<RowRecord> = fc.record({
  ...{ url, title: text, number: name, said: perhaps, state: text, project: text },
  ...{ projectHref: perhaps, stage: text, stageTitle: text, owner: text, branch: text },
  ...{ changed: perhaps, changedText: perhaps },
  why: fc.array(part, { maxLength: 6 }),
  votes: fc.array(fc.record({ short: text, full: text, isAgainst: fc.boolean() }), {
    maxLength: 3,
  }),
  voteRank: fc.option(number, { nil: undefined }),
  labels: fc.array(text, { maxLength: 3 }),
  size: fc.option(fc.record({ added: number, removed: number }), { nil: undefined }),
  questions: fc.array(text, { maxLength: 3 }),
  turn: fc.option(number, { nil: undefined }),
  people: fc.array(text, { maxLength: 3 }),
});

it('rows come out of a piece as they went in, whatever stands in them', () => {
  const head: StageHead = { stage: 'one', title: 'One', href: '/one/', count: '2 open' };
  fc.assert(
    fc.property(fc.array(record, { maxLength: 8 }), (rows) => {
      expect(unpackRows(packRows(rows, [head]))).toEqual({ rows, heads: [head] });
    }),
  );
});

it('a text that many rows have stands in a piece once', () => {
  const [one] = fc.sample(record, 1);
  if (one === undefined) throw new Error('no sample');
  const of = (count: number) =>
    packRows(
      Array.from({ length: count }, () => one),
      [],
    );
  const title = 'a title of some length, which every row has';
  const many = Array.from({ length: 50 }, () => ({ ...one, title }));
  expect(packRows(many, []).split(title)).toHaveLength(2);
  expect(of(50).length - of(49).length).toBeLessThan(250);
});
