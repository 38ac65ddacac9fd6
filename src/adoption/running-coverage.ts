import type { PathClass, Scan } from './scan.ts';
import type { Scanner } from './scanner.ts';
import type { Bound, Coverage } from './snapshot.ts';

/** What one probe looked at, while files come and go. */
class ProbeCoverage {
  files = 0;
  unread = 0;
  /** Paths of the whole history. */
  readonly seen = new Set<string>();
  readonly neverRead = new Set<string>();
  readonly spans: [number, Bound][] = [];

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
  #sources = 0;
  #files = 0;
  readonly #paths = new Set<string>();
  #hadSources: boolean | undefined;
  readonly #touched = new Set<number>();

  constructor(scanner: Scanner) {
    this.#probes = scanner.names.map(() => new ProbeCoverage());
    this.#looksAtNames = scanner.names.map((_, index) => scanner.looksAtNames(index));
  }

  add(path: string, at: PathClass, scan: Scan | undefined, sign: 1 | -1): void {
    this.#files += sign;
    this.#paths.add(path);
    if (at.source) this.#sources += sign;
    for (const index of at.contents) {
      const probe = this.#probes[index];
      if (probe === undefined || scan?.skipped.has(index) === true) continue;
      if (scan?.unread.has(index) === true) {
        probe.unread += sign;
        probe.neverRead.add(path);
      } else {
        probe.files += sign;
        probe.seen.add(path);
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
}
