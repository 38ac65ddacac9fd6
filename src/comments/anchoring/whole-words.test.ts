import { expect, it } from 'vitest';
import { saysSomething, wholeWords } from './whole-words.ts';

const text = 'One executor, 😀 waits.';
const at = (from: string, to: string) => {
  const { start, end } = wholeWords(text, { start: text.indexOf(from), end: text.indexOf(to) });
  return text.slice(start, end);
};

it('widens a range to whole words and takes white space from its ends', () => {
  expect(at('xec', 'tor')).toBe('executor');
  expect(at(' exec', ',')).toBe('executor');
  expect(at('executor', ' 😀')).toBe('executor,');
});

it('adds no word to a range that ends between two', () => {
  expect(at(', ', 'waits')).toBe(', 😀');
});

it('never cuts a character in two', () => {
  const half = text.indexOf('😀') + 1;
  const { start, end } = wholeWords(text, { start: half, end: half + 4 });
  expect(text.slice(start, end)).toBe('😀 waits');
});

it('tells words from signs', () => {
  expect(saysSomething('— 7')).toBe(true);
  expect(saysSomething(' ().—')).toBe(false);
});
