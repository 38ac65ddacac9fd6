import type { Placement } from '../../comments/anchoring/placement.ts';
import { reanchor } from '../../comments/anchoring/reanchor.ts';
import type { TextRange } from '../../comments/anchoring/text-range.ts';
import type { StandingPlace } from './standing-thread.ts';

/** A passage of an earlier text, by which a thread finds its place again. */
export interface EarlierPassage {
  /** The text in which it was chosen; undefined: that is not here. */
  before: string | undefined;
  range: TextRange;
  quote: string;
}

/** Where passages of earlier texts stand in the one that a page shows, in their order. */
export function placePassages(passages: readonly EarlierPassage[], text: string): StandingPlace[] {
  const places = new Map<EarlierPassage, StandingPlace>();
  for (const [before, all] of Map.groupBy(passages, (one) => one.before)) {
    const known = before === undefined ? [] : all.filter((one) => stands(one, before));
    const placements = reanchor(
      before ?? '',
      text,
      known.map(({ range }) => range),
    );
    for (const [i, one] of known.entries()) {
      const placement = placements[i];
      if (placement !== undefined) places.set(one, placeOf(placement));
    }
  }
  return passages.map((one) => places.get(one) ?? byQuote(one.quote, text));
}

function stands({ range, quote }: EarlierPassage, before: string): boolean {
  return before.slice(range.start, range.end) === quote;
}

function placeOf(placement: Placement): StandingPlace {
  const { outcome } = placement;
  return { outcome, at: outcome === 'orphaned' ? placement.near : placement.range.end };
}

/** Where the text of a passage is not at hand: where its words stand once and no more, they are it. */
export function byQuote(quote: string, text: string): StandingPlace {
  const at = quote.trim() === '' ? -1 : text.indexOf(quote);
  const isOnly = at >= 0 && !text.includes(quote, at + 1);
  return isOnly ? { outcome: 'exact', at: at + quote.length } : { outcome: 'file', at: 0 };
}
