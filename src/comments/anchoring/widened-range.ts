import type { Alignment } from './alignment.ts';
import { firstAfter, type Mapped } from './mapped-range.ts';
import type { TextRange } from './text-range.ts';
import { endAfter, endBefore, type TextRun } from './text-run.ts';
import { wholeWords } from './whole-words.ts';

/**
 * The range to which the surviving part of a passage went, widened at its ends by what stands there
 * instead of the passage's own ends.
 *
 * @param runs those by which it was mapped
 */
export function widenedRange(
  { before, after }: Alignment,
  range: TextRange,
  mapped: Mapped,
  runs: readonly TextRun[],
): TextRange {
  const previous = runs[firstAfter(runs, mapped.from.start) - 1];
  const next = runs[firstAfter(runs, mapped.from.end)];
  // Only what is gone: the rest of the passage may stand elsewhere.
  const headFrom = Math.max(range.start, previous === undefined ? 0 : endBefore(previous));
  const head = before.slice(headFrom, mapped.from.start);
  const tail = before.slice(mapped.from.end, Math.min(range.end, next?.before ?? Infinity));
  let { start, end } = mapped.range;
  if (head.trim() !== '' && previous !== undefined && endAfter(previous) <= start) {
    const room = after.slice(endAfter(previous), start);
    start -= taken(head, mapped, mapped.from.start - endBefore(previous), room, true);
  }
  if (tail.trim() !== '' && next !== undefined && next.after >= end) {
    end += taken(tail, mapped, next.before - mapped.from.end, after.slice(end, next.after), false);
  }
  return wholeWords(after, { start, end });
}

/**
 * How much of what stands in a gap now stands for the `lost` part of the passage, which was a part of
 * what stood in it before.
 *
 * @param before length of what stood in the gap
 * @param fromEnd whether the passage lies behind the gap
 */
function taken(
  lost: string,
  { survived }: Mapped,
  before: number,
  room: string,
  fromEnd: boolean,
): number {
  const isWhole = lost.length >= before - 2;
  const isOneWord = !/\s/.test(room.trim()) && !/\s/.test(lost.trim());
  if (isWhole && (isOneWord || room.length <= 1.5 * lost.length + 10)) return room.length;
  // What cannot be told apart stays within the block, and never outweighs what was found.
  const block = fromEnd ? room.slice(room.lastIndexOf('\n') + 1) : (room.split('\n')[0] ?? '');
  const share = Math.round(lost.length * Math.min(1, room.length / Math.max(1, before)));
  return Math.min(block.length, share, Math.floor(survived / 2));
}
