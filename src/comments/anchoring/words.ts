import type { TextRange } from './text-range.ts';

/** A word, or one sign that is none, with its place. */
export interface Word extends TextRange {
  text: string;
  /** Letters or digits; otherwise a sign. */
  isWord: boolean;
}

/** Scripts that put no space between words: each of their characters stands alone. */
const unspaced =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const pattern = new RegExp(
  `[${unspaced}]\\p{M}*|(?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}_])+|[^\\s\\p{L}\\p{N}\\p{M}_]`,
  'gu',
);
const wordStart = /^[\p{L}\p{N}\p{M}_]/u;

/** All words and signs of `text` from `start` to `end`, in order; white space is none. */
export function wordsOf(text: string, { start, end }: TextRange): Word[] {
  const words: Word[] = [];
  for (const match of text.slice(start, end).matchAll(pattern)) {
    const at = start + match.index;
    const word = match[0];
    words.push({ text: word, start: at, end: at + word.length, isWord: wordStart.test(word) });
  }
  return words;
}
