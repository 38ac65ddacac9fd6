import { blocksOf } from './blocks.ts';
import type { CommonRun } from './common-run.ts';
import { commonRuns } from './common-runs.ts';
import { movedRuns } from './moved-runs.ts';
import type { TextRange } from './text-range.ts';
import { joined, textRuns, uncovered, type TextRun } from './text-run.ts';
import { trustedRuns } from './trusted-runs.ts';
import { Work } from './work.ts';
import { wordsOf } from './words.ts';

/** What became of the text of one revision in another. */
export interface Alignment {
  before: string;
  after: string;
  /** What stayed, in order. */
  kept: readonly TextRun[];
  /** What went elsewhere, by its place in the text before. */
  moved: readonly TextRun[];
  /** What the text after has that the text before had not. */
  inserted: readonly TextRange[];
}

/** Steps for one pair of revisions: some hundred times what an ordinary change takes, a second or two. */
const stepsPerPair = 6_000_000;
/** Blocks alone are only taken as the same where they together say more than this. */
const fewCharacters = 24;

/** Compares two canonical texts: blocks first, then words within what changed, then what moved. */
export function align(before: string, after: string, work = new Work(stepsPerPair)): Alignment {
  const whole = {
    before: { start: 0, end: before.length },
    after: { start: 0, end: after.length },
  };
  const kept: TextRun[] = [];
  for (const part of blockParts(before, after, work)) {
    if (part.same) kept.push(part.run);
    else for (const run of wordsKept(before, after, part, work)) kept.push(run);
  }
  const inOrder = joined(kept, before, after);
  const moved = movedRuns(
    { text: before, loose: uncovered(whole.before, inOrder, 'before') },
    { text: after, loose: uncovered(whole.after, inOrder, 'after') },
    work,
  );
  const inserted = uncovered(whole.after, [...inOrder, ...moved], 'after');
  return { before, after, kept: inOrder, moved, inserted };
}

interface Hunk {
  before: TextRange;
  after: TextRange;
}

type Part = { same: true; run: TextRun } | ({ same: false } & Hunk);

/** The two texts as a sequence of equal blocks and of hunks between them. */
function blockParts(before: string, after: string, work: Work): Part[] {
  const [a, b] = [blocksOf(before), blocksOf(after)];
  const runs = commonRuns(
    a.map(({ start, end }) => before.slice(start, end)),
    b.map(({ start, end }) => after.slice(start, end)),
    work,
  );
  const parts: Part[] = [];
  let from = { before: 0, after: 0 };
  for (const run of runs) {
    const same = textOf(run, a, b);
    const bounded = run.before === 0 || run.before + run.length === a.length;
    if (same.length < fewCharacters && !bounded) continue;
    pushHunk(parts, from, same);
    parts.push({ same: true, run: same });
    from = { before: same.before + same.length, after: same.after + same.length };
  }
  pushHunk(parts, from, { before: before.length, after: after.length });
  return parts;
}

function textOf(run: CommonRun, a: readonly TextRange[], b: readonly TextRange[]): TextRun {
  const start = a[run.before]?.start ?? 0;
  const end = a[run.before + run.length - 1]?.end ?? start;
  return { before: start, after: b[run.after]?.start ?? 0, length: end - start };
}

function pushHunk(parts: Part[], from: Place, to: Place): void {
  if (to.before <= from.before && to.after <= from.after) return;
  parts.push({
    same: false,
    before: { start: from.before, end: to.before },
    after: { start: from.after, end: to.after },
  });
}

interface Place {
  before: number;
  after: number;
}

function wordsKept(before: string, after: string, hunk: Hunk, work: Work): TextRun[] {
  const [a, b] = [wordsOf(before, hunk.before), wordsOf(after, hunk.after)];
  const runs = commonRuns(
    a.map(({ text }) => text),
    b.map(({ text }) => text),
    work,
  );
  return trustedRuns(textRuns(runs, a, b), hunk, true);
}
