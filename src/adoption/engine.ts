import type { Place } from '../proposal/probe.ts';
import type { Repository } from '../git/repository.ts';
import type { Commit, ObjectSource, TreeFile } from '../git/object-source.ts';
import type { CacheFile } from './cache/cache-file.ts';
import type { HeadManifest } from './manifest/head-manifests.ts';
import type { ProbeQuestion } from './scanner.ts';
import type { Coverage, SnapshotProblem } from './snapshot.ts';

export type Counts = Record<Place, number>;

/** The counts of a probe from one first-parent commit on, until the next point. */
export interface Point {
  /** Place of the commit on the first-parent line, from 0: the first commit that was read. */
  position: number;
  commit: string;
  /** Its committer's time, seconds since 1970; not monotone along the line. */
  time: number;
  counts: Counts;
}

/** Lines of one file at the head commit that answer a probe. */
export interface Evidence {
  path: string;
  in: Place;
  /** From 1, ascending; a line with two hits stands twice, so that lengths add up to the count. */
  lines: number[];
  /** The wrapper module through which they count. */
  via?: string;
}

export interface Answer {
  coverage: Coverage;
  counts: Counts;
  /** Sorted by path, place, wrapper. */
  evidence: Evidence[];
  /** From the baseline on; the last one's counts are those at the head. */
  points: Point[];
}

/** What a repository says to the probes. */
export interface Reading {
  /** The commit at which it was read, with its own time. */
  head: Commit;
  /** The commit with which the history begins. */
  from: Commit;
  /** First-parent commits that were looked at, the first one included. */
  commits: number;
  /** Regular files at the head. */
  files: TreeFile[];
  /** Paths that manifests read further requirements from, at any commit. */
  targets: ReadonlySet<string>;
  /** Per probe, in the question's order. */
  answers: Map<string, Answer>;
  problems: SnapshotProblem[];
}

/**
 * Answers probes over a repository's history. There is one way to ask, so that an engine that reads
 * more history, or reads it faster, can take another's place and be held against it.
 */
export interface Engine {
  /** What earlier runs found in the repository, if that is kept. */
  readonly cache?: CacheFile | undefined;
  /** @param since day, `YYYY-MM-DD` in UTC, from whose end the history must be known */
  read(repository: Repository, question: ProbeQuestion, since: string): Promise<Reading>;
  /** The manifests of the head, test manifests aside. */
  manifests(repository: Repository, isTest: (path: string) => boolean): Promise<HeadManifest[]>;
  /** The repository's objects, for what is asked of the head alone. */
  objects(repository: Repository): ObjectSource;
}
