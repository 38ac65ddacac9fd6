import type { Place } from '../proposal/probe.ts';
import type { FileName } from './file/source-file.ts';
import type { Fault, Hit } from './probe/matcher.ts';

/** What is known of a path: which probes look at it, and how. */
export interface PathClass {
  /** Paths with the same key give the same result for the same blob. */
  key: string;
  test: boolean;
  /** A source file of a language, or a manifest: what a repository without any has no answer for. */
  source: boolean;
  /** Indexes of file probes that it satisfies by being there. */
  files: readonly number[];
  /** Indexes of probes that look into it. */
  contents: readonly number[];
  name: FileName;
}

/** What could not be read, and the indexes of the probes that ask for it. */
export interface ScanProblem extends Fault {
  probes: readonly number[];
}

/** What a blob holds, per index of probe. */
export interface Scan {
  /** Probes without a hit are absent. */
  hits: ReadonlyMap<number, readonly Hit[]>;
  /** Probes that could not read it to its end: of each, the hits are those that were found. */
  unread: ReadonlySet<number>;
  /** Probes to which it is no file of their language after all: a script of another. */
  skipped: ReadonlySet<number>;
  problems: readonly ScanProblem[];
}

const none: ReadonlySet<number> = new Set();
export const nothing: Scan = { hits: new Map(), unread: none, skipped: none, problems: [] };

/** Where a hit is counted: a test file's hits are all `tests`. */
export function placeOf(hit: Hit, test: boolean): Place {
  return test ? 'tests' : hit.in;
}
