import type { Alignment } from './alignment.ts';
import { gapAround } from './gap.ts';
import { inGap } from './in-gap.ts';
import type { InsertedText } from './inserted-text.ts';
import { mappedRange, type Mapped } from './mapped-range.ts';
import type { Placement } from './placement.ts';
import type { TextRange } from './text-range.ts';
import { saysSomething, wholeWords } from './whole-words.ts';
import { widenedRange } from './widened-range.ts';
import type { Work } from './work.ts';

/** A passage whose characters survive to this share is the same passage, edited. */
const enough = 0.5;
/**
 * Where nothing else is found, less is taken for it, if there are so many
 * characters of it, in so many that stayed.
 */
const part = { share: 0.25, characters: 12, longestRun: 40 };
const isPart = ({ survived, longestRun }: Mapped) =>
  survived >= part.characters && longestRun >= part.longestRun;

/**
 * Where a passage of the text before stands in the text after.
 *
 * @param range of the text before; it holds more than white space
 * @param inserted what the same alignment says is new
 * @param work what looking for it may cost; when it is used up, what only looking would find is orphaned
 */
export function place(
  alignment: Alignment,
  range: TextRange,
  inserted: InsertedText,
  work: Work,
): Placement {
  const { before, after, kept, moved } = alignment;
  const quote = before.slice(range.start, range.end);
  const size = Math.max(1, quote.replace(/\s/g, '').length);
  const share = (mapped: Mapped | undefined) => {
    if (mapped === undefined) return 0;
    // Signs alone are no part of what a passage says, unless it says nothing else.
    const text = after.slice(mapped.range.start, mapped.range.end);
    return saysSomething(quote) && !saysSomething(text) ? 0 : Math.min(1, mapped.survived / size);
  };
  const stayed = mappedRange(range, kept, enough * size);
  const went = mappedRange(range, moved, enough * size);
  if (stayed !== undefined && share(stayed) >= enough && share(stayed) >= share(went)) {
    if (after.slice(stayed.range.start, stayed.range.end) === quote) {
      return { outcome: 'exact', range: stayed.range, confidence: 1, method: 'diff' };
    }
    const to = widenedRange(alignment, range, stayed, kept);
    return { outcome: 'edited', range: to, confidence: share(stayed), method: 'diff' };
  }
  if (went !== undefined && share(went) >= enough) {
    const to = widenedRange(alignment, range, went, moved);
    return { outcome: 'moved', range: to, confidence: share(went), method: 'move' };
  }
  const gap = gapAround(range, kept, alignment, true);
  const there = inGap(alignment, range, gap, work);
  if (there !== undefined) {
    const { range: to, similarity } = there;
    return { outcome: 'rewritten', range: to, confidence: similarity, method: 'gap' };
  }
  const gapThere = gapAround(range, moved, alignment, false);
  const elsewhere =
    (gapThere.isHeld ? inGap(alignment, range, gapThere, work) : undefined) ??
    inserted.find(before, range);
  if (elsewhere !== undefined) {
    const { range: to, similarity } = elsewhere;
    return { outcome: 'moved', range: to, confidence: similarity, method: 'search' };
  }
  const confidence = Math.max(share(stayed), share(went));
  if (stayed !== undefined && share(stayed) >= part.share && isPart(stayed)) {
    const to = wholeWords(after, stayed.range);
    return { outcome: 'edited', range: to, confidence: share(stayed), method: 'diff' };
  }
  return { outcome: 'orphaned', near: gap.after.start, confidence, method: 'neighbour' };
}
