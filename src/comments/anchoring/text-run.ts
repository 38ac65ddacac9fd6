import type { CommonRun } from './common-run.ts';
import type { Word } from './words.ts';

/** Characters that stand the same in both texts: offset in each, and how many. */
export type TextRun = CommonRun;

export const endBefore = (run: TextRun) => run.before + run.length;
export const endAfter = (run: TextRun) => run.after + run.length;

/** Runs of words as runs of characters: cut where white space between two words differs. */
export function textRuns(
  runs: readonly CommonRun[],
  before: readonly Word[],
  after: readonly Word[],
): TextRun[] {
  const found: TextRun[] = [];
  for (const run of runs) {
    for (let i = 0; i < run.length; i++) {
      const [old, now] = [before[run.before + i], after[run.after + i]];
      if (old === undefined || now === undefined) continue;
      const last = i > 0 ? found.at(-1) : undefined;
      const gap = last === undefined ? -1 : old.start - endBefore(last);
      if (last !== undefined && gap === now.start - endAfter(last) && gap <= 1) {
        last.length = old.end - last.before;
      } else {
        found.push({ before: old.start, after: now.start, length: old.end - old.start });
      }
    }
  }
  return found;
}

/** Runs in order, those that touch in both texts joined; `texts` say whether what is between is the same. */
export function joined(runs: readonly TextRun[], before: string, after: string): TextRun[] {
  const found: TextRun[] = [];
  for (const run of runs) {
    const last = found.at(-1);
    const gap = last === undefined ? -1 : run.before - endBefore(last);
    if (
      last !== undefined &&
      (gap === 0 || gap === 1) &&
      run.after - endAfter(last) === gap &&
      before.slice(endBefore(last), run.before) === after.slice(endAfter(last), run.after)
    ) {
      last.length = endBefore(run) - last.before;
    } else found.push({ ...run });
  }
  return found;
}

/** What of `whole` no run covers on the given side; the runs in any order. */
export function uncovered(
  whole: { start: number; end: number },
  runs: readonly TextRun[],
  side: 'before' | 'after',
): { start: number; end: number }[] {
  const free: { start: number; end: number }[] = [];
  let from = whole.start;
  for (const run of runs.toSorted((a, b) => a[side] - b[side])) {
    const end = run[side] + run.length;
    if (end <= from) continue;
    if (run[side] >= whole.end) break;
    if (run[side] > from) free.push({ start: from, end: run[side] });
    from = end;
  }
  if (from < whole.end) free.push({ start: from, end: whole.end });
  return free;
}
