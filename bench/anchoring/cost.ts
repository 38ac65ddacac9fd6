import { reanchor } from '../../src/comments/anchoring/reanchor.ts';
import type { TextRange } from '../../src/comments/anchoring/text-range.ts';
import type { FileChange, History } from './history.ts';
import type { Random } from './random.ts';
import { textsOf } from './real-edits.ts';

/** Computing time in milliseconds (user and system): what a busy machine does not change. */
export interface Cost {
  what: string;
  times: number;
  median: number;
  p95: number;
  worst: number;
}

const passages = 10_000;

/**
 * What it costs to place 10,000 passages: over drawn real changes, and where the text is another one
 * altogether.
 */
export async function measureCost(
  history: History,
  changes: readonly FileChange[],
  random: Random,
): Promise<Cost[]> {
  const real: number[] = [];
  const rewritten: number[] = [];
  let other: string | undefined;
  for (let left = 200; left > 0; left--) {
    const texts = await textsOf(history, random.one(changes));
    if (texts === undefined) continue;
    const [before, after] = [texts.before.text, texts.after.text];
    const ranges = drawRanges(before, random);
    real.push(timeOf(() => reanchor(before, after, ranges)));
    if (left % 10 === 0 && other !== undefined) {
      const instead = other;
      rewritten.push(timeOf(() => reanchor(before, instead, ranges)));
    }
    other = after;
  }
  const about = `${history.repository}, ${passages} passages`;
  return [cost(`${about}, a real change`, real), cost(`${about}, another text`, rewritten)];
}

function drawRanges(text: string, random: Random): TextRange[] {
  return Array.from({ length: passages }, () => {
    const start = random.below(Math.max(1, text.length - 200));
    return { start, end: start + 1 + random.below(Math.min(200, text.length - start)) };
  });
}

function timeOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function cost(what: string, times: readonly number[]): Cost {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  return { what, times: times.length, median: at(0.5), p95: at(0.95), worst: at(1) };
}
