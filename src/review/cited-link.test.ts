import { describe, expect, it } from 'vitest';
import type { Citation } from './citation.ts';
import { citedLinks, compareLinks, linkKey } from './cited-link.ts';
import { reviewIndex } from './review-index.ts';
import type { ReviewAddress } from './review-identity.ts';
import type { Review } from './review.ts';

const host = 'review.example.org';
const changeId = `I${'b'.repeat(40)}`;
const review = (number: number, branch: string): Review => ({
  id: `gerrit:${host}/demo/alpha~${number}`,
  repository: 'demo/alpha',
  title: `Change ${number}`,
  status: 'open',
  owner: null,
  branch,
  changeId,
});
const index = reviewIndex([review(1, 'master'), review(2, 'stable')]);
const cite = (address: ReviewAddress, more: Partial<Citation> = {}): Citation => ({
  address,
  url: 'https://x',
  line: 3,
  column: 1,
  stage: 'one',
  ...more,
});
const byNumber = (number: number): ReviewAddress => ({
  kind: 'unresolved',
  id: `gerrit:${host}/?~${number}`,
  host,
  number,
});
const rows = (...citations: Citation[]) =>
  citedLinks(citations, index).map(({ stage, review: id, line, known }) =>
    [stage, id.split('/').at(-1), line, known?.title ?? 'unknown'].join(' '),
  );

describe('citedLinks', () => {
  it('ties what is known under its own id, and what is not under the one cited', () => {
    expect(rows(cite(byNumber(1)), cite(byNumber(9)))).toEqual([
      'one alpha~1 3 Change 1',
      'one ?~9 3 unknown',
    ]);
  });

  it('ties every branch of a Change-Id, and nothing while none is known', () => {
    const lookUp: ReviewAddress = { kind: 'change-id', host, changeId };
    expect(rows(cite(lookUp))).toHaveLength(2);
    expect(rows(cite({ ...lookUp, host: 'other.example.org' }))).toEqual([]);
  });

  it('ties nothing for a search, nor outside of a stage', () => {
    const outside: Citation = { address: byNumber(1), url: 'https://x', line: 3, column: 1 };
    expect(rows(cite({ kind: 'query', host, query: 'topic:x' }), outside)).toEqual([]);
  });

  it('names a place once, and every line of it', () => {
    const twice = [cite(byNumber(1)), cite(byNumber(1)), cite(byNumber(1), { line: 8 })];
    expect(rows(...twice)).toEqual(['one alpha~1 3 Change 1', 'one alpha~1 8 Change 1']);
  });
});

describe('a link', () => {
  const tie = (stage: string, number: number) =>
    ({ stage, review: `gerrit:${host}/demo/alpha~${number}` }) as const;

  it('is the same by stage and review', () => {
    expect(linkKey(tie('one', 1))).toBe(linkKey({ ...tie('one', 1) }));
    expect(new Set([tie('one', 1), tie('one', 2), tie('two', 1)].map(linkKey)).size).toBe(3);
  });

  it('stands by stage, then by review', () => {
    const all = [tie('two', 1), tie('one', 2), tie('one', 1)];
    expect(all.sort(compareLinks)).toEqual([tie('one', 1), tie('one', 2), tie('two', 1)]);
    expect(compareLinks(tie('one', 1), tie('one', 1))).toBe(0);
  });
});
