import type { Place } from '../../proposal/probe.ts';
import type { Needs } from '../search/literal.ts';
import type { ReadProblem } from '../../git/read-problem.ts';
import type { SourceFile } from '../file/source-file.ts';

/** One match: what counts one. */
export interface Hit {
  /** From 1. */
  line: number;
  in: Place;
  /** The wrapper module through which it was found. */
  via?: string;
}

/** Why a file could not be read to its end. */
export type Fault = Pick<ReadProblem, 'code' | 'message'>;

/** What a probe found in a file; with a fault, the hits are those before it, and there may be more. */
export interface Found {
  hits: Hit[];
  fault?: Fault | undefined;
  /** An excerpt does not tell: the whole file is to be looked into. */
  needsWhole?: true;
}

/** A probe made ready to look into files. */
export interface Matcher {
  /**
   * A blob can match only if it holds all literals of one of these; `undefined`: nothing is known,
   * look into each.
   */
  needs: readonly Needs[] | undefined;
  /**
   * In Python what it finds stands in logical lines that hold one of these, and depends on those
   * lines alone; undefined: it looks at more.
   */
  lines?: readonly string[] | undefined;
  match(file: SourceFile): Found;
}

/** Does a dotted name end with all parts of `wanted`: `a.b.c` with `b.c`, never `ab.c`? */
export function endsWith(name: readonly string[], wanted: readonly string[]): boolean {
  const from = name.length - wanted.length;
  return wanted.every((part, i) => name[from + i] === part);
}

/** What stands between a module and what is below it. */
export type Separator = '.' | '/' | '::';

/** Is `name` the module or below it? */
export function isBelow(name: string, module: string, separator: Separator): boolean {
  return name === module || name.startsWith(module + separator);
}
