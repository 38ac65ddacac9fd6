import { describe, expect, it } from 'vitest';
import { reviewQuerySchema } from '../../proposal/stage.ts';
import type { Fetched } from './fetched-review.ts';
import { linkReviews, type LinkInput, type QueryResult } from './link-reviews.ts';
import { ReviewsByName } from './reviews-by-name.ts';
import type { Link, Review } from '../review.ts';
import { reviewIndex } from '../review-index.ts';

const id = (number: number) => `gerrit:review.example.org/demo/alpha~${number}` as const;
const review = (number: number, more: Partial<Review> = {}): Review => ({
  id: id(number),
  repository: 'demo/alpha',
  title: `Change ${number}`,
  status: 'open',
  owner: 'Ada',
  updated: '2026-02-01T00:00:00Z',
  ...more,
});

function link(reviews: Review[], queries: unknown[], more: Partial<LinkInput> = {}): Link[] {
  return linkReviews({
    stages: [{ id: 'one', reviews: queries.map((query) => reviewQuerySchema.parse(query)) }],
    citations: [],
    reviews,
    index: reviewIndex(reviews),
    fetched: new Map(),
    answers: () => [],
    previous: [],
    today: '2026-03-01',
    ...more,
  });
}
const answer = (ids: string[], more: Partial<QueryResult> = {}): QueryResult => ({
  ids: new Set(ids),
  complete: true,
  ...more,
});

describe('linkReviews', () => {
  it('keeps the day on which a reason was first seen, and the state at which it last held', () => {
    const [first] = link([review(1, { topic: 't' })], [{ topic: ['t'] }]);
    expect(first).toEqual({
      review: id(1),
      stage: 'one',
      decision: 'confirmed',
      provenance: [
        {
          kind: 'topic',
          text: 't',
          firstSeen: '2026-03-01',
          lastConfirmed: '2026-02-01T00:00:00Z',
        },
      ],
    });
    const changed = review(1, { topic: 't', updated: '2026-04-01T00:00:00Z' });
    const [again] = link([changed], [{ topic: ['t'] }], {
      previous: first === undefined ? [] : [first],
      today: '2026-05-01',
    });
    expect(again?.provenance).toEqual([
      { kind: 'topic', text: 't', firstSeen: '2026-03-01', lastConfirmed: '2026-04-01T00:00:00Z' },
    ]);
  });

  it('drops a link once its topic is another, and turns a firm one into a hint with its word alone', () => {
    const queries = [{ topic: ['t'] }, { message: ['Change'] }];
    expect(link([review(1, { topic: 't' })], queries)[0]).toMatchObject({ decision: 'confirmed' });
    expect(link([review(1, { topic: 'other' })], queries)[0]).toMatchObject({
      decision: 'suggested',
    });
    expect(link([review(1, { topic: 'other' })], [{ topic: ['t'] }])).toEqual([]);
  });

  it('keeps what only a server can tell, until a whole answer speaks against it', () => {
    const query = { file: ['setup.cfg'] };
    const [found] = link([review(1)], [query], { answers: () => [answer([id(1)])] });
    expect(found).toMatchObject({
      decision: 'confirmed',
      provenance: [{ kind: 'file', text: 'setup.cfg' }],
    });
    const previous = found === undefined ? [] : [found];
    const fetched = new Map<string, Fetched>([[id(1), { review: review(1), message: 'x' }]]);
    const kept = (more: Partial<LinkInput>) =>
      link([review(1)], [query], { previous, ...more }).length;
    // Not asked in this run, or not read: nothing is known against it.
    expect(kept({})).toBe(1);
    expect(kept({ answers: () => [answer([])] })).toBe(1);
    // Asked only for what changed after it was last changed.
    expect(kept({ fetched, answers: () => [answer([], { since: '2026-02-15T00:00:00Z' })] })).toBe(
      1,
    );
    expect(kept({ fetched, answers: () => [answer([], { complete: false })] })).toBe(1);
    expect(kept({ fetched, answers: () => [answer([])] })).toBe(0);
    // The declared value is another: what was found by the old one says nothing.
    expect(link([review(1)], [{ file: ['other.cfg'] }], { previous })).toEqual([]);
  });

  it('ties one review to several stages, and several reviews to one', () => {
    const stages = ['one', 'two'].map((stage) => ({
      id: stage,
      reviews: [reviewQuerySchema.parse({ topic: ['t'] })],
    }));
    const reviews = [review(1, { topic: 't' }), review(2, { topic: 't' })];
    expect(
      link(reviews, [], { stages }).map(
        ({ stage, review: one }) => `${stage} ${one.split('~')[1] ?? ''}`,
      ),
    ).toEqual(['one 1', 'one 2', 'two 1', 'two 2']);
  });
});

describe('ReviewsByName', () => {
  const changeId = `I${'a'.repeat(40)}`;
  const git = (more: Partial<Review> = {}): Review => ({
    ...review(0, {
      branch: 'master',
      changeId,
      status: 'merged',
      merged: '2026-01-15T00:00:00Z',
      fromGit: true,
    }),
    id: `gerrit:review.example.org/demo/alpha~master~${changeId}`,
    ...more,
  });

  it('puts the number in the place of what git alone knew, under its earlier name too', () => {
    const knowledge = new ReviewsByName([git()]);
    knowledge.take(review(7, { branch: 'master', changeId, status: 'merged' }));
    expect(knowledge.all).toMatchObject([{ id: id(7), formerly: [git().id] }]);
    expect(knowledge.all[0]).not.toHaveProperty('fromGit');
    knowledge.take(git());
    expect(knowledge.all).toHaveLength(1);
    expect(knowledge.all[0]?.id).toBe(id(7));
  });

  it('lets git say that an open one has merged, and nothing else', () => {
    const knowledge = new ReviewsByName([review(7, { branch: 'master', changeId, topic: 't' })]);
    knowledge.take(git());
    expect(knowledge.all).toMatchObject([
      { id: id(7), status: 'merged', merged: '2026-01-15T00:00:00Z', topic: 't' },
    ]);
  });

  it('never goes back to an older state, nor takes two numbers for one', () => {
    const knowledge = new ReviewsByName([
      review(7, { branch: 'master', changeId, updated: '2026-03-01T00:00:00Z' }),
    ]);
    knowledge.take(review(7, { title: 'older' }));
    expect(knowledge.all[0]?.title).toBe('Change 7');
    knowledge.take(review(8, { branch: 'master', changeId }));
    expect(knowledge.all.map((one) => one.id)).toEqual([id(7), id(8)]);
  });

  it('follows a Gerrit project that was renamed by its number', () => {
    const knowledge = new ReviewsByName([review(7)]);
    knowledge.take({
      ...review(7),
      id: 'gerrit:review.example.org/demo/beta~7',
      repository: 'demo/beta',
    });
    expect(knowledge.all).toMatchObject([
      { id: 'gerrit:review.example.org/demo/beta~7', formerly: [id(7)] },
    ]);
  });
});
