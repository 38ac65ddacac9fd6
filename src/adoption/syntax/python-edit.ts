import { breaks } from '../search/line.ts';
import type { LexedPython } from './lexed-python.ts';

/**
 * Where a text differs from an earlier version that is lexed already. Between two logical lines the
 * lexer knows nothing of what came before, so what both versions share at their beginnings is taken
 * over, and lexing ends where both stand between lines and go on alike.
 */
export interface Edit {
  before: LexedPython;
  /** So many logical lines are the same. */
  same: number;
  /** Where lexing begins, between two logical lines, and the line of that place. */
  at: number;
  line: number;
  /** From here on the text is the end of the earlier one, moved by `moved` characters. */
  suffix: number;
  moved: number;
  /** So far in the text the earlier version tells of its lines. */
  reach: number;
}

/** How a text comes from the most alike of some earlier versions; undefined if there is none. */
export function editFrom(text: string, versions: readonly LexedPython[]): Edit | undefined {
  let best: { before: LexedPython; prefix: number; suffix: number } | undefined;
  for (const before of versions) {
    const prefix = commonPrefix(text, before.text);
    const most = Math.min(text.length, before.text.length) - prefix;
    const suffix = commonSuffix(text, before.text, most);
    if (best === undefined || prefix + suffix > best.prefix + best.suffix) {
      best = { before, prefix, suffix };
    }
  }
  if (best === undefined) return undefined;
  const { before, prefix, suffix } = best;
  // A line is the same if the line break that ends it is.
  const same = before.lines.firstEnding(prefix);
  const last = before.lines.at(same - 1);
  const moved = text.length - before.text.length;
  return {
    before,
    same,
    at: last === undefined ? 0 : last.end + 1,
    line: last === undefined ? 1 : last.line + breaks(before.text, last.start, last.end) + 1,
    suffix: text.length - suffix,
    moved,
    reach: before.to === before.text.length ? Infinity : before.to + moved,
  };
}

/** Index of the logical line that ends at an offset, or -1. */
export function lineEndingAt({ lines }: LexedPython, offset: number): number {
  const index = lines.firstEnding(offset);
  return lines.at(index)?.end === offset ? index : -1;
}

/** Slices of this length are compared as a whole, which takes no time to speak of. */
const step = 4096;

function commonPrefix(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let same = 0;
  while (same + step <= most && a.slice(same, same + step) === b.slice(same, same + step)) {
    same += step;
  }
  while (same < most && a.charCodeAt(same) === b.charCodeAt(same)) same++;
  return same;
}

function commonSuffix(a: string, b: string, most: number): number {
  const fromA = (same: number, count: number) => a.slice(a.length - same - count, a.length - same);
  const fromB = (same: number, count: number) => b.slice(b.length - same - count, b.length - same);
  let same = 0;
  while (same + step <= most && fromA(same, step) === fromB(same, step)) same += step;
  const end = (text: string) => text.charCodeAt(text.length - 1 - same);
  while (same < most && end(a) === end(b)) same++;
  return same;
}
