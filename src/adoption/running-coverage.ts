import type { PathClass, Scan } from './scan.ts';
import type { Scanner } from './scanner.ts';
import { NumberSet, PathNumbers } from './path-set.ts';
import type { Bound, Coverage } from './snapshot.ts';
import type { CoverageState } from './walk-state.ts';

/** What one probe looked at, while files come and go. */
class ProbeCoverage {
  files: number;
  unread: number;
  /** Paths of the whole history, by their numbers. */
  readonly seen: NumberSet;
  readonly neverRead: NumberSet;
  readonly spans: [number, Bound][];

  constructor(state?: CoverageState['probes'][number]) {
    this.files = state?.files ?? 0;
    this.unread = state?.unread ?? 0;
    this.seen = NumberSet.of(state?.seen ?? '');
    this.neverRead = NumberSet.of(state?.neverRead ?? '');
    this.spans = [...(state?.spans ?? [])];
  }

  bound(hasSources: boolean): Bound {
    if (this.unread > 0) return 'lower';
    return this.files > 0 || !hasSources ? 'exact' : 'none';
  }
}

/** Which files each probe looked at, and which it could not read, commit by commit. */
export class RunningCoverage {
  readonly #probes: ProbeCoverage[];
  readonly #looksAtNames: readonly boolean[];
  /** Files that any probe could have asked for; all regular files. */
  #sources: number;
  #files: number;
  readonly #paths: PathNumbers;
  #hadSources: boolean | undefined;
  readonly #touched = new Set<number>();

  /** @param state of the walk that is gone on with */
  constructor(scanner: Scanner, state?: CoverageState) {
    this.#probes = scanner.names.map((_, index) => new ProbeCoverage(state?.probes[index]));
    this.#looksAtNames = scanner.names.map((_, index) => scanner.looksAtNames(index));
    this.#sources = state?.sources ?? 0;
    this.#files = state?.files ?? 0;
    this.#paths = new PathNumbers(state?.paths);
    this.#hadSources = state === undefined ? undefined : state.sources > 0;
  }

  add(path: string, at: PathClass, scan: Scan | undefined, sign: 1 | -1): void {
    this.#files += sign;
    const number = this.#paths.of(path);
    if (at.source) this.#sources += sign;
    for (const index of at.contents) {
      const probe = this.#probes[index];
      if (probe === undefined || scan?.skipped.has(index) === true) continue;
      if (scan?.unread.has(index) === true) {
        probe.unread += sign;
        probe.neverRead.add(number);
      } else {
        probe.files += sign;
        probe.seen.add(number);
      }
      this.#touched.add(index);
    }
  }

  /** Gives the probes whose counts are worth something else from this commit on; at first all. */
  mark(position: number): ReadonlySet<number> {
    const changed = new Set<number>();
    const hasSources = this.#sources > 0;
    const all = hasSources !== this.#hadSources;
    this.#hadSources = hasSources;
    for (const [index, probe] of this.#probes.entries()) {
      if (!all && !this.#touched.has(index)) continue;
      const bound = this.#looksAtNames[index] === true ? 'exact' : probe.bound(hasSources);
      if (probe.spans.at(-1)?.[1] === bound) continue;
      probe.spans.push([position, bound]);
      changed.add(index);
    }
    this.#touched.clear();
    return changed;
  }

  /** To be asked at the head. */
  of(index: number): Coverage {
    const probe = this.#probes[index] ?? new ProbeCoverage();
    const byName = this.#looksAtNames[index] === true;
    return {
      files: byName
        ? { head: this.#files, history: this.#paths.size }
        : { head: probe.files, history: probe.seen.size },
      unread: { head: probe.unread, history: probe.neverRead.size },
      spans: probe.spans,
    };
  }

  /** Where it stands behind the last commit that was marked. */
  get state(): CoverageState {
    return {
      files: this.#files,
      sources: this.#sources,
      paths: this.#paths.paths(),
      probes: this.#probes.map(({ files, unread, seen, neverRead, spans }) => ({
        ...{ files, unread, spans },
        ...{ seen: seen.text, neverRead: neverRead.text },
      })),
    };
  }
}
