import { describe, expect, it } from 'vitest';
import type { Citation } from '../review/citation.ts';
import type { ReviewAddress, ReviewId } from '../review/review-identity.ts';
import type { DecidedLink } from '../review/decided-link.ts';
import type { ReviewsOfProposal } from '../review/read-reviews.ts';
import type { Review } from '../review/review.ts';
import { withCitations } from './cited.ts';

const host = 'review.example.org';
const changeId = `I${'a'.repeat(40)}`;
const known: Review = {
  id: `gerrit:${host}/team/p~7`,
  repository: 'team/p',
  title: 'T',
  status: 'open',
  owner: null,
  changeId,
};

function read(links: DecidedLink[] = []): ReviewsOfProposal {
  return { reviews: [known], links, sources: [], unresolved: [], problems: [], unread: 'nothing' };
}
function cite(address: ReviewAddress, line: number, stage?: string): Citation {
  const url = `https://${host}/${line}`;
  return { address, url, line, column: 1, ...(stage === undefined ? {} : { stage }) };
}
const byNumber = (number: number): ReviewAddress => ({
  kind: 'unresolved',
  id: `gerrit:${host}/?~${number}`,
  host,
  number,
});
const shown = ({ links }: ReviewsOfProposal) =>
  links.map(({ stage, review, decision, provenance }) => [
    stage,
    review,
    decision,
    provenance.map((one) => [one.kind, one.line, one.firstSeen]),
  ]);

describe('withCitations', () => {
  it('links a cited review that no run has recorded, and says that nobody knows it yet', () => {
    const found = withCitations(read(), [cite(byNumber(8), 30, 'one')], '2026-05-01');
    expect(shown(found)).toEqual([
      ['one', `gerrit:${host}/?~8`, 'confirmed', [['cited', 30, '2026-05-01']]],
    ]);
    expect(found.unresolved).toEqual([`gerrit:${host}/?~8`]);
  });

  it('finds a known review by its number and by its Change-Id', () => {
    const citations = [
      cite(byNumber(7), 30, 'one'),
      cite({ kind: 'change-id', host, changeId }, 40, 'two'),
    ];
    const found = withCitations(read(), citations, '2026-05-01');
    expect(found.links.map(({ stage, review }) => [stage, review])).toEqual([
      ['one', known.id],
      ['two', known.id],
    ]);
    expect(found.unresolved).toEqual([]);
  });

  it('links nothing for a query, a citation outside of every stage or an unknown Change-Id', () => {
    const citations = [
      cite({ kind: 'query', host, query: 'topic:x' }, 10, 'one'),
      cite(byNumber(9), 20),
      cite({ kind: 'change-id', host, changeId: `I${'b'.repeat(40)}` }, 30, 'one'),
    ];
    expect(withCitations(read(), citations, '2026-05-01')).toEqual(read());
  });

  it('shows the lines of today and keeps when a run first saw it, and every other reason', () => {
    const link: DecidedLink = {
      review: known.id,
      stage: 'one',
      decision: 'suggested',
      provenance: [
        { kind: 'cited', text: `https://${host}/31`, line: 12, firstSeen: '2025-01-01' },
        { kind: 'message', text: 'word', firstSeen: '2025-02-01' },
      ],
    };
    const citations = [cite(byNumber(7), 31, 'one'), cite(byNumber(7), 99, 'one')];
    expect(shown(withCitations(read([link]), citations, '2026-05-01'))).toEqual([
      [
        'one',
        known.id,
        'confirmed',
        [
          ['cited', 31, '2025-01-01'],
          ['cited', 99, '2026-05-01'],
          ['message', undefined, '2025-02-01'],
        ],
      ],
    ]);
  });

  it('never goes against a person: what somebody rejected stays rejected', () => {
    const review: ReviewId = known.id;
    const person = { review, stage: 'one', decision: 'rejected' as const };
    const link: DecidedLink = {
      review,
      stage: 'one',
      decision: 'rejected',
      provenance: [],
      person,
    };
    const found = withCitations(read([link]), [cite(byNumber(7), 31, 'one')], '2026-05-01');
    expect(found.links[0]?.decision).toBe('rejected');
    expect(found.links[0]?.person).toEqual(person);
  });
});
