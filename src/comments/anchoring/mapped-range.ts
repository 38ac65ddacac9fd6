import type { TextRange } from './text-range.ts';
import { endAfter, endBefore, type TextRun } from './text-run.ts';

/** What is left of a passage. */
export interface Mapped {
  range: TextRange;
  /** How many of its characters stand there. */
  survived: number;
  /** The passage's own characters that were still found: from the first to the last. */
  from: TextRange;
  /** Length of the longest run by which they were found, also of what of it lies beyond the passage. */
  longestRun: number;
}

/** The part of a run that lies within the passage. */
interface PartOfRun extends TextRun {
  whole: number;
}

/** What is inserted into a passage may be so many times its length before it is taken apart there. */
const widest = 1.5;
const alwaysWithin = 32;

/**
 * Where the characters of a passage went by the runs given, which are sorted by their place in the
 * text before. Where they went to several places: the one with most of them, if those are `enough`,
 * or else from the first to the last of them that are still in order.
 */
export function mappedRange(
  range: TextRange,
  runs: readonly TextRun[],
  enough: number,
): Mapped | undefined {
  const within: PartOfRun[] = [];
  for (let i = firstAfter(runs, range.start); i < runs.length; i++) {
    const run = runs[i];
    if (run === undefined || run.before >= range.end) break;
    const start = Math.max(run.before, range.start);
    const length = Math.min(endBefore(run), range.end) - start;
    const after = run.after + start - run.before;
    within.push({ before: start, after, length, whole: run.length });
  }
  const apart = Math.max(alwaysWithin, widest * (range.end - range.start));
  const together = largest(clusters(within, apart));
  if (together === undefined || together.survived >= enough) return together;
  return largest(clusters(within, Infinity));
}

function largest(all: readonly PartOfRun[][]): Mapped | undefined {
  let best: Mapped | undefined;
  for (const cluster of all) {
    const [first, last] = [cluster[0], cluster.at(-1)];
    if (first === undefined || last === undefined) continue;
    const survived = cluster.reduce((sum, { length }) => sum + length, 0);
    if (best !== undefined && survived <= best.survived) continue;
    best = {
      range: { start: first.after, end: endAfter(last) },
      from: { start: first.before, end: endBefore(last) },
      survived,
      longestRun: cluster.reduce((most, { whole }) => Math.max(most, whole), 0),
    };
  }
  return best;
}

/** Runs that follow each other in the new text too, with nothing large in between. */
function clusters(runs: readonly PartOfRun[], apart: number): PartOfRun[][] {
  const found: PartOfRun[][] = [];
  for (const run of runs) {
    const last = found.at(-1)?.at(-1);
    const gap = last === undefined ? -1 : run.after - endAfter(last);
    if (gap >= 0 && gap <= apart) found.at(-1)?.push(run);
    else found.push([run]);
  }
  return found;
}

/** The first run that ends after `offset` of the text before. */
export function firstAfter(runs: readonly TextRun[], offset: number): number {
  let [low, high] = [0, runs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const run = runs[middle];
    if (run !== undefined && endBefore(run) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
