import { describe, expect, it } from 'vitest';
import type { DecidedLink } from './decided-link.ts';
import type { Review } from './review.ts';
import { attention } from './attention.ts';
import {
  countStates,
  projectsByRepository,
  reviewsByStage,
  summary,
  type StateCounts,
} from './summary.ts';

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

const counts = (some: Partial<StateCounts>): StateCounts => ({ ...countStates([]), ...some });

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
const found = () => reviewsByStage({ reviews, links }, ['one', 'two', 'three'], registry);

describe('what pages ask of the reviews', () => {
  it('counts a stage’s confirmed reviews by state and project, rejected and suggested ones apart', () => {
    const stages = found();
    expect(stages.map(({ stage, counts }) => [stage, counts])).toEqual([
      ['one', counts({ open: 3, reverted: 1, abandoned: 1 })],
      ['two', counts({ open: 1 })],
      ['three', counts({})],
    ]);
    expect(stages[0]?.byProject.get('alpha')?.counts).toEqual(
      counts({ open: 2, reverted: 1, abandoned: 1 }),
    );
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

  it('ties a repository to the project whose own name it is, before one that it may be another’s', () => {
    const gerrit = { kind: 'gerrit' as const, host: 'review.example.org', aliases: [] };
    const at = (name: string) => ({ team: 't', repository: `https://review.example.org/${name}` });
    const projects = { deep: at('a/b/c'), plain: { ...at('b/c'), otherRepositories: [] } };
    expect([...projectsByRepository({ projects, reviewSystems: [gerrit] })].sort()).toEqual([
      ['a/b/c', 'deep'],
      ['b/c', 'plain'],
    ]);
    const others = { first: { ...at('x'), otherRepositories: [at('y').repository] }, y: at('y') };
    expect(Object.fromEntries(projectsByRepository({ projects: others }))).toMatchObject({
      x: 'first',
      y: 'y',
    });
  });

  it('counts a review of two stages once in the whole', () => {
    expect(summary(found())).toEqual({
      confirmed: counts({ open: 3, reverted: 1, abandoned: 1 }),
      suggested: 1,
      unresolved: 1,
    });
  });

  it('names what is open by whose turn it is, and what asks for another look', () => {
    const statusAt = (stage: string, project: string) =>
      project !== 'alpha' ? undefined : stage === 'two' ? 'done' : 'not affected';
    const asked = attention(found(), statusAt);
    const titles = (list: { stage: string; review: Review }[]) =>
      list.map(({ stage, review: { title } }) => `${stage} ${title}`);
    expect(titles(asked.unsaid)).toEqual(['one Change 1', 'two Change 1', 'one Change 5']);
    expect(titles(asked.author)).toEqual(['one Change 4']);
    expect(titles(asked.done)).toEqual(['two Change 1']);
    expect(titles(asked.unaffected)).toEqual(['one Change 1', 'one Change 4']);
    expect(titles(asked.reverted)).toEqual(['one Change 2']);
    expect(titles(asked.confirm)).toEqual(['two Change 6']);
  });

  it('counts what stands, what was taken back, and what takes back, each for itself', () => {
    const all = [
      review(1, { status: 'merged' }),
      review(2, { status: 'merged' }),
      review(3, { status: 'merged', reverts: id(2) }),
      review(4, { status: 'merged' }),
      review(5, { status: 'merged', reverts: id(4) }),
      review(6, { status: 'merged', reverts: id(5) }),
      review(7, { status: 'open', reverts: id(1) }),
      review(8, { status: 'gone', was: 'open' }),
      review(9, { status: 'closed' }),
    ];
    const ties = all.map((_, i) => link(i + 1, 'one'));
    const [one] = reviewsByStage({ reviews: all, links: ties }, ['one'], registry);
    // 1 and 4 stand (the revert of 4 is undone by 6), 2 is taken back by 3.
    expect(one?.counts).toEqual(
      counts({ open: 1, merged: 2, reverted: 1, reverts: 3, gone: 1, closed: 1 }),
    );
    const asked = attention(one === undefined ? [] : [one], () => undefined);
    expect(asked.threatened.map(({ review: { title } }) => title)).toEqual(['Change 1']);
    expect(asked.reverted.map(({ review: { title } }) => title)).toEqual(['Change 2']);
  });

  it('has what is not known, or gone, before what is settled, and what changed last before the rest', () => {
    const states: Partial<Review>[] = [
      { status: 'abandoned' },
      { status: 'closed', updated: '2026-03-01T00:00:00Z' },
      { status: 'merged' },
      { status: 'gone' },
      { status: 'unknown' },
      { status: 'open', updated: undefined },
      { status: 'open', updated: undefined },
      { status: 'open', updated: '2026-01-09T00:00:00Z' },
      { status: 'open', updated: '2026-02-09T00:00:00Z' },
    ].map((one) => one as Partial<Review>);
    const all = states.map((one, i) => review(i + 1, one));
    const order = (list: { review: Review }[] | undefined) =>
      list?.map(({ review: { title } }) => Number(title.split(' ')[1]));
    for (const decision of ['confirmed', 'suggested'] as const) {
      const ties = all.map((_, i) => link(i + 1, 'one', decision));
      for (const some of [ties, ties.toReversed()]) {
        const [one] = reviewsByStage({ reviews: all, links: some }, ['one'], registry);
        expect(order(one?.[decision])).toEqual([9, 8, 6, 7, 5, 4, 3, 2, 1]);
      }
    }
  });

  it('leaves out links of stages that are gone, and a suggestion of which no server has told', () => {
    const ties = [link(1, 'gone'), link(1, 'one', 'rejected'), link(9, 'one', 'suggested')];
    const [one] = reviewsByStage({ reviews, links: ties }, ['one'], registry);
    expect(one).toMatchObject({ confirmed: [], suggested: [], unresolved: [] });
    expect(one?.byProject).toEqual(new Map());
  });

  it('has a project’s reviews in the order of its stage, and none of another repository', () => {
    const [one] = found();
    expect([...(one?.byProject.keys() ?? [])]).toEqual(['alpha']);
    expect(one?.byProject.get('alpha')?.reviews.map(({ review: { id: of } }) => of)).toEqual(
      [4, 1, 2, 3].map(id),
    );
  });

  it('gives a repository that two projects name to the first of them', () => {
    const { alpha } = registry.projects;
    const all = projectsByRepository({ projects: { alpha, beta: alpha } });
    expect([...all]).toEqual([['demo/alpha', 'alpha']]);
  });
});
