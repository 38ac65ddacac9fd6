import { align } from './alignment.ts';
import { InsertedText } from './inserted-text.ts';
import { place } from './place.ts';
import type { Placement } from './placement.ts';
import type { TextRange } from './text-range.ts';
import { Work } from './work.ts';

/** Steps of searching for all passages of one pair of revisions together. */
const stepsOfSearch = 200_000_000;

/**
 * Places passages of one revision in the next one. Compares the two texts once, however many
 * passages there are; the same input gives the same placements, and its cost is bounded.
 *
 * @param before canonical text of the revision in which the passages stand
 * @param after canonical text of the revision to place them in
 * @returns a placement for each range, in their order
 */
export function reanchor(before: string, after: string, ranges: readonly TextRange[]): Placement[] {
  const alignment = align(before, after);
  const work = new Work(stepsOfSearch);
  const inserted = new InsertedText(alignment, work);
  const known = new Map<string, Placement>();
  return ranges.map((range) => {
    const key = `${range.start} ${range.end}`;
    const placement = known.get(key) ?? place(alignment, range, inserted, work);
    known.set(key, placement);
    return placement;
  });
}
