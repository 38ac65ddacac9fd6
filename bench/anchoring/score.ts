import { overlap, type TextRange } from '../../src/comments/anchoring/text-range.ts';

/** What a method's answer is worth against the truth. */
export type Verdict = 'right' | 'wrong' | 'missed';

/** Where a passage stands: its words' places; `gone`: nowhere. */
export type Truth = readonly TextRange[] | 'gone';

/**
 * Right is a place that holds at least half of the passage's characters, and of which at least half is
 * the passage or was inserted between its words.
 */
export function verdict(placed: TextRange | undefined, truth: Truth): Verdict {
  if (placed === undefined) return truth === 'gone' ? 'right' : 'missed';
  if (truth === 'gone') return 'wrong';
  let [all, held] = [0, 0];
  const inside: TextRange = { start: Infinity, end: -Infinity };
  for (const word of truth) {
    all += word.end - word.start;
    const common = overlap(word, placed);
    held += common;
    if (common === 0) continue;
    inside.start = Math.min(inside.start, Math.max(word.start, placed.start));
    inside.end = Math.max(inside.end, Math.min(word.end, placed.end));
  }
  const isIt = 2 * held >= all && 2 * (inside.end - inside.start) >= placed.end - placed.start;
  return isIt ? 'right' : 'wrong';
}

/** Verdicts counted by method and group, in the order in which the groups came. */
export class Tally {
  readonly #counts = new Map<string, Map<string, Record<Verdict, number>>>();

  add(method: string, group: string, one: Verdict): void {
    const groups = this.#counts.get(group) ?? new Map<string, Record<Verdict, number>>();
    this.#counts.set(group, groups);
    const counts = groups.get(method) ?? { right: 0, wrong: 0, missed: 0 };
    groups.set(method, counts);
    counts[one]++;
  }

  /** Groups that begin with one of these words first, each sort in its order. */
  groups(first: readonly string[]): string[] {
    const all = [...this.#counts.keys()];
    const sorted = first.flatMap((word) => all.filter((name) => name.startsWith(word)));
    return [...new Set([...sorted, ...all])];
  }

  /** How many there were, and of those in percent (two decimals) the wrong and the missed. */
  get(method: string, group: string): { count: number; wrong: number; missed: number } {
    const counts = this.#counts.get(group)?.get(method);
    const { right, wrong, missed } = counts ?? { right: 0, wrong: 0, missed: 0 };
    const count = right + wrong + missed;
    return { count, wrong: percent(wrong, count), missed: percent(missed, count) };
  }
}

function percent(part: number, of: number): number {
  return of === 0 ? 0 : Math.round((10_000 * part) / of) / 100;
}
