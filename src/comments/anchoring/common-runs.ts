import { diffArrays } from 'diff';
import type { CommonRun } from './common-run.ts';
import { uniqueRuns } from './unique-runs.ts';
import type { Work } from './work.ts';

/** Sequences longer than this are first cut where something stands once in each. */
const longest = 3000;
/** Most insertions and deletions that a comparison is followed through; its cost is their square. */
const mostEdits = 1500;

/**
 * What two sequences have in common, in order. Where they differ too much for the work that is left,
 * nothing of that part is said to be common.
 */
export function commonRuns<T>(before: readonly T[], after: readonly T[], work: Work): CommonRun[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const inner = between(
    before.slice(head, before.length - tail),
    after.slice(head, after.length - tail),
    work,
  );
  const runs = inner.map((run) => shifted(run, head, head));
  if (head > 0) runs.unshift({ before: 0, after: 0, length: head });
  if (tail > 0) {
    runs.push({ before: before.length - tail, after: after.length - tail, length: tail });
  }
  return runs;
}

function between<T>(before: readonly T[], after: readonly T[], work: Work): CommonRun[] {
  if (before.length === 0 || after.length === 0) return [];
  if (before.length + after.length <= longest) return compared(before, after, work);
  const runs: CommonRun[] = [];
  let [fromBefore, fromAfter] = [0, 0];
  const end = { before: before.length, after: after.length, length: 0 };
  for (const run of [...uniqueRuns(before, after), end]) {
    const inGap = compared(
      before.slice(fromBefore, run.before),
      after.slice(fromAfter, run.after),
      work,
    );
    for (const one of inGap) runs.push(shifted(one, fromBefore, fromAfter));
    if (run.length > 0) runs.push(run);
    [fromBefore, fromAfter] = [run.before + run.length, run.after + run.length];
  }
  return runs;
}

function compared<T>(before: readonly T[], after: readonly T[], work: Work): CommonRun[] {
  if (before.length === 0 || after.length === 0) return [];
  const most = Math.min(mostEdits, Math.floor(Math.sqrt(work.left)), before.length + after.length);
  if (!work.take(before.length + after.length)) return [];
  const changes = diffArrays([...before], [...after], { maxEditLength: most });
  if (changes === undefined) {
    work.take(most ** 2);
    return [];
  }
  const runs: CommonRun[] = [];
  let [atBefore, atAfter, edits] = [0, 0, 0];
  for (const { added, removed, count } of changes) {
    if (added || removed) edits += count;
    else runs.push({ before: atBefore, after: atAfter, length: count });
    if (!added) atBefore += count;
    if (!removed) atAfter += count;
  }
  work.take(edits ** 2);
  return runs;
}

function shifted(run: CommonRun, before: number, after: number): CommonRun {
  return { before: run.before + before, after: run.after + after, length: run.length };
}
