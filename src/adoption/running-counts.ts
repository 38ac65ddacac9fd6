import type { Place } from '../proposal/probe.ts';
import type { Counts, Point } from './engine.ts';
import type { BlobScans } from './blob-scans.ts';
import type { Commit } from '../git/object-source.ts';
import { RunningCoverage } from './running-coverage.ts';
import { placeOf } from './scan.ts';
import type { Scanner } from './scanner.ts';

export const places = ['code', 'strings', 'tests'] as const satisfies readonly Place[];

/** The counts and the coverage of all probes while commits are added one after the other. */
export class RunningCounts {
  readonly coverage: RunningCoverage;
  readonly #scanner: Scanner;
  readonly #scans: BlobScans;
  readonly #counts: Counts[];
  readonly #points: Point[][];
  readonly #touched = new Set<number>();

  constructor(scanner: Scanner, scans: BlobScans) {
    this.#scanner = scanner;
    this.#scans = scans;
    this.#counts = scanner.names.map(() => ({ code: 0, strings: 0, tests: 0 }));
    this.#points = scanner.names.map(() => []);
    this.coverage = new RunningCoverage(scanner);
  }

  /** A file comes (1) or goes (-1). */
  add(path: string, blob: string, sign: 1 | -1): void {
    const at = this.#scanner.classOf(path);
    for (const index of at.files) this.#change(index, at.test ? 'tests' : 'code', sign);
    const scan = at.contents.length === 0 ? undefined : this.#scans.scan(blob, at);
    this.coverage.add(path, at, scan, sign);
    for (const [index, hits] of scan?.hits ?? []) {
      for (const hit of hits) this.#change(index, placeOf(hit, at.test), sign);
    }
  }

  #change(index: number, place: Place, sign: 1 | -1): void {
    const counts = this.#counts[index];
    if (counts === undefined) return;
    counts[place] += sign;
    this.#touched.add(index);
  }

  /**
   * Every probe whose counts the commit changed, or what they are worth, gets a point; the first
   * commit gives each one.
   */
  mark({ id, time }: Commit, position: number): void {
    const otherwise = this.coverage.mark(position);
    for (const [index, counts] of this.#counts.entries()) {
      const last = this.#points[index]?.at(-1)?.counts;
      const changed =
        otherwise.has(index) ||
        (this.#touched.has(index) && places.some((place) => last?.[place] !== counts[place]));
      if (!changed) continue;
      this.#points[index]?.push({ position, commit: id, time, counts: { ...counts } });
    }
    this.#touched.clear();
  }

  points(index: number): Point[] {
    return this.#points[index] ?? [];
  }
}
