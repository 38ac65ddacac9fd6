import { describe, expect, it } from 'vitest';
import { largestProseBytes } from '../../proposal/markdown.ts';
import { reanchor } from './reanchor.ts';

/**
 * Texts of the largest size that are the worst for one of the steps: nothing unique, everything
 * unique, one block, only blocks. A step that took time with the square of them would run for hours;
 * the test's own limit of time is its bound.
 */
const size = largestProseBytes;
const repeated = (part: string) => part.repeat(Math.ceil(size / part.length)).slice(0, size);
const counted = (prefix: string, between: string) => {
  let text = '';
  for (let i = 0; text.length < size; i++) text += `${prefix}${i}${i % 9 === 0 ? between : ' '}`;
  return text.slice(0, size);
};

const pairs: Record<string, [string, string]> = {
  'one letter': [repeated('a'), repeated('aaab')],
  'one word': [repeated('a '), repeated('a a b ')],
  'one block again and again': [repeated('a b\n'), repeated('a b\na c\n')],
  'two words': [repeated('the of '), repeated('of the the ')],
  signs: [repeated('(('), repeated('(()')],
  'a language without spaces': [repeated('中文'), repeated('文中中')],
  'other words in every place': [counted('a', '\n'), counted('b', '\n')],
  'the same words in one block': [counted('a', '\n'), counted('a', ' ')],
  'the same blocks the other way round': [
    counted('a', '\n'),
    counted('a', '\n').split('\n').reverse().join('\n'),
  ],
  'the same words the other way round': [
    counted('a', ' '),
    counted('a', ' ').split(' ').reverse().join(' '),
  ],
  'every second word': [
    counted('a', '\n'),
    counted('a', '\n').replaceAll(/a(\d*[02468])\b/g, 'b$1'),
  ],
};

describe('reanchor comes to an end', () => {
  it.each(Object.entries(pairs))('with %s', (_, [before, after]) => {
    const ranges = Array.from({ length: 50 }, (_unused, i) => {
      const start = Math.floor((i * (before.length - 10_000)) / 50);
      return { start, end: start + 1 + ((i * 200) % 10_000) };
    });
    expect(reanchor(before, after, ranges)).toHaveLength(ranges.length);
  });
});
