import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReviewSystem } from '../proposal/registry.ts';
import { parseReviewAddress, parseReviewReference, reviewUrl } from './review-address.ts';
import { parseReviewId, parseUnresolvedId, reviewId, type ReviewId } from './review-identity.ts';

const systems: ReviewSystem[] = [
  { kind: 'gerrit', host: 'review.example.org', aliases: ['old.example.org'] },
  { kind: 'gerrit', host: 'gerrit.example.org', aliases: [], api: 'https://gerrit.example.org/r' },
  { kind: 'github', host: 'github.com', aliases: ['www.github.com'] },
  { kind: 'github', host: 'code.example.org', aliases: [] },
];
const read = (text: string) => parseReviewAddress(text, systems);
const idOf = (text: string) => {
  const address = read(text);
  return address && 'id' in address ? address.id : address?.kind;
};
const changeId = `I${'0123456789abcdef'.repeat(3).slice(0, 40)}`;
const engine = 'gerrit:review.example.org/demo/engine~912345';
const number = 'gerrit:review.example.org/?~136653';

describe('parseReviewAddress', () => {
  it.each([
    'https://review.example.org/c/demo/engine/+/912345',
    'http://review.example.org/c/demo/engine/+/912345/',
    'HTTPS://Review.Example.org/c/demo/engine/+/912345',
    'https://review.example.org:443/c/demo/engine/+/912345',
    'https://review.example.org./c/demo/engine/+/912345',
    'https://review.example.org/c/demo%2Fengine/+/912345',
    'https://review.example.org/c/demo/engine/+/912345/2',
    'https://review.example.org/c/demo/engine/+/912345/2/engine/utils.py@77',
    'https://review.example.org/c/demo/engine/+/912345/1..2/',
    'https://review.example.org/c/demo/engine/+/912345/comments/a1b2_c3d4',
    'https://review.example.org/c/demo/engine/+/912345/comment/a1b2_c3d4/',
    'https://review.example.org/c/demo/engine/+/912345#message-0a',
    'https://review.example.org/c/demo/engine/+/912345?tab=comments',
    'https://review.example.org/#/c/demo/engine/+/912345/',
    'https://old.example.org/c/demo/engine/+/912345',
    'https://review.example.org/c/demo/engine/+/912345.',
    'https://review.example.org/c/demo/engine/+/912345),',
    'https://review.example.org/c/demo/engine/+/912345:',
  ])('reads the change and its project out of %s', (text) => {
    expect(idOf(text)).toBe(engine);
  });

  it.each([
    'https://old.example.org/#/c/136653/',
    'https://old.example.org/#/c/136653',
    'https://old.example.org/#/c/136653/2/',
    'https://old.example.org/#/c/136653/2/lib/deep/server.py',
    'http://old.example.org/136653',
    'https://review.example.org/136653/',
    'https://review.example.org/136653/3',
    'https://review.example.org/c/136653',
    'https://old.example.org/#change,136653',
    'https://old.example.org/#change,136653,patchset=2',
    'https://old.example.org/#patch,sidebyside,136653,2,setup.py',
    'https://old.example.org/#/c/136653/.',
  ])('leaves the project of %s open until a server has said it', (text) => {
    expect(read(text)).toEqual({
      kind: 'unresolved',
      id: number,
      host: 'review.example.org',
      number: 136653,
    });
  });

  it.each([
    `https://review.example.org/id/${changeId}`,
    `https://review.example.org/q/${changeId}`,
    `https://old.example.org/#/q/${changeId},n,z`,
    `https://review.example.org/q/change:${changeId}`,
    `https://review.example.org/q/+${changeId}`,
    `https://review.example.org/#q,${changeId}`,
  ])('knows %s for a look-up of a Change-Id', (text) => {
    expect(read(text)).toEqual({ kind: 'change-id', host: 'review.example.org', changeId });
  });

  it.each([
    ['https://review.example.org/q/topic:async-move', 'topic:async-move'],
    ['https://review.example.org/q/topic:%22a+b%22+status:open', 'topic:"a b" status:open'],
    ['https://old.example.org/#/q/topic:x,n,z', 'topic:x,n,z'],
    ['https://review.example.org/q/912345', '912345'],
    ['https://github.com/search?q=is%3Apr+label%3Ax', 'is:pr label:x'],
    ['https://github.com/o/r/pulls?q=is%3Apr', 'is:pr'],
    ['https://github.com/owner/name/issues?q=x', 'x'],
    ['https://github.com/o/r/pulls', ''],
    [`https://review.example.org/q/xchange:${changeId}`, `xchange:${changeId}`],
  ])('never takes the search %s for a review', (text, query) => {
    expect(read(text)).toMatchObject({ kind: 'query', query });
  });

  it.each([
    ['https://github.com/Owner/Repo.js/pull/7', 'github:owner/repo.js#7'],
    ['https://www.github.com/owner/repo/pull/7/files#diff-0', 'github:owner/repo#7'],
    ['https://github.com/owner/repo/pull/7#issuecomment-1', 'github:owner/repo#7'],
    ['https://github.com/owner/repo/pull/7/commits/abc.', 'github:owner/repo#7'],
    ['https://code.example.org/o/r/pull/1', 'github:code.example.org/o/r#1'],
    ['https://gerrit.example.org/r/c/a/b/+/5', 'gerrit:gerrit.example.org/a/b~5'],
    ['https://gerrit.example.org/r/#/c/5/', 'gerrit:gerrit.example.org/?~5'],
    ['https://gerrit.example.org/r#/c/5/', 'gerrit:gerrit.example.org/?~5'],
    ['https://review.example.org/#!/c/5/', 'gerrit:review.example.org/?~5'],
  ])('reads %s as %s', (text, id) => {
    expect(read(text)).toMatchObject({ kind: id.includes('?') ? 'unresolved' : 'review', id });
  });

  it.each([
    'https://review.example.org.example.net/c/demo/engine/+/912345',
    'https://example.net/review.example.org/c/demo/engine/+/912345',
    'https://review.example.org@example.net/c/demo/engine/+/912345',
    'https://someone:secret@review.example.org/c/demo/engine/+/912345',
    'https://xreview.example.org/c/demo/engine/+/912345',
    'https://review-example.org/c/demo/engine/+/912345',
    'https://review.example.org:8443/c/demo/engine/+/912345',
    'https://rеview.example.org/c/demo/engine/+/912345',
    'https://review.example.org%2f@example.net/1',
    'https://gist.github.com/o/r/pull/1',
    'https://github.com.example.net/o/r/pull/1',
    'ftp://review.example.org/1',
    'javascript:alert(1)//review.example.org/1',
    '//review.example.org/1',
    'review.example.org/1',
  ])('does not match the lookalike %s', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it.each([
    'https://review.example.org/',
    'https://review.example.org/dashboard/self',
    'https://review.example.org/admin/repos/demo/engine',
    'https://review.example.org/c/demo/engine/+/0',
    'https://review.example.org/c/demo/engine/+/99999999999999999999',
    'https://review.example.org/c/%E0%A4%A/+/1',
    'https://review.example.org/c/a%3Fb/+/1',
    'https://review.example.org/c/demo/engine/+/12x',
    'https://github.com/o/r/issues/7',
    'https://github.com/o/../pull/7',
    'https://github.com/o/r%2Fx/pull/7',
    'https://github.com/o/r/pull/0',
    'https://github.com/o/r/pull/7x',
    'https://github.com/x/o/r/pull/7',
    'https://github.com/repos/o/r/pull/7',
    'https://github.com/x/search?q=y',
    'https://api.review.example.org/12',
    'https://review.example.org/0',
    'https://review.example.org/12x',
    'https://review.example.org/x/12',
    'https://review.example.org/r/12x',
    'https://review.example.org/x/r/12',
    'https://review.example.org/x/c/a/b/+/5',
    'https://review.example.org/q/%E0%A4%A',
    `https://review.example.org/x/id/${changeId}`,
    `https://review.example.org/id/${changeId}/more`,
    'https://review.example.org/#xchange,5',
    `https://review.example.org/#xq,${changeId}`,
    'https://review.example.org/#x/c/5',
    'https://review.example.org/dashboard/#/c/5',
    // Not below the path at which that Gerrit stands, though as far from its end.
    'https://gerrit.example.org/x/5',
    'https://gerrit.example.org/rx/5',
    'https://gerrit.example.org/c/a/b/+/5',
    '',
    'https://',
  ])('finds no review in %s', (text) => {
    const address = read(text);
    expect(address === undefined || address.kind === 'query').toBe(true);
    expect(address).toBeUndefined();
  });

  it('does not read on in an endless address', () => {
    const address = 'https://review.example.org/1/';
    const filled = (length: number, by: string) => address.padEnd(length, by);
    expect(read(filled(2000, '9'))?.kind).toBe('unresolved');
    expect(read(filled(2001, '9'))).toBeUndefined();
    // Nor through what would be left out at its end.
    expect(read(filled(2001, '.'))).toBeUndefined();
  });

  it('asks every system on a host, for two may stand below it', () => {
    const below = (path: string): ReviewSystem => {
      const host = 'both.example.org';
      return { kind: 'gerrit', host, aliases: [], api: `https://${host}/${path}` };
    };
    const both = [below('one'), below('two')];
    expect(parseReviewAddress('https://both.example.org/two/c/a/+/5', both)).toEqual({
      kind: 'review',
      id: 'gerrit:both.example.org/a~5',
    });
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        read(text);
        read(`https://review.example.org/${text}`);
        read(`https://github.com/${text}`);
        parseReviewId(text);
      }),
    );
  });
});

