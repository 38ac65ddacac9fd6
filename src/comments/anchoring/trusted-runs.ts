import { endAfter, endBefore, type TextRun } from './text-run.ts';

/** So many characters in a row are no coincidence. */
const strong = 32;
/** A shorter run is believed where the change before or after it is at most so many times its length. */
const reach = 2;
/** Between believed runs, the shorter ones are believed together where they make up this share of both texts. */
const share = 0.45;

/**
 * Leaves out what two texts have in common by coincidence: a few words that stand in the middle of
 * changed text, far from all that stayed.
 *
 * @param runs in order in both texts
 * @param bounds the parts of the two texts that were compared; what stands beside them counts as kept
 *   where `held` says so
 */
export function trustedRuns(
  runs: readonly TextRun[],
  bounds: { before: { start: number; end: number }; after: { start: number; end: number } },
  held: boolean,
): TextRun[] {
  const trusted = runs.map((run) => run.length >= strong);
  const first: TextRun = { before: bounds.before.start, after: bounds.after.start, length: 0 };
  const last: TextRun = { before: bounds.before.end, after: bounds.after.end, length: 0 };
  const spread = (i: number, neighbour: TextRun | undefined, isTrusted: boolean) => {
    const run = runs[i];
    if (run === undefined || neighbour === undefined || !isTrusted) return;
    const [a, b] = neighbour.before < run.before ? [neighbour, run] : [run, neighbour];
    const gap = Math.max(b.before - endBefore(a), b.after - endAfter(a));
    if (gap <= reach * run.length) trusted[i] = true;
  };
  for (let i = 0; i < runs.length; i++) {
    spread(i, i === 0 ? first : runs[i - 1], i === 0 ? held : (trusted[i - 1] ?? false));
  }
  for (let i = runs.length - 1; i >= 0; i--) {
    const end = i === runs.length - 1;
    spread(i, end ? last : runs[i + 1], end ? held : (trusted[i + 1] ?? false));
  }
  const found: TextRun[] = [];
  let group: TextRun[] = [];
  let left = first;
  for (const [i, run] of [...runs, last].entries()) {
    if (i < runs.length && trusted[i] !== true) {
      group.push(run);
      continue;
    }
    const common = group.reduce((sum, { length }) => sum + length, 0);
    const texts = run.before - endBefore(left) + run.after - endAfter(left);
    if (2 * common >= share * texts) for (const one of group) found.push(one);
    group = [];
    if (i < runs.length) found.push(run);
    left = run;
  }
  return found;
}
