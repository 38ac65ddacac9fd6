import type { TextRange } from './text-range.ts';

const letter = /[\p{L}\p{N}\p{M}_]/u;

/** Whether a text holds more than signs and white space. */
export function saysSomething(text: string): boolean {
  return letter.test(text);
}

/** A range widened to whole words, without white space at its ends. */
export function wholeWords(text: string, { start, end }: TextRange): TextRange {
  const isLetter = (at: number) => at >= 0 && at < text.length && letter.test(text.charAt(at));
  const isSpace = (at: number) => text.charAt(at).trim() === '';
  while (start < end && isLetter(start) && isLetter(start - 1)) start--;
  while (end > start && isLetter(end - 1) && isLetter(end)) end++;
  while (start < end && isSpace(start)) start++;
  while (end > start && isSpace(end - 1)) end--;
  // Never between the two halves of one character.
  if (/[\uDC00-\uDFFF]/.test(text.charAt(start)) && start > 0) start--;
  if (/[\uD800-\uDBFF]/.test(text.charAt(end - 1)) && end < text.length) end++;
  return { start, end };
}
