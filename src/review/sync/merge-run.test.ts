import { describe, expect, it } from 'vitest';
import type { Citation } from '../citation.ts';
import type { ReviewId } from '../review-identity.ts';
import type { Link, Review } from '../review.ts';
import { emptySnapshot } from '../snapshot.ts';
import { mergeRun, type RunAnswers } from './merge-run.ts';
import type { ProposalInput } from './plan.ts';

const host = 'review.example.org';
const idOf = (number: number): ReviewId => `gerrit:${host}/demo/alpha~${number}`;
const review = (number: number, more: Partial<Review> = {}): Review => ({
  id: idOf(number),
  repository: 'demo/alpha',
  title: `Change ${number}`,
  status: 'open',
  owner: null,
  ...more,
});
const linked = (number: number): Link => ({
  review: idOf(number),
  stage: 'one',
  decision: 'confirmed',
  provenance: [{ kind: 'topic', text: 'a', firstSeen: '2026-01-01' }],
});
const cites = (number: number): Citation => ({
  address: { kind: 'review', id: idOf(number) },
  url: `https://${host}/c/demo/alpha/+/${number}`,
  line: 3,
  column: 1,
  stage: 'one',
});

interface Before {
  reviews: Review[];
  links?: Link[];
  citations?: Citation[];
}
function after({ reviews, links = [], citations = [] }: Before, run: Partial<RunAnswers>) {
  const proposal: ProposalInput = {
    name: '0001-x',
    folder: '/nowhere',
    stages: [{ id: 'one', reviews: [{ topic: ['a'] }] }],
    citations,
    decisions: [],
    snapshot: { ...emptySnapshot(), reviews, links },
  };
  const nothing: RunAnswers = { fetched: new Map(), missing: new Set(), answers: () => [] };
  return mergeRun(proposal, { ...nothing, ...run }, '2026-03-01');
}
const fetched = (...reviews: Review[]) =>
  new Map(reviews.map((one) => [one.id, { review: one, message: one.title }]));

describe('after a run', () => {
  it('a review that its server no longer shows stays, as gone, with what it last was', () => {
    const before = { reviews: [review(1), review(2, { status: 'merged' })], links: [linked(1)] };
    const { reviews } = after(before, { missing: new Set([idOf(1), idOf(2)]) });
    expect(reviews).toMatchObject([
      { id: idOf(1), status: 'gone', was: 'open' },
      { id: idOf(2), status: 'gone', was: 'merged' },
    ]);
    // A later run that hears nothing of them keeps them, though nothing ties the second.
    const later = after({ reviews, links: [linked(1)] }, {});
    expect(later.reviews).toEqual(reviews);
  });

  it('what nothing ties to the proposal any more is left out', () => {
    const reviews = [review(1, { topic: 'a' }), review(2), review(3)];
    const { reviews: kept } = after({ reviews, links: [linked(1)], citations: [cites(2)] }, {});
    expect(kept.map(({ id }) => id)).toEqual([idOf(1), idOf(2)]);
  });

  it('what takes back a kept one is kept, and what takes that back', () => {
    const reviews = [
      review(3, { reverts: idOf(2) }),
      review(2, { reverts: idOf(1) }),
      review(1),
      review(4, { reverts: idOf(9) }),
    ];
    const { reviews: kept } = after({ reviews, citations: [cites(1)] }, {});
    expect(kept.map(({ id }) => id)).toEqual([idOf(3), idOf(2), idOf(1)]);
  });

  it('of what was read, only what a query found, the text names or is known already is taken', () => {
    const run = {
      fetched: fetched(
        review(1, { title: 'New' }),
        review(2, { topic: 'a' }),
        review(3),
        review(4),
      ),
      answers: () => [{ ids: new Set([idOf(2)]), complete: true }],
    };
    const before = { reviews: [review(1)], citations: [cites(1), cites(3)] };
    const { reviews, links } = after(before, run);
    expect(reviews.map(({ id, title }) => [id, title]).sort()).toEqual([
      [idOf(1), 'New'],
      [idOf(2), 'Change 2'],
      [idOf(3), 'Change 3'],
    ]);
    expect(links.map(({ review: id }) => id)).toEqual([idOf(1), idOf(2), idOf(3)]);
  });

  it('what is cited, and no server has told of, is unresolved', () => {
    expect(after({ reviews: [], citations: [cites(7)] }, {}).unresolved).toEqual([idOf(7)]);
    const run = { fetched: fetched(review(7)) };
    expect(after({ reviews: [], citations: [cites(7)] }, run).unresolved).toEqual([]);
  });

  it('a person has the name under which the run met their account', () => {
    const of = (number: number, owner: string) => review(number, { owner, account: 5 });
    const before = { reviews: [of(1, 'Ann'), of(2, 'Ann')], citations: [cites(1), cites(2)] };
    const run = { fetched: fetched(of(2, 'Anna')) };
    expect(after(before, run).reviews.map(({ owner }) => owner)).toEqual(['Anna', 'Anna']);
  });
});
