import type { TextRange } from './text-range.ts';

/**
 * Where a passage stands, as in the Web Annotation Data Model (W3C, 2017), 4.2.5: offsets count
 * characters of Unicode (code points), the end is not included.
 */
export interface TextPositionSelector {
  type: 'TextPositionSelector';
  start: number;
  end: number;
}

/** What a passage says and what stands beside it, as in the Web Annotation Data Model, 4.2.4. */
export interface TextQuoteSelector {
  type: 'TextQuoteSelector';
  exact: string;
  prefix: string;
  suffix: string;
}

/** A passage of a canonical text as it is stored and exchanged. */
export interface PassageSelectors {
  position: TextPositionSelector;
  quote: TextQuoteSelector;
}

/** Characters (UTF-16) that are kept on each side of a quote. */
export const contextLength = 64;

/** The selectors of a passage; it must not be empty nor begin or end within a character. */
export function selectorsOf(text: string, { start, end }: TextRange): PassageSelectors {
  const from = onCharacter(text, Math.max(0, start - contextLength));
  const to = onCharacter(text, Math.min(text.length, end + contextLength));
  return {
    position: {
      type: 'TextPositionSelector',
      start: codePoints(text.slice(0, start)),
      end: codePoints(text.slice(0, end)),
    },
    quote: {
      type: 'TextQuoteSelector',
      exact: text.slice(start, end),
      prefix: text.slice(from, start),
      suffix: text.slice(end, to),
    },
  };
}

/** Why selectors name no passage of a text. */
export type NoPassage =
  /** The position is not within the text, empty or the wrong way round. */
  | 'outside'
  /** The text says something else there than the quote: it is that of another revision. */
  | 'differs';

/** The passage that selectors name in the text of their revision. */
export function passageOf(
  text: string,
  { position, quote }: PassageSelectors,
): TextRange | NoPassage {
  const start = offsetOf(text, position.start);
  const end = offsetOf(text, position.end);
  if (start === undefined || end === undefined || start >= end) return 'outside';
  return text.slice(start, end) === quote.exact ? { start, end } : 'differs';
}

/** How many code points a text has: each but the second half of a pair counts. */
function codePoints(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; count++) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return count;
}

/** The UTF-16 offset behind so many code points; undefined: the text has not as many. */
function offsetOf(text: string, count: number): number | undefined {
  if (!Number.isInteger(count) || count < 0 || count > text.length) return undefined;
  let offset = 0;
  for (let left = count; left > 0; left--) {
    if (offset >= text.length) return undefined;
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}

/** The offset, moved before the character in the middle of which it is. */
function onCharacter(text: string, offset: number): number {
  const isHalf = /[\uDC00-\uDFFF]/.test(text.charAt(offset)) && offset > 0;
  return isHalf && /[\uD800-\uDBFF]/.test(text.charAt(offset - 1)) ? offset - 1 : offset;
}
