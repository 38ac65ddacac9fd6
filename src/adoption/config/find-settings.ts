import { mostEntries, TooManyEntries, type Entry, type Setting } from './setting.ts';
import type { WordTest } from './word-test.ts';

/** A key that leads on: one that holds, any one (`*`), or any number of them (`**`). */
export type KeyStep = WordTest | '*' | '**';

/** A setting that the keys lead to. */
export interface Reached {
  /** Of its key, from 1. */
  line: number;
  setting: Setting;
  /** The entries of the table in which its key stands. */
  beside: readonly Entry[];
}

/**
 * The settings to which the keys lead, each once however many ways lead there.
 *
 * @throws TooManyEntries
 */
export function findSettings(top: Setting, steps: readonly KeyStep[]): Reached[] {
  const reached: Reached[] = [];
  let seen = 0;
  /** @param from how many of the steps are made, in each way in which that is possible */
  const visit = (setting: Setting, from: ReadonlySet<number>): void => {
    for (const element of setting.list ?? []) {
      if (++seen > mostEntries) throw new TooManyEntries();
      visit(element, from);
    }
    const table = setting.table ?? [];
    for (const entry of table) {
      if (++seen > mostEntries) throw new TooManyEntries();
      const next = new Set([...from].flatMap((at) => after(steps, at, entry)));
      if (next.has(steps.length)) {
        reached.push({ line: entry.line, setting: entry.of, beside: table });
      }
      next.delete(steps.length);
      if (next.size > 0) visit(entry.of, next);
    }
  };
  visit(top, new Set(skipping(steps, 0)));
  return reached;
}

/** How many steps are made when the key is behind. */
function after(steps: readonly KeyStep[], at: number, entry: Entry): number[] {
  const step = steps[at];
  if (step === undefined) return [];
  if (step === '**') return skipping(steps, at);
  if (step !== '*' && !step.holds(entry.keys, entry.ignoreCase)) return [];
  return skipping(steps, at + 1);
}

/** `**` may stand for no key at all. */
function skipping(steps: readonly KeyStep[], at: number): number[] {
  return steps[at] === '**' ? [at, ...skipping(steps, at + 1)] : [at];
}
