/** A part of a configuration file, whatever its format. */
export interface Setting {
  /** Where its value begins, from 1. */
  line: number;
  /** A single value, as it is written and as it is read (`no` and `false`); nothing for a table or a list. */
  texts: readonly string[];
  /** A value over several lines, line by line, where the format tells. */
  lines?: readonly { text: string; line: number }[];
  table?: readonly Entry[];
  list?: readonly Setting[];
}

export interface Entry {
  /** As it is written and as it is read. */
  keys: readonly string[];
  /** Is it the same key in capital letters? */
  ignoreCase?: true;
  /** Of the key, from 1. */
  line: number;
  of: Setting;
}

/** What a file says; with a fault, what stands before it. */
export interface Config {
  /** The top of each of its documents. */
  documents: readonly Setting[];
  fault?: string;
}

/** Aliases of YAML can make any number of entries of a few lines: more than so many are not looked at. */
export const mostEntries = 200_000;

/** A file with more entries than are looked at. */
export class TooManyEntries extends Error {
  constructor() {
    super(`more than ${mostEntries} entries`);
  }
}

/** Line of an offset of a text, from 1. */
export function linesOf(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
