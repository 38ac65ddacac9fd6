import { longestPassage } from '../anchoring/selector-schema.ts';
import { passageOf } from '../anchoring/selector.ts';
import type { TextRange } from '../anchoring/text-range.ts';
import type { GivenPassage } from './given-thread.ts';

/**
 * Where the passage of a thread from elsewhere stands in the text of its revision.
 *
 * @returns why it stands nowhere for sure, in words
 */
export function findPassage(
  text: string,
  passage: GivenPassage,
  quote: string,
): TextRange | string {
  if (quote.trim() === '' || quote.length > longestPassage) {
    return `quote: expected 1 to ${longestPassage} characters`;
  }
  if ('range' in passage) {
    const { start, end } = passage.range;
    if (end > text.length) return `passage: the text has ${text.length} characters`;
    if (text.slice(start, end) === quote) return passage.range;
    return 'quote: the revision says something else there';
  }
  const { exact, prefix = '', suffix = '' } = passage.quote;
  if (passage.position !== undefined) {
    const range = passageOf(text, {
      position: { type: 'TextPositionSelector', ...passage.position },
      quote: { type: 'TextQuoteSelector', exact, prefix, suffix },
    });
    if (typeof range !== 'string') return range;
  }
  const all = placesOf(text, exact);
  const beside = all.filter(
    ({ start, end }) => text.slice(0, start).endsWith(prefix) && text.startsWith(suffix, end),
  );
  const [only, ...others] = beside.length > 0 ? beside : all;
  if (only === undefined) return 'quote: the revision does not say that';
  return others.length === 0 ? only : `quote: it stands there ${others.length + 1} times`;
}

function placesOf(text: string, exact: string): TextRange[] {
  const places: TextRange[] = [];
  for (let at = text.indexOf(exact); at >= 0; at = text.indexOf(exact, at + 1)) {
    places.push({ start: at, end: at + exact.length });
    // That it is not the only one is known by then.
    if (places.length > 1000) break;
  }
  return places;
}
