import { describe, expect, it } from 'vitest';
import { closedBugs } from './closed-bug.ts';
import { spokenText } from './spoken-text.ts';

const bugs = (body: string) =>
  closedBugs(spokenText(body), 'Acme/tool', 'github.com').map(({ bug }) => bug);

describe('closedBugs', () => {
  it.each([
    'Fixes #12',
    'fix: #12.',
    'It resolves #12, at last',
    'Text\n\n- closes #12\n- more',
    'Closed acme/TOOL#12',
    'Resolves https://github.com/acme/tool/issues/12',
    'resolved <https://github.com/acme/tool/issues/12#issuecomment-3>',
    '**Fixes** #12',
    'This does not change the interface. Fixes #12',
    '<details>\n<summary>More</summary>\nFixes #12\n</details>',
    '<p>Fixes <b>#12</b></p>',
  ])('reads %j as GitHub does', (body) => {
    expect(bugs(body)).toEqual(['12']);
  });

  it.each([
    ['another repository’s issue', 'Fixes acme/unrelated#12'],
    ['another repository’s address', 'Fixes https://github.com/acme/unrelated/issues/12'],
    ['another host’s address', 'Fixes https://github.example.org/acme/tool/issues/12'],
    ['a number of callers', 'It will fix 12 callers'],
    ['a template’s comment', '<!-- Fixes #12 -->'],
    ['a comment within a line', 'Text <!-- Fixes #12 --> text'],
    ['fenced code', '```\nFixes #12\n```'],
    ['code in a line', 'Write `Fixes #12` to close it'],
    ['a quotation', '> Fixes #12'],
    ['what is struck out', '~~Fixes #12~~'],
    ['a longer number or word', 'Fixes #12abc and fixes #12-3'],
    ['a number with zeros before it', 'Fixes #0012'],
    ['code and quotations of HTML', '<pre>Fixes #12</pre>\n\n<blockquote>Fixes #12</blockquote>'],
    ['a comment that does not end', '<!-- Fixes #12\n\nFixes #12'],
    ['another denial', 'No fix #12, instead of fixing fixes #12'],
    ['a denial', 'This does not fix #12'],
    ['a denial at some distance', 'It won’t really ever fix #12'],
    ['a part of another word', 'It prefixes #12 and hot-fixes #12'],
    ['a mention', 'About #12 in passing'],
    ['a pull request’s address', 'Fixes https://github.com/acme/tool/pull/12'],
    ['a text that nests too deeply', `${'>'.repeat(16_000)} Fixes #12`],
  ])('takes %s for none', (_, body) => {
    expect(bugs(body)).toEqual([]);
  });
});

describe('spokenText', () => {
  it('keeps lines apart, so that footers stay footers', () => {
    const body = 'First\nsecond\n\nCloses-Bug: #1\nDepends-On: https://github.com/a/b/pull/2\n';
    expect(spokenText(body)).toBe(body.trim());
  });

  it('keeps the words of links, lists and tables', () => {
    expect(spokenText('- [one](https://x) two\n\n| a | b |\n|---|---|\n| c | d |')).toMatch(
      /^one two\n\na b\n\nc d$/,
    );
  });
});
