import approximate from 'approx-string-match';
import type { TextRange } from '../../src/comments/anchoring/text-range.ts';

/** Its client keeps so many characters on each side of a quote. */
const context = 32;
const weights = { quote: 50, side: 20, position: 2 };

/**
 * Hypothesis' way to find a passage, told by its client's documentation and behaviour: the same
 * offsets if the same words stand there; else the quote, every exact hit or, only where there is
 * none, the approximate hits with the fewest errors (at most half of the quote's length), of which
 * the best by quote, both sides and place is taken, however good it is.
 *
 * @param least a threshold that Hypothesis does not have; 0: as it is
 */
export function hypothesis(
  before: string,
  after: string,
  range: TextRange,
  least = 0,
): TextRange | undefined {
  const quote = before.slice(range.start, range.end);
  if (after.slice(range.start, range.end) === quote) return range;
  const prefix = before.slice(Math.max(0, range.start - context), range.start);
  const suffix = before.slice(range.end, range.end + context);
  let best: { range: TextRange; score: number } | undefined;
  for (const { start, end, errors } of hits(after, quote, Math.min(256, quote.length / 2))) {
    const score =
      weights.quote * (1 - errors / quote.length) +
      weights.side * near(after.slice(Math.max(0, start - prefix.length), start), prefix) +
      weights.side * near(after.slice(end, end + suffix.length), suffix) +
      weights.position * (1 - Math.abs(start - range.start) / after.length);
    if (best === undefined || score > best.score) best = { range: { start, end }, score };
  }
  const most = weights.quote + 2 * weights.side + weights.position;
  return best !== undefined && best.score / most >= least ? best.range : undefined;
}

function hits(text: string, quote: string, mostErrors: number) {
  const exact: { start: number; end: number; errors: number }[] = [];
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
    exact.push({ start: at, end: at + quote.length, errors: 0 });
  }
  return exact.length > 0 ? exact : approximate(text, quote, mostErrors);
}

/** 1: the side stands there as it was; a passage at an end of the text has none to miss. */
function near(text: string, side: string): number {
  if (side === '') return 1;
  if (text === '') return 0;
  return 1 - (hits(text, side, side.length)[0]?.errors ?? side.length) / side.length;
}
