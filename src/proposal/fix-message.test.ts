import { describe, expect, test } from 'vitest';
import { fixMessage, recognisedBy, type Recognised } from './fix-message.ts';
import type { ReviewQuery } from './stage.ts';

describe('what a review must say to be found', () => {
  const gerrit = 'gerrit:review.example.org';
  const at = (reviews: ReviewQuery[], system = gerrit, repository = 'web/alpha', branch = 'main') =>
    recognisedBy({ reviews }, system, repository, branch);

  test.each<[ReviewQuery, Recognised | undefined]>([
    [{ topic: ['a', 'b'] }, { topic: 'a', footers: [] }],
    [{ hashtag: ['#a', 'b'] }, { hashtag: 'a', footers: [] }],
    [{ hashtag: ['a#b'] }, { hashtag: 'a#b', footers: [] }],
    [{ marker: ['[a]', '[b]'] }, { marker: '[a]', footers: [] }],
    [{ footer: ['Implements: a', 'b: c'] }, { footers: ['Implements: a'] }],
    [{ bug: ['#12', '13'] }, { footers: ['Related-Bug: #12'] }],
    [
      { topic: ['a'], hashtag: ['b'], marker: ['c'], footer: ['D: d'], bug: ['1'] },
      { topic: 'a', hashtag: 'b', marker: 'c', footers: ['D: d', 'Related-Bug: #1'] },
    ],
    [
      { topic: ['a'], on: gerrit },
      { topic: 'a', footers: [] },
    ],
    [{ topic: ['a'], on: 'gerrit:other.example.org' }, undefined],
    [
      { topic: ['a'], repository: ['web/beta', 'Web/Alpha'] },
      { topic: 'a', footers: [] },
    ],
    [{ topic: ['a'], repository: ['web/beta'] }, undefined],
    [
      { topic: ['a'], branch: ['old', 'main'] },
      { topic: 'a', footers: [] },
    ],
    [{ topic: ['a'], branch: ['old'] }, undefined],
    // Nobody who makes a review can promise these.
    ...(['label', 'file', 'message'] as const).map((field): [ReviewQuery, undefined] => [
      { topic: ['a'], [field]: ['b'] },
      undefined,
    ]),
    [{ topic: ['a'], search: 'b' }, undefined],
  ])('%j', (query, recognised) => {
    expect(at([query])).toEqual(recognised);
    // The first query that can be held decides, and one that cannot is passed over.
    expect(at([query, { marker: ['last'] }])).toEqual(
      recognised ?? { marker: 'last', footers: [] },
    );
  });

  test('a topic and a hashtag are Gerrit’s alone', () => {
    const github = 'github:example.org';
    expect(at([{ topic: ['a'] }], github)).toBeUndefined();
    expect(at([{ hashtag: ['a'] }], github)).toBeUndefined();
    expect(at([{ marker: ['a'] }], github)).toEqual({ marker: 'a', footers: [] });
    expect(at([])).toBeUndefined();
  });
});

describe('the message of a fix', () => {
  const plan = 'Remove x, stage "Imports gone"';
  const made =
    'Made by a rule of Remove x, stage "Imports gone", on the lines that its\nprobes found alone.';

  test('says what was done, by which plan, and nothing that is not there', () => {
    expect(fixMessage({ title: 'Take x out' }, plan, { footers: [] }, undefined)).toBe(
      `Take x out\n\n${made}`,
    );
  });

  test('ends in the lines that tie it to the plan', () => {
    const recognised = { marker: '[x]', topic: 'remove-x', footers: ['Implements: x', 'B: c'] };
    expect(fixMessage({ title: 'Take x out', note: 'So.' }, plan, recognised, 'I12')).toBe(
      `Take x out\n\nSo.\n\n${made}\n\n[x]\n\nImplements: x\nB: c\nTopic: remove-x\nChange-Id: I12`,
    );
  });

  test('a note is wrapped at 72 signs, and what has no space stays whole', () => {
    const word = (length: number) => 'x'.repeat(length);
    const note = `${word(36)}  ${word(35)}\n${word(36)} ${word(36)} ${word(100)} end`;
    const [, wrapped] = fixMessage({ title: 'T', note }, plan, { footers: [] }, undefined).split(
      '\n\n',
    );
    expect(wrapped?.split('\n')).toEqual([
      ...[`${word(36)} ${word(35)}`, word(36), word(36), word(100), 'end'],
    ]);
  });
});
