import approximate from 'approx-string-match';
import type { TextRange } from './text-range.ts';
import { wholeWords } from './whole-words.ts';
import { wordsOf } from './words.ts';

/** The part of a text that comes nearest to a quote. */
export interface NearMatch {
  range: TextRange;
  /** 1 less its errors (characters inserted, left out or exchanged) per character of the quote. */
  similarity: number;
}

/** What it costs to look for a quote in so much text: 32 characters of the quote are one step. */
export function searchSteps(quote: number, text: number): number {
  return text * Math.ceil(quote / 32);
}

/** The part of `text` within `within` that is nearest to `quote`; undefined: all are below `least`. */
export function nearestMatch(
  quote: string,
  text: string,
  within: TextRange,
  least: number,
): NearMatch | undefined {
  if (quote === '' || within.end <= within.start) return undefined;
  const most = Math.floor(quote.length * (1 - least));
  const found = approximate(text.slice(within.start, within.end), quote, most);
  // All have the same, lowest number of errors.
  const [best] = found.sort((a, b) => difference(a, quote) - difference(b, quote));
  if (best === undefined) return undefined;
  const range = { start: within.start + best.start, end: within.start + best.end };
  return { range: wholeWords(text, range), similarity: 1 - best.errors / quote.length };
}

const difference = (range: TextRange, quote: string) =>
  Math.abs(range.end - range.start - quote.length);

/** Whether two texts name the same numbers, in order. */
export function sameNumbers(a: string, b: string): boolean {
  return numbersOf(a) === numbersOf(b);
}

const numbersOf = (text: string) => (text.match(/\p{N}+/gu) ?? []).join(' ');

/** The share of the words of `quote`, three letters or longer, that `other` has too. */
export function sharedWords(quote: string, other: string): number {
  const long = (text: string) =>
    wordsOf(text, { start: 0, end: text.length })
      .filter(({ isWord, text: word }) => isWord && word.length > 3)
      .map(({ text: word }) => word.toLowerCase());
  const words = long(quote);
  const there = new Set(long(other));
  if (words.length === 0) return 1;
  return words.filter((word) => there.has(word)).length / words.length;
}
