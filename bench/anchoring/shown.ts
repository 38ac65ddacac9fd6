import type { TextRange } from '../../src/comments/anchoring/text-range.ts';

/** A passage with what stands around it, for a person to judge; the middle of a long one left out. */
export function shown(text: string, range: TextRange | undefined): string | undefined {
  if (range === undefined) return undefined;
  const { start, end } = range;
  const quote = text.slice(start, end);
  const short = quote.length > 240 ? `${quote.slice(0, 150)} … ${quote.slice(-80)}` : quote;
  return `${text.slice(Math.max(0, start - 80), start)}[[${short}]]${text.slice(end, end + 80)}`;
}