const part = fc
  .stringMatching(/^[A-Za-z0-9._+%~-]{1,12}$/)
  .filter((text) => !/^\.{1,2}$/.test(text));
const anyId: fc.Arbitrary<ReviewId> = fc.oneof(
  fc
    .record({
      system: fc.constant('gerrit' as const),
      host: fc.constant('review.example.org'),
      repository: fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')),
      number: fc.integer({ min: 1, max: 9_999_999 }),
    })
    .map(reviewId),
  fc
    .record({
      system: fc.constant('github' as const),
      host: fc.constantFrom('github.com', 'code.example.org'),
      repository: fc
        .tuple(fc.stringMatching(/^[a-z0-9-]{1,9}$/), fc.stringMatching(/^[a-z0-9_-]{1,9}$/))
        .map(([owner, name]) => `${owner}/${name}`),
      number: fc.integer({ min: 1, max: 9_999_999 }),
    })
    .map(reviewId),
);

describe('a review as a person names it', () => {
  it.each([
    [
      'gerrit:review.example.org/?~7',
      { kind: 'unresolved', host: 'review.example.org', number: 7 },
    ],
    [engine, { kind: 'review' }],
    ['github:o/r#7', { kind: 'review' }],
  ])('may be its id: %s', (id, named) => {
    expect(parseReviewReference(id, [])).toEqual({ ...named, id });
  });

  it('may be its address, and nothing else', () => {
    const reference = (text: string) => parseReviewReference(text, systems);
    expect(reference('https://review.example.org/136653')).toMatchObject({ id: number });
    expect(reference('136653')).toBeUndefined();
  });
});

