import { describe, expect, it } from 'vitest';
import { nearestMatch, sameNumbers, sharedWords } from './near-match.ts';

const text = 'The first executor waits. A second executor works. The third executer rests.';
const all = { start: 0, end: text.length };

describe('nearestMatch', () => {
  it('is the part with the fewest errors, in whole words', () => {
    const match = nearestMatch('second executer work', text, all, 0.5);
    expect(match?.similarity).toBeCloseTo(1 - 1 / 20);
    expect(text.slice(match?.range.start, match?.range.end)).toBe('second executor works');
  });

  it('looks only where it is told to', () => {
    const within = { start: 0, end: text.indexOf('A second') };
    expect(nearestMatch('second executor', text, within, 0.7)).toBeUndefined();
    expect(nearestMatch('second executor', text, { start: 5, end: 5 }, 0)).toBeUndefined();
  });

  it('prefers, of those with as few errors, the one that is as long', () => {
    const words = 'bcd abXd';
    const { range } = nearestMatch('abcd', words, { start: 0, end: 8 }, 0.5) ?? {};
    expect(words.slice(range?.start, range?.end)).toBe('abXd');
  });

  it('is none where all is further than it may be', () => {
    expect(nearestMatch('quotas of a project', text, all, 0.6)).toBeUndefined();
  });
});

it('sameNumbers asks for the same numbers in the same order', () => {
  expect(sameNumbers('3.12 in 2024', 'since 2024, 3.12')).toBe(false);
  expect(sameNumbers('3.12 in 2024', '3.12 (2024)')).toBe(true);
  expect(sameNumbers('no number', 'none')).toBe(true);
  expect(sameNumbers('12', '1 2')).toBe(false);
});

it('sharedWords is the share of the longer words that the other has', () => {
  expect(sharedWords('The executor of a Worker', 'worker and thread')).toBe(0.5);
  expect(sharedWords('a of it', 'anything')).toBe(1);
});
