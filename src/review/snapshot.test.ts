import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Link, Review } from './review.ts';
import { emptySnapshot, snapshotSchema, snapshotText, type Snapshot } from './snapshot.ts';

const id = (number: number) => `gerrit:review.example.org/demo/alpha~${number}` as const;
const review = (number: number, more: Partial<Review> = {}): Review => ({
  id: id(number),
  repository: 'demo/alpha',
  title: `Change ${number}`,
  status: 'open',
  owner: null,
  ...more,
});
const link = (stage: string, number: number): Link => ({
  review: id(number),
  stage,
  decision: 'confirmed',
  provenance: [{ kind: 'topic', text: 'a', firstSeen: '2026-01-01' }],
});
const moment = '2026-01-01T00:00:00Z';
const snapshot: Snapshot = {
  ...emptySnapshot(),
  sources: [
    { source: 'git', seen: {} },
    { source: 'gerrit:review.example.org', asOf: moment, seen: { open: moment, 'a b': moment } },
  ],
  reviews: [
    review(2, { votes: { Verified: { '+1': 2, '-1': 1 }, 'Code-Review': { '+2': 1 } } }),
    review(1),
  ],
  links: [link('two', 1), link('one', 2), link('one', 1)],
  unresolved: ['gerrit:review.example.org/?~9', 'github:demo/alpha#3'],
};

it('is written sorted throughout, and read again it is the same data', () => {
  const text = snapshotText(snapshot);
  const read = snapshotSchema.parse(JSON.parse(text));
  expect(read.sources.map(({ source }) => source)).toEqual(['gerrit:review.example.org', 'git']);
  expect(Object.keys(read.sources[0]?.seen ?? {})).toEqual(['a b', 'open']);
  expect(read.reviews.map((one) => one.id)).toEqual([id(1), id(2)]);
  const { votes } = read.reviews[1] ?? {};
  expect(Object.entries(votes ?? {}).map(([by, cast]) => [by, Object.keys(cast)])).toEqual([
    ['Code-Review', ['+2']],
    ['Verified', ['+1', '-1']],
  ]);
  expect(read.links.map((one) => [one.stage, one.review])).toEqual([
    ['one', id(1)],
    ['one', id(2)],
    ['two', id(1)],
  ]);
  expect(read.unresolved).toEqual(snapshot.unresolved);
  expect(snapshotText(read)).toBe(text);
});

it('is the same bytes in whatever order the data came', () => {
  const wanted = snapshotText(snapshot);
  const shuffled = <T>(list: readonly T[]) =>
    fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length });
  const any = fc.record({
    sources: shuffled(snapshot.sources),
    reviews: shuffled(snapshot.reviews),
    links: shuffled(snapshot.links),
    unresolved: shuffled(snapshot.unresolved),
  });
  fc.assert(
    fc.property(any, (data) => {
      expect(snapshotText({ ...emptySnapshot(), ...data })).toBe(wanted);
    }),
  );
});

it('of nothing is empty lists, of the form that is written today', () => {
  expect(JSON.parse(snapshotText(emptySnapshot()))).toEqual({
    format: 2,
    sources: [],
    reviews: [],
    links: [],
    unresolved: [],
  });
});

it.each<[string, Partial<Snapshot>]>([
  ['an e-mail address', { reviews: [review(1, { title: 'by ann@example.org' })] }],
  ['a time that is none', { sources: [{ source: 'git', asOf: 'today', seen: {} }] }],
  ['a link without a reason', { links: [{ ...link('one', 1), provenance: [] }] }],
  ['a vote that nobody gave', { reviews: [review(1, { votes: { Verified: { '+1': 0 } } })] }],
  ['a commit that is none', { reviews: [review(1, { commit: 'main' })] }],
  ['an id that is none', { unresolved: ['gerrit:nowhere'] }],
])('%s is never written', (_, data) => {
  expect(() => snapshotText({ ...emptySnapshot(), ...data })).toThrow();
});
