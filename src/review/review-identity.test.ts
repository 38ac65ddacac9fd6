import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isGerritRepository,
  isGithubRepository,
  parseReviewId,
  parseUnresolvedId,
  reviewId,
  reviewNumber,
  systemOf,
  unresolvedId,
} from './review-identity.ts';

const changeId = `I${'0'.repeat(40)}`;
const gerrit = { system: 'gerrit', host: 'review.example.org' };

describe('the id of a review', () => {
  it.each([
    ['gerrit:review.example.org/a/b~12', { ...gerrit, repository: 'a/b', number: 12 }],
    ['gerrit:review.example.org/a~b/c~12', { ...gerrit, repository: 'a~b/c', number: 12 }],
    [
      `gerrit:review.example.org/a/b~stable/1.0~${changeId}`,
      { ...gerrit, repository: 'a/b', branch: 'stable/1.0', changeId },
    ],
    ['github:a/b#12', { system: 'github', host: 'github.com', repository: 'a/b', number: 12 }],
    [
      'github:git.example.org/a/b.c-d_e#1',
      { system: 'github', host: 'git.example.org', repository: 'a/b.c-d_e', number: 1 },
    ],
  ])('%s', (text, name) => {
    expect(parseReviewId(text)).toEqual(name);
    expect(reviewId(parseReviewId(text) ?? ({} as never))).toBe(text);
    expect(systemOf(text)).toBe(`${name.system}:${name.host}`);
  });

  it.each([
    '',
    'gerrit:review.example.org/a/b',
    'gerrit:review.example.org/a/b~0',
    'gerrit:review.example.org/a/b~012',
    'gerrit:review.example.org/a/b~12345678901',
    'gerrit:review.example.org/~12',
    'gerrit:review.example.org/a//b~12',
    'gerrit:review.example.org/a?b~12',
    'gerrit:review.example.org/a\nb~12',
    'gerrit:a b/c~12',
    'gerrit:review.example.org/a/b~12\n',
    `gerrit:review.example.org/a/b~master~${changeId}0`,
    `gerrit:review.example.org/a//b~master~${changeId}`,
    'x gerrit:review.example.org/a~1',
    'github:a/b#0',
    'github:a/b#12x',
    'github:A/b#1',
    'github:a/..#1',
    'github:a#1',
    'github:a/b/c/d#1',
    'x github:a/b#1',
  ])('is not %j', (text) => {
    expect(parseReviewId(text)).toBeUndefined();
  });

  it('of GitHub is in lower case, with its host where that is another', () => {
    const name = { system: 'github', repository: 'Own/Name', number: 3 } as const;
    expect(reviewId({ ...name, host: 'github.com' })).toBe('github:own/name#3');
    expect(reviewId({ ...name, host: 'git.example.org' })).toBe(
      'github:git.example.org/own/name#3',
    );
  });

  it('never throws, whatever it is asked of', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        parseReviewId(`gerrit:${text}`);
        parseReviewId(`github:${text}`);
        expect(systemOf(text)).toBe('');
      }),
    );
  });
});

it('a number alone names no repository', () => {
  expect(unresolvedId('review.example.org', 7)).toBe('gerrit:review.example.org/?~7');
  expect(parseUnresolvedId('gerrit:review.example.org/?~7')).toEqual({
    host: 'review.example.org',
    number: 7,
  });
  for (const text of [
    'gerrit:a/?~0',
    'gerrit:a/b~7',
    'github:a/?~7',
    'gerrit:a b/?~7',
    'xgerrit:a/?~7',
    'gerrit:a/?~7x',
  ]) {
    expect(parseUnresolvedId(text)).toBeUndefined();
  }
  expect(systemOf('gerrit:review.example.org/?~7')).toBe('gerrit:review.example.org');
});

it.each([
  ['1', 1],
  ['9999999999', 9999999999],
  ['0', undefined],
  ['01', undefined],
  ['1x', undefined],
  ['x1', undefined],
  ['', undefined],
  ['12345678901', undefined],
])('the number of %j is %j', (text, number) => {
  expect(reviewNumber(text)).toBe(number);
});

it('names of repositories are what their systems allow', () => {
  const long = 'a'.repeat(300);
  const ofGerrit = [
    'a',
    'a/b',
    'a/b/c',
    'Ünö',
    long,
    `${long}a`,
    'a//b',
    '/a',
    'a/',
    '',
    'a?',
    'a\\b',
    'a\u0000',
    'a\u001f',
    'a\u007f',
  ];
  expect(ofGerrit.filter(isGerritRepository)).toEqual(['a', 'a/b', 'a/b/c', 'Ünö', long]);
  const ofGithub = [
    'a/b',
    'a-b/c.d_e',
    'a/...',
    'a/.',
    'a/..',
    'A/b',
    'a/b/c',
    'a',
    'a.b/c',
    ' a/b',
    'a/b ',
  ];
  expect(ofGithub.filter(isGithubRepository)).toEqual(['a/b', 'a-b/c.d_e', 'a/...']);
});
