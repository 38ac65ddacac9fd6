import { expect, it } from 'vitest';
import { attention, type StagedReview } from './attention.ts';
import type { DecidedLink } from './decided-link.ts';
import { revertsOf } from './revert.ts';
import type { Review, Waits } from './review.ts';
import { reviewsByStage, summary } from './summary.ts';

const id = (number: number) => `gerrit:review.example.org/demo/alpha~${number}` as const;
const review = (number: number, more: Partial<Review> = {}): Review => ({
  id: id(number),
  repository: 'demo/alpha',
  title: `Change ${number}`,
  status: 'open',
  owner: 'Ada',
  ...more,
});
const link = (number: number, stage = 'one', decision: DecidedLink['decision'] = 'confirmed') =>
  ({ review: id(number), stage, decision, provenance: [] }) satisfies DecidedLink;
const registry = {
  projects: { alpha: { team: 't', repository: 'https://example.org/demo/alpha' } },
};
const waits = (number: number, it: Waits, more: Partial<Review> = {}) =>
  review(number, { waits: it, ...more });

function found(reviews: Review[], links: DecidedLink[] = reviews.map((_, i) => link(i + 1))) {
  return attention(reviewsByStage({ reviews, links }, ['one', 'two'], registry), () => undefined);
}
const numbers = (list: readonly StagedReview[]) =>
  list.map(({ stage, review: one }) => `${stage} ${one.id.split('~')[1] ?? ''}`);

it('each open review is asked about by whose turn it is, and by no other question', () => {
  const commit = 'c'.repeat(40);
  const questions = found([
    waits(1, { refused: { by: ['Code-Review'] } }),
    waits(2, { conflict: true }),
    waits(3, { isReady: true }, { commit }),
    waits(4, { reviewers: ['Bo'] }),
    waits(5, { parents: [commit] }),
    review(6),
    review(7, { status: 'merged' }),
  ]);
  expect(
    Object.fromEntries(Object.entries(questions).map(([key, list]) => [key, numbers(list)])),
  ).toEqual({
    refused: ['one 1'],
    author: ['one 2'],
    ready: ['one 3'],
    review: ['one 4'],
    behind: ['one 5'],
    unsaid: ['one 6'],
    ...{ done: [], unaffected: [], threatened: [], reverted: [], confirm: [] },
  });
});

it('the longest waiting stand first: since when it is their turn, else since the last change', () => {
  const asked = (number: number, since: string | undefined, updated?: string) =>
    waits(
      number,
      { attention: [since === undefined ? { who: 'Bo' } : { who: 'Bo', since }] },
      updated === undefined ? {} : { updated },
    );
  const day = (number: number) => `2026-01-0${number}T00:00:00Z`;
  const reviews = [
    asked(1, day(5), day(1)),
    asked(2, undefined, day(3)),
    asked(3, day(2), day(9)),
    asked(4, day(5), day(9)),
    asked(5, undefined),
  ];
  const links = [...reviews.map((_, i) => link(i + 1)), link(4, 'two')];
  expect(numbers(found(reviews, links).review)).toEqual([
    'one 5',
    'one 3',
    'one 2',
    'one 1',
    'one 4',
    'two 4',
  ]);
});

it('the status of a review’s project alone is asked for', () => {
  const reviews = [review(1), review(2, { repository: 'demo/elsewhere' })];
  const asked: string[] = [];
  const byStage = reviewsByStage({ reviews, links: [link(1), link(2)] }, ['one'], registry);
  const { done } = attention(byStage, (stage, project) => {
    asked.push(`${stage} ${project}`);
    return 'done';
  });
  expect(numbers(done)).toEqual(['one 1']);
  expect([...new Set(asked)]).toEqual(['one alpha']);
});

it('a review that is confirmed somewhere is not counted as suggested', () => {
  const reviews = [review(1), review(2)];
  const links = [link(1), link(1, 'two', 'suggested'), link(2, 'two', 'suggested')];
  const stages = reviewsByStage({ reviews, links }, ['one', 'two'], registry);
  expect(summary(stages)).toMatchObject({ suggested: 1, unresolved: 0 });
});

it('a revert on another branch takes back what stands on its own', () => {
  const changeId = `I${'a'.repeat(40)}`;
  const on = (number: number, branch: string, more: Partial<Review> = {}) =>
    review(number, { status: 'merged', branch, ...more });
  const takenBack = (...reviews: Review[]) => [...revertsOf(reviews).takenBack.keys()];
  const main = on(1, 'main', { changeId });
  const revert = on(3, 'stable/1', { reverts: id(1) });
  expect(takenBack(main, revert)).toEqual([]);
  expect(takenBack(main, on(2, 'stable/1', { changeId }), revert)).toEqual([id(2)]);
  expect(takenBack(on(1, 'main'), on(2, 'stable/1'), revert)).toEqual([]);
  const again = on(4, 'main', { reverts: id(1) });
  expect(takenBack(main, again)).toEqual([id(1)]);
  const chain = [main, again, on(5, 'main', { reverts: id(4) })];
  expect(takenBack(...chain)).toEqual([id(4)]);
  expect(takenBack(...chain, on(6, 'main', { reverts: id(5) }))).toEqual([id(1), id(5)]);
  // Where a branch is not known, nothing speaks against it.
  expect(takenBack(main, review(3, { status: 'merged', reverts: id(1) }))).toEqual([id(1)]);
});

it('an open revert threatens a merged review that still stands, and nothing else', () => {
  const merged = (number: number, more: Partial<Review> = {}) =>
    review(number, { status: 'merged', ...more });
  const threatened = (...reviews: Review[]) => [...revertsOf(reviews).threatened.keys()];
  expect(threatened(merged(1), review(2, { reverts: id(1) }))).toEqual([id(1)]);
  expect(threatened(review(1), review(2, { reverts: id(1) }))).toEqual([]);
  expect(threatened(review(1, { status: 'abandoned' }), review(2, { reverts: id(1) }))).toEqual([]);
  const again = [merged(1), merged(2, { reverts: id(1) }), review(3, { reverts: id(1) })];
  expect(threatened(...again)).toEqual([]);
});
