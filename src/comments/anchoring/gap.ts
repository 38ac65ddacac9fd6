import { firstAfter } from './mapped-range.ts';
import type { TextRange } from './text-range.ts';
import { endAfter, endBefore, type TextRun } from './text-run.ts';

/** The place that a passage would have: between what was found again before it and behind it. */
export interface Gap {
  before: TextRange;
  after: TextRange;
  /** Whether on both sides something was found again, the one behind the other. */
  isHeld: boolean;
}

/**
 * The gap around a passage between runs, which are sorted by their place in the text before. Where the
 * passage begins or ends within a run, the gap does.
 *
 * @param endsHold whether the ends of the texts are found again too: they are where text stayed in order
 */
export function gapAround(
  range: TextRange,
  runs: readonly TextRun[],
  texts: { before: string; after: string },
  endsHold: boolean,
): Gap {
  const at = firstAfter(runs, range.start);
  const within = runs[at];
  const left = within !== undefined && within.before < range.start ? within : runs[at - 1];
  const next = runs[firstAfter(runs, range.end - 1)];
  const right =
    next !== undefined && endBefore(next) > range.end ? next : runs[firstAfter(runs, range.end)];
  const before = {
    start: left === undefined ? 0 : Math.min(endBefore(left), range.start),
    end: right === undefined ? texts.before.length : Math.max(right.before, range.end),
  };
  const after = {
    start: left === undefined ? 0 : endAfter(left) - (endBefore(left) - before.start),
    end: right === undefined ? texts.after.length : right.after + (before.end - right.before),
  };
  const isBetween = left !== undefined && right !== undefined;
  const isHeld = (isBetween || endsHold) && after.end >= after.start;
  return { before, after, isHeld };
}
