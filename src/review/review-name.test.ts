import { describe, expect, it } from 'vitest';
import type { ReviewAddress } from './review-identity.ts';
import { changeKeyOf, namesIn, namesOf } from './review-name.ts';
import { reviewIndex } from './review-index.ts';
import type { Review } from './review.ts';

const host = 'review.example.org';
const changeId = `I${'a'.repeat(40)}`;
const review = (number: number, more: Partial<Review> = {}): Review => ({
  id: `gerrit:${host}/demo/alpha~${number}`,
  repository: 'demo/alpha',
  title: `Change ${number}`,
  status: 'open',
  owner: null,
  ...more,
});

describe('namesOf', () => {
  it('are the id, earlier ids, the number alone and the Change-Id on its branch', () => {
    const formerly: Review['formerly'] = [`gerrit:${host}/old/alpha~7`];
    expect(namesOf(review(7, { formerly, branch: 'master', changeId }))).toEqual([
      `gerrit:${host}/demo/alpha~7`,
      `gerrit:${host}/old/alpha~7`,
      `gerrit:${host}/?~7`,
      `gerrit:${host}/demo/alpha~master~${changeId}`,
    ]);
  });

  it('of a pull request are its id and its node on its own host', () => {
    expect(namesOf({ id: 'github:demo/alpha#7', repository: 'Demo/alpha', node: 'PR_1' })).toEqual([
      'github:demo/alpha#7',
      'github:github.com node PR_1',
    ]);
  });

  it('hold no Change-Id where the branch is not known, for it may be of any', () => {
    expect(namesOf(review(7, { changeId }))).toHaveLength(2);
    expect(changeKeyOf(review(7, { changeId }))).toBe(`gerrit:${host} ${changeId}`);
    expect(changeKeyOf(review(7))).toBeUndefined();
    expect(namesOf(review(7, { branch: 'master' }))).toHaveLength(2);
    expect(changeKeyOf({ id: 'github:a/b#1', repository: 'a/b', changeId })).toBeUndefined();
  });
});

describe('reviewIndex', () => {
  const one = review(1, { branch: 'master', changeId, formerly: [`gerrit:${host}/old/alpha~1`] });
  const two = review(2, { branch: 'stable', changeId });
  const index = reviewIndex([one, two]);

  it.each([
    [`gerrit:${host}/demo/alpha~1`, one],
    [`gerrit:${host}/old/alpha~1`, one],
    [`gerrit:${host}/?~1`, one],
    // Gerrit's numbers are one series: the repository may have had any name.
    [`gerrit:${host}/third/name~1`, one],
    [`gerrit:${host}/demo/alpha~stable~${changeId}`, two],
    [`gerrit:${host}/demo/alpha~other~${changeId}`, undefined],
    [`gerrit:elsewhere.example.org/?~1`, undefined],
    ['github:demo/alpha#1', undefined],
  ])('finds %s', (id, found) => {
    expect(index.find(id)).toBe(found);
  });

  it('gives every branch of a Change-Id, and nothing for a search', () => {
    const lookUp: ReviewAddress = { kind: 'change-id', host, changeId };
    expect(index.resolve(lookUp)).toEqual([one, two]);
    expect(index.resolve({ ...lookUp, host: 'elsewhere.example.org' })).toEqual([]);
    expect(index.resolve({ kind: 'query', host, query: changeId })).toEqual([]);
    expect(namesIn({ kind: 'query', host, query: 'x' })).toEqual([]);
  });

  it('puts the id that a review has before the one that another had', () => {
    const moved = review(3, { formerly: [`gerrit:${host}/demo/alpha~4`] });
    const fresh = review(4);
    for (const all of [
      [moved, fresh],
      [fresh, moved],
    ]) {
      expect(reviewIndex(all).find(`gerrit:${host}/demo/alpha~4`)).toBe(fresh);
    }
    const later = review(5, { formerly: moved.formerly });
    expect(reviewIndex([moved, later]).find(`gerrit:${host}/demo/alpha~4`)).toBe(moved);
  });
});
