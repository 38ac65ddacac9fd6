import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isHost, isRepositoryAddress, webAddress } from './web-address.ts';

describe('webAddress', () => {
  it.each([
    'https://example.org',
    'http://localhost:8080/a?b=c#d',
    'https://例え.jp/パス',
    'HTTPS://EXAMPLE.ORG/@user/post',
    'https://[::1]:29418/',
  ])('takes %s', (text) => {
    expect(webAddress(text)).toBeInstanceOf(URL);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' https://example.org',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'ftp://example.org',
    '//example.org',
    'example.org',
    'https:example.org',
    'https:/example.org',
    'https:///example.org',
    'https:\\\\example.org',
    'https://user@example.org',
    'https://user:word@example.org',
    'https://example.org@evil.example',
    'https://:word@example.org',
    'https://exa\u202emple.org',
    'https://example.org/\u0007',
    'https://',
    'https://exa mple.org',
    `https://example.org/${'a'.repeat(2000)}`,
  ])('refuses %j', (text) => {
    expect(webAddress(text)).toBeUndefined();
  });

  it('whatever the text, what passes leads to http or https and carries no user', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'http',
        'https',
        ':',
        '/',
        '//',
        '\\',
        '@',
        'a.b',
        'javascript:',
        '?',
        '#',
        ' ',
        '\t',
      ),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const url = webAddress(pieces.join(''));
        if (url === undefined) return;
        expect(['http:', 'https:']).toContain(url.protocol);
        expect(url.username + url.password).toBe('');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('isRepositoryAddress', () => {
  it.each([
    'https://git.example.org/demo/engine',
    'http://localhost:3000/a/b.git',
    'ssh://git@example.org:2222/a/b',
    'git://example.org/a/b',
    'git@github.com:owner/name.git',
    'example.org:owner/name',
    'file:///srv/git/a.git',
    '/srv/git/a.git',
    './a',
    'C:\\git\\a',
    'a',
    './github.com/owner/name',
    'owner/name',
    'v1.0/b/c',
  ])('takes %s', (text) => {
    expect(isRepositoryAddress(text)).toBe(true);
  });

  it.each([
    'javascript:alert(1)',
    'javascript://example.org/%0aalert(1)',
    'data:text/html,x',
    'ext::sh -c id',
    'fd::17',
    '--upload-pack=id',
    'https://user:word@example.org/a/b',
    'https://token@example.org/a/b',
    'ssh://git:word@example.org/a/b',
    'ssh://-oProxyCommand=id/a',
    'ftp://example.org/a',
    'https://example.org/a/../../b',
    'https://example.org/%2e%2e/b',
    'git@example.org:../../etc',
    'https://example.org/a\u0000b',
    'a\u202eb',
    'github.com/owner/name',
    'git.example.org/name/of.git',
  ])('refuses %j', (text) => {
    expect(isRepositoryAddress(text)).toBe(false);
  });
});

describe('isHost', () => {
  it.each(['github.com', 'Review.Example.ORG', '127.0.0.1:8080', '[::1]:29418', 'localhost'])(
    'takes %s',
    (text) => {
      expect(isHost(text)).toBe(true);
    },
  );

  it.each([
    '',
    'a@b',
    'a/b',
    'a?b',
    'a#b',
    'a b',
    'a\\b',
    'https://a',
    'a:x',
    'gіthub.com',
    'a\u0000',
  ])('refuses %j', (text) => {
    expect(isHost(text)).toBe(false);
  });
});
