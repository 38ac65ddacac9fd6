import { describe, expect, it } from 'vitest';
import { votesOf, voteRank } from './review-vote.ts';

const shorts = (votes: Parameters<typeof votesOf>[0]) => votesOf(votes).map(({ short }) => short);

describe('votesOf', () => {
  it('shows consent beside a veto, and all votes in full', () => {
    const [vote] = votesOf({ 'Code-Review': { '+2': 1, '+1': 3, '-2': 1 } });
    expect(vote).toEqual({
      short: 'CR +2 −2',
      full: 'Code-Review: +2 by 1, +1 by 3, −2 by 1',
      decisive: -2,
    });
  });

  it('shows the highest consent, or the lowest refusal, where they are of one mind', () => {
    expect(shorts({ Verified: { '+1': 2, '+2': 1 } })).toEqual(['V +2']);
    expect(shorts({ Verified: { '-1': 2, '-2': 1 } })).toEqual(['V −2']);
  });

  it('leaves out votes of nothing, and passes through labels that it has never heard of', () => {
    expect(
      shorts({ Workflow: { ' 0': 1 }, 'Élan vital!': { '+1': 1 }, '??': { '+1': 1 } }),
    ).toEqual(['ÉV +1', '?? +1']);
    expect(shorts(undefined)).toEqual([]);
  });
});

describe('voteRank', () => {
  it('puts a veto below a refusal below nothing below consent', () => {
    const rank = (votes: Parameters<typeof votesOf>[0]) => voteRank(votesOf(votes));
    const ranks = [
      rank({ A: { '-2': 1 }, B: { '+2': 1 } }),
      rank({ A: { '-1': 1 } }),
      rank({}),
      rank({ A: { '+1': 1 } }),
      rank({ A: { '+2': 1 }, B: { '+1': 1 } }),
    ];
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(new Set(ranks).size).toBe(ranks.length);
  });
});
