import type { Place } from '../proposal/probe.ts';
import type { Counts, Point } from './engine.ts';
import type { BlobScans } from './blob-scans.ts';
import type { Commit } from '../git/object-source.ts';
import { RunningCoverage } from './running-coverage.ts';
import { placeOf } from './scan.ts';
import type { Scanner } from './scanner.ts';
import type { ProbeCounts, WalkState } from './walk-state.ts';

export const places = ['code', 'strings', 'tests'] as const satisfies readonly Place[];

/** The counts and the coverage of all probes while commits are added one after the other. */
export class RunningCounts {
  readonly coverage: RunningCoverage;
  readonly #scanner: Scanner;
  readonly #scans: BlobScans;
  readonly #counts: Counts[];
  readonly #points: Point[][];
  readonly #touched = new Set<number>();

  /** @param state of the walk that is gone on with */
  constructor(scanner: Scanner, scans: BlobScans, state?: Pick<WalkState, 'counts' | 'coverage'>) {
    this.#scanner = scanner;
    this.#scans = scans;
    const known = scanner.names.map((_, index) => state?.counts[index]);
    this.#counts = known.map((one) => ({ ...(one?.counts ?? { code: 0, strings: 0, tests: 0 }) }));
    this.#points = known.map((one) => one?.points.map(pointOf) ?? []);
    this.coverage = new RunningCoverage(scanner, state?.coverage);
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

  /** Where it stands behind the last commit that was marked. */
  get state(): ProbeCounts[] {
    return this.#counts.map((counts, index) => ({
      counts,
      points: this.points(index).map(({ position, commit, time, counts: at }) => [
        ...([position, commit, time] as const),
        ...([at.code, at.strings, at.tests] as const),
      ]),
    }));
  }
}

function pointOf([position, commit, time, code, strings, tests]: ProbeCounts['points'][number]) {
  return { position, commit, time, counts: { code, strings, tests } };
}
