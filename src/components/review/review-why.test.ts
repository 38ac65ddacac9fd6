import { describe, expect, it } from 'vitest';
import type { Provenance } from '../../review/review.ts';
import type { ReviewRow } from './review-row.ts';
import { turnParts, whyParts } from './review-why.ts';

const reason = (kind: Provenance['kind'], text: string, more: Partial<Provenance> = {}) => ({
  kind,
  text,
  firstSeen: '2026-01-01',
  ...more,
});
const row = (
  link: Partial<ReviewRow['link']>,
  more: Partial<Pick<ReviewRow, 'turn' | 'behind' | 'revertedBy' | 'threatenedBy' | 'review'>> = {},
) =>
  ({
    turn: undefined,
    behind: undefined,
    revertedBy: undefined,
    threatenedBy: undefined,
    review: undefined,
    ...more,
    link: { decision: 'confirmed', provenance: [], ...link },
  }) as unknown as ReviewRow;
const said = (...of: Parameters<typeof row>) =>
  whyParts(row(...of), '/plan#stage-one')
    .map(({ text }) => text)
    .join('');

describe('the line below a review’s title', () => {
  it('names three reasons, what the diff says of them, and how many more there are', () => {
    const provenance = [
      reason('topic', 'move'),
      reason('message', 'threads', { touches: ['old', 'new', 'third'] }),
      reason('file', 'a.py', { touches: [] }),
      reason('bug', 'Closes-Bug: 1'),
    ];
    expect(said({ provenance })).toBe(
      'topic move · message threads (changes lines that old and new counts) · ' +
        'file a.py (changes no line that a probe counts) and 1 more',
    );
    const last = whyParts(row({ provenance }), '').at(-1);
    expect(last).toMatchObject({ title: 'bug: Closes-Bug: 1' });
  });

  it('leads to the place that cites it', () => {
    const parts = whyParts(row({ provenance: [reason('cited', 'https://x', { line: 12 })] }), '/p');
    expect(parts).toContainEqual({ text: 'index.md:12', href: '/p' });
  });

  it('says who confirmed it, when and why, as far as they said', () => {
    const person = { review: 'x', stage: 'one', decision: 'confirmed' as const };
    expect(said({ person })).toBe('confirmed');
    const told = { ...person, by: 'Ann', date: '2026-02-01', note: 'does it' };
    expect(said({ person: told, provenance: [reason('topic', 'move')] })).toBe(
      'topic move · confirmed by Ann on 1 Feb 2026: does it',
    );
  });

  it('says what takes it back, what would, and what its server says', () => {
    const review = { serverStatus: 'odd', was: 'open', fromGit: true } as ReviewRow['review'];
    const other = { label: 'r 2', url: '/2' };
    expect(said({}, { review, revertedBy: other, threatenedBy: other })).toBe(
      ' · taken back by r 2 · its server says odd · would be taken back by r 2' +
        ' · no longer visible on its server; it was open · from git',
    );
  });

  it('isolates the words of strangers', () => {
    const parts = whyParts(row({ provenance: [reason('topic', 'מזהה')] }), '');
    expect(parts.find(({ text }) => text === 'מזהה')).toMatchObject({ isForeign: true });
  });
});

describe('whose turn it is, in words', () => {
  const turn = (more: Partial<NonNullable<ReviewRow['turn']>>) => ({
    turn: {
      who: 'reviewers' as const,
      because: 'asked',
      isRefused: false,
      since: undefined,
      people: [],
      behind: undefined,
      ...more,
    },
    behind: undefined,
  });
  const words = (of: Parameters<typeof turnParts>[0]) =>
    turnParts(of)
      .map(({ text }) => text)
      .join('');

  it.each([
    [turn({}), 'reviewers’ turn'],
    [
      turn({ people: ['Ann', 'Ben', 'Cy', 'Di'], since: '2026-02-01T00:00:00Z' }),
      'reviewers’ turn: Ann, Ben, Cy since 1 Feb 2026',
    ],
    [turn({ who: 'author', people: ['Ann'] }), 'author’s turn'],
    [turn({ who: 'author', isRefused: true }), 'refused'],
    [turn({ who: 'submitter' }), 'ready to land'],
    [
      { ...turn({ who: 'another review' }), behind: { label: 'r 2', url: '/2' } },
      'waits behind r 2',
    ],
    [turn({ who: 'unknown' }), 'turn unknown'],
    [{ turn: undefined, behind: undefined }, ''],
  ])('%#', (given, expected) => {
    expect(words(given)).toBe(expected);
  });
});
