import { describe, expect, it } from 'vitest';
import { reviewQuerySchema, type ReviewQuery } from '../../proposal/stage.ts';
import { footersOf } from '../footer.ts';
import { hasWord, matchQuery } from './match-query.ts';
import type { Review } from '../review.ts';

const message = `Drop the old server

It removes greenlib from the workers.

Closes-Bug: #2087953
related-bug: LP ##2131801, 17
Implements: blueprint  remove-it
Deepnds-On: https://review.example.org/1
Change-Id: I0123456789012345678901234567890123456789
Signed-off-by: A B <a@example.com>`;

const review = (more: Partial<Review> = {}): Review => ({
  id: 'gerrit:review.example.org/demo/alpha~1',
  repository: 'demo/alpha',
  title: 'Drop the old server',
  status: 'open',
  owner: 'Ada',
  branch: 'master',
  topic: 'drop-it',
  hashtags: ['Threading'],
  footers: footersOf(message),
  ...more,
});

const nothing = () => undefined;
const match = (query: unknown, more: Partial<Review> = {}, text: string | undefined = message) =>
  matchQuery(reviewQuerySchema.parse(query), { review: review(more), message: text }, nothing).map(
    ({ kind, text: found, suggests }) => `${kind} ${found}${suggests ? '?' : ''}`,
  );

describe('matchQuery', () => {
  it.each<[unknown, string[]]>([
    [{ topic: ['drop-it', 'other'] }, ['topic drop-it']],
    [{ topic: ['drop'] }, []],
    [{ hashtag: ['#threading'] }, ['hashtag #threading']],
    [{ bug: ['2087953'] }, ['bug Closes-Bug: #2087953']],
    [{ bug: ['#17'] }, ['bug Related-Bug: LP ##2131801, 17']],
    [{ bug: ['208795'] }, []],
    [{ footer: ['implements: Blueprint remove-it'] }, ['footer implements: Blueprint remove-it']],
    [{ footer: ['Implements: blueprint remove'] }, []],
    [{ marker: ['old server'] }, ['marker old server']],
    [{ marker: ['Old server'] }, []],
    [{ message: ['GREENLIB', 'absent'] }, ['message GREENLIB?']],
    [{ message: ['green'] }, []],
    [{ topic: ['drop-it'], message: ['workers'] }, ['topic drop-it', 'message workers']],
    [{ topic: ['drop-it'], message: ['absent'] }, []],
    [{ topic: ['drop-it'], repository: ['Demo/Alpha'] }, ['topic drop-it']],
    [{ topic: ['drop-it'], repository: ['demo/beta'] }, []],
    [{ topic: ['drop-it'], branch: ['stable/1'] }, []],
    [{ topic: ['drop-it'], on: 'gerrit:review.example.org' }, ['topic drop-it']],
    [{ topic: ['drop-it'], on: 'gerrit:review.example.net' }, []],
    [{ file: ['setup.cfg'] }, []],
    [{ label: ['x'] }, []],
  ])('holds %j against a review: %j', (query, found) => {
    expect(match(query)).toEqual(found);
  });

  it('only suggests what git’s history cannot confirm', () => {
    const offline = { fromGit: true as const, topic: undefined as never };
    expect(match({ topic: ['drop-it'], bug: ['17'] }, offline)).toEqual([
      'bug Related-Bug: LP ##2131801, 17?',
    ]);
    expect(match({ topic: ['drop-it'], message: ['workers'] }, offline)).toEqual([]);
    expect(match({ topic: ['drop-it'] }, offline)).toEqual([]);
    expect(match({ bug: ['2087953'] }, offline)).toEqual(['bug Closes-Bug: #2087953']);
  });

  it('takes a server’s or an earlier run’s word for what cannot be told here', () => {
    const query: ReviewQuery = { file: ['setup.cfg'] };
    const found = matchQuery(query, { review: review() }, (kind, values) =>
      kind === 'file' ? [...values] : undefined,
    );
    expect(found).toEqual([{ kind: 'file', text: 'setup.cfg', suggests: false }]);
  });

  it('follows a repository under its earlier name', () => {
    const renamed = {
      id: 'github:demo/gamma#1' as const,
      repository: 'demo/gamma',
      formerly: ['github:demo/alpha#1' as const],
    };
    expect(match({ marker: ['old server'], repository: ['demo/alpha'] }, renamed)).toEqual([
      'marker old server',
    ]);
  });

  it('reads on GitHub what a pull request says that it closes', () => {
    const id = 'github:demo/alpha#1' as const;
    expect(match({ bug: ['12'] }, { id, footers: [] }, 'This fixes #12.')).toEqual([
      'bug fixes #12',
    ]);
    expect(match({ bug: ['12'] }, { id, footers: [] }, 'See #12, fixes #123.')).toEqual([]);
  });

  it('refuses a query that would find everything', () => {
    expect(reviewQuerySchema.safeParse({ repository: ['demo/alpha'] }).success).toBe(false);
  });
});

describe('hasWord', () => {
  it.each([
    ['Use dual mode now', 'dual  mode', true],
    ['Use dual\nmode now', 'dual mode', true],
    ['Use dual modes', 'dual mode', false],
    ['H905: on', 'h905', true],
    ['H9051', 'H905', false],
    ['a.b(c', 'b(c', true],
    ['naïveté', 'naïve', false],
  ])('in %j, %j: %j', (text, words, found) => {
    expect(hasWord(text, words)).toBe(found);
  });
});

describe('footersOf', () => {
  it('keeps what plans are made with, mends a slip, and leaves people’s names out', () => {
    expect(footersOf(message)).toEqual([
      { key: 'Closes-Bug', value: '#2087953' },
      { key: 'Related-Bug', value: 'LP ##2131801, 17' },
      { key: 'Implements', value: 'blueprint  remove-it' },
      { key: 'Depends-On', value: 'https://review.example.org/1' },
      { key: 'Change-Id', value: 'I0123456789012345678901234567890123456789' },
    ]);
  });

  it('takes no prose for a footer', () => {
    expect(footersOf('Task: rewrite the lot\nChange-Id: none yet\nNote: x\nhttps://x.org')).toEqual(
      [],
    );
  });
});