describe('reviewUrl', () => {
  it('gives an address that reads back as the same review', () => {
    fc.assert(
      fc.property(anyId, (id) => {
        expect(idOf(reviewUrl(id, systems))).toBe(id);
        expect(parseReviewReference(id, systems)).toEqual({ kind: 'review', id });
        const name = parseReviewId(id);
        expect(name && reviewId(name)).toBe(id);
      }),
    );
  });

  it('shows a change of unknown project by its number, and one without a number by its Change-Id', () => {
    expect(reviewUrl('gerrit:review.example.org/?~136653', systems)).toBe(
      'https://review.example.org/c/136653',
    );
    expect(parseUnresolvedId('gerrit:review.example.org/?~136653')).toEqual({
      host: 'review.example.org',
      number: 136653,
    });
    expect(
      reviewUrl(`gerrit:review.example.org/demo/engine~stable/2026.1~${changeId}`, systems),
    ).toBe(`https://review.example.org/q/${changeId}`);
  });

  it('follows the declared path and scheme of a Gerrit', () => {
    expect(reviewUrl('gerrit:gerrit.example.org/a/b~5', systems)).toBe(
      'https://gerrit.example.org/r/c/a/b/+/5',
    );
    const local: ReviewSystem[] = [
      { kind: 'gerrit', host: '127.0.0.1:8080', aliases: [], api: 'http://127.0.0.1:8080' },
    ];
    expect(reviewUrl('gerrit:127.0.0.1:8080/a~5', local)).toBe('http://127.0.0.1:8080/c/a/+/5');
  });
});

describe('forms that people really write', () => {
  const systems: ReviewSystem[] = [
    { kind: 'gerrit', host: 'review.example.org', aliases: [] },
    { kind: 'github', host: 'github.com', aliases: [] },
  ];
  const changeId = `I${'c'.repeat(40)}`;

  it.each([
    [`https://review.example.org/#q,${changeId},n,z`, changeId],
    ['https://review.example.org/r/12', 'gerrit:review.example.org/?~12'],
    ['https://review.example.org/#/c/12,unified', 'gerrit:review.example.org/?~12'],
    ['https://review.example.org/c/p/q/%2B/12', 'gerrit:review.example.org/p/q~12'],
    ['https://github.com/o/r/pull/12.diff', 'github:o/r#12'],
    ['https://github.com/o/r/pull/12.patch', 'github:o/r#12'],
    ['https://github.com/o/r/pulls/12', 'github:o/r#12'],
    ['https://api.github.com/repos/o/r/pulls/12', 'github:o/r#12'],
    ['https://redirect.github.com/o/r/pull/12', 'github:o/r#12'],
  ])('%s names %s', (address, named) => {
    const found = parseReviewAddress(address, systems);
    const name = found?.kind === 'change-id' ? found.changeId : found && 'id' in found && found.id;
    expect(name).toBe(named);
  });
});
