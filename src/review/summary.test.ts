import { describe, expect, it } from 'vitest';
import type { DecidedLink } from './read-reviews.ts';
import type { Review } from './review.ts';
import { attention, reverts, reviewsByStage, summary } from './summary.ts';

const id = (number: number) => `gerrit:review.example.org/demo/alpha~${number}` as const;
const review = (number: number, more: Partial<Review> = {}): Review => ({
  id: id(number),
  repository: 'demo/alpha',
  title: `Change ${number}`,
  status: 'open',
  owner: 'Ada',
  updated: `2026-01-${String(number).padStart(2, '0')}T00:00:00Z`,
  ...more,
});
const link = (number: number, stage: string, decision: DecidedLink['decision'] = 'confirmed') =>
  ({ review: id(number), stage, decision, provenance: [] }) satisfies DecidedLink;
const registry = {
  projects: { alpha: { team: 't', repository: 'https://example.org/Demo/Alpha.git' } },
};

const reviews = [
  review(1),
  review(2, { status: 'merged' }),
  review(3, { status: 'abandoned' }),
  review(4, { draft: true }),
  review(5, { repository: 'demo/elsewhere' }),
  review(6, { status: 'merged', reverts: id(2) }),
  review(7),
];
const links = [
  ...[1, 2, 3, 4, 5].map((number) => link(number, 'one')),
  link(1, 'two'),
  link(6, 'two', 'suggested'),
  link(7, 'two', 'rejected'),
  link(9, 'two'),
];
const stages = reviewsByStage({ reviews, links }, ['one', 'two', 'three'], registry);

describe('what pages ask of the reviews', () => {
  it('counts a stage’s confirmed reviews by state and project, rejected and suggested ones apart', () => {
    expect(stages.map(({ stage, counts }) => [stage, counts])).toEqual([
      ['one', { open: 3, merged: 1, abandoned: 1, unknown: 0 }],
      ['two', { open: 1, merged: 0, abandoned: 0, unknown: 0 }],
      ['three', { open: 0, merged: 0, abandoned: 0, unknown: 0 }],
    ]);
    expect(stages[0]?.byProject.get('alpha')?.counts).toEqual({
      open: 2,
      merged: 1,
      abandoned: 1,
      unknown: 0,
    });
    expect(stages[1]?.suggested.map(({ review: { title } }) => title)).toEqual(['Change 6']);
    expect(stages[1]?.unresolved.map((one) => one.id)).toEqual([id(9)]);
    // Open ones first, the last changed first.
    expect(stages[0]?.confirmed.map(({ review: { title } }) => title)).toEqual([
      'Change 5',
      'Change 4',
      'Change 1',
      'Change 2',
      'Change 3',
    ]);
  });

  it('counts a review of two stages once in the whole', () => {
    expect(summary(stages)).toEqual({
      confirmed: { open: 3, merged: 1, abandoned: 1, unknown: 0 },
      suggested: 1,
      unresolved: 1,
    });
  });

  it('names what waits longest, what is open on a stage already done, and what was taken back', () => {
    const found = attention(stages, (stage, project) => stage === 'two' && project === 'alpha');
    const titles = (list: { stage: string; review: Review }[]) =>
      list.map(({ stage, review: { title } }) => `${stage} ${title}`);
    // A draft does not wait for anybody.
    expect(titles(found.waiting)).toEqual(['one Change 1', 'two Change 1', 'one Change 5']);
    expect(titles(found.openOnDone)).toEqual(['two Change 1']);
    expect(titles(found.mergedButReverted)).toEqual(['one Change 2']);
    expect(titles(found.toConfirm)).toEqual(['two Change 6']);
  });
});

describe('reverts', () => {
  const merged = (number: number, target?: number) =>
    review(number, { status: 'merged', ...(target === undefined ? {} : { reverts: id(target) }) });
  const takenBack = (list: Review[]) => [...reverts(list).keys()].map((one) => one.split('~')[1]);

  it.each([
    ['a revert', [merged(1), merged(2, 1)], ['1']],
    ['a revert of the revert', [merged(1), merged(2, 1), merged(3, 2)], ['2']],
    ['a third turn', [merged(1), merged(2, 1), merged(3, 2), merged(4, 3)], ['1', '3']],
    [
      'a second revert after the first was taken back',
      [merged(1), merged(2, 1), merged(3, 2), merged(4, 1)],
      ['1', '2'],
    ],
    ['an open revert', [merged(1), review(2, { reverts: id(1) })], []],
    ['reviews that take each other back', [merged(1, 2), merged(2, 1)], expect.any(Array)],
    ['a review that takes itself back', [merged(1, 1)], []],
  ])('sees through %s', (_, list, expected) => {
    const found = takenBack(list);
    expect(Array.isArray(expected) ? found.sort() : found).toEqual(expected);
  });
});
