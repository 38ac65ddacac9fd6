import { expect, it } from 'vitest';
import { applyDecisions, standing } from './decided-link.ts';
import type { ReadDecision } from './read-decisions.ts';
import type { Link, Review } from './review.ts';

const id = 'gerrit:review.example.org/demo/alpha~1';
const review: Review = {
  id,
  formerly: ['gerrit:review.example.org/old/alpha~1'],
  repository: 'demo/alpha',
  title: 'Change 1',
  status: 'open',
  owner: 'Ada',
};
const link: Link = {
  review: id,
  stage: 'one',
  decision: 'suggested',
  provenance: [{ kind: 'search', text: 'words', firstSeen: '2026-01-01' }],
};
const decision = (
  stage: string,
  word: ReadDecision['decision'],
  named:
    'gerrit:review.example.org/old/alpha~1' | 'gerrit:review.example.org/demo/beta~2' = id as never,
): ReadDecision => ({
  review: named,
  stage,
  decision: word,
  address: { kind: 'review', id: named },
});

it('counts what the rules say only where no person said otherwise', () => {
  expect(standing('suggested', undefined)).toBe('suggested');
  expect(standing('suggested', decision('one', 'rejected'))).toBe('rejected');
});

it('gives a link that only a person knows of no other reason', () => {
  const [one, two, ...more] = applyDecisions(
    [link],
    [
      decision('one', 'confirmed', 'gerrit:review.example.org/old/alpha~1'),
      decision('two', 'rejected', 'gerrit:review.example.org/demo/beta~2'),
    ],
    [review],
  );
  expect(more).toEqual([]);
  expect(one).toMatchObject({ review: id, stage: 'one', decision: 'confirmed' });
  expect(one?.provenance).toEqual(link.provenance);
  expect(two).toMatchObject({
    review: 'gerrit:review.example.org/demo/beta~2',
    stage: 'two',
    decision: 'rejected',
    provenance: [],
  });
});
