import type { ChangedFile } from '../../../src/git/commit-hunks.ts';
import type { ChangedLines } from '../../../src/adoption/fix/apply-fix.ts';
import type { Left } from '../../../src/adoption/fix/what-is-left.ts';
import { refused, unknown, type Refusal } from './refusal.ts';

/** What probes count before a change and after it. */
export interface BeforeAndAfter {
  before: Left;
  after: Left;
}

/** What speaks against a change by what git says of its commit: every line of it stands on evidence. */
export function outsideEvidence(
  files: readonly ChangedFile[],
  allowed: ReadonlyMap<string, readonly ChangedLines[]>,
): Refusal[] {
  const found: Refusal[] = [];
  for (const { path, isEdited, hunks } of files) {
    const lines = allowed.get(path) ?? [];
    if (!isEdited || lines.length === 0) {
      found.push(refused(`${path} would change, and none of it is evidence`));
      continue;
    }
    const stray = hunks.find(
      (hunk) =>
        !lines.some(({ first, last }) =>
          // What git calls an insertion stands between a line of the match and the next one.
          hunk.isInsertion
            ? first - 1 <= hunk.first && hunk.first <= last
            : first <= hunk.first && hunk.last <= last,
        ) && !isCovered(hunk, lines),
    );
    if (stray !== undefined) {
      found.push(refused(`${path}:${stray.first} would change, and it is no evidence`));
    }
  }
  return found;
}

/** Matches that stand line beside line are one hunk to git. */
function isCovered(
  { first, last, isInsertion }: { first: number; last: number; isInsertion: boolean },
  lines: readonly ChangedLines[],
): boolean {
  if (isInsertion) return false;
  for (let line = first; line <= last; line++) {
    if (!lines.some((one) => one.first <= line && line <= one.last)) return false;
  }
  return true;
}

/** What speaks against a change by what the probes say of its commit. */
export function countsAgainst(
  own: BeforeAndAfter,
  otherBad: BeforeAndAfter,
  good: BeforeAndAfter,
): Refusal[] {
  const found: Refusal[] = [];
  const sum = ({ counts }: Left) => [...counts.values()].reduce((a, b) => a + b, 0);
  const [before, after] = [sum(own.before), sum(own.after)];
  if (after >= before) {
    found.push(refused(`what is left does not fall: ${before} before, ${after} after`));
  }
  for (const [probe, count] of otherBad.after.counts) {
    const earlier = otherBad.before.counts.get(probe) ?? 0;
    if (count > earlier) found.push(refused(`${probe} rises from ${earlier} to ${count}`));
  }
  for (const [probe, count] of good.after.counts) {
    const earlier = good.before.counts.get(probe) ?? 0;
    if (count < earlier) found.push(refused(`${probe} falls from ${earlier} to ${count}`));
  }
  if (own.after.unread > own.before.unread || otherBad.after.unread > otherBad.before.unread) {
    found.push(unknown('the probes can read less of it than before: the counts do not tell'));
  }
  return found;
}
