import type { Place } from '../proposal/probe.ts';
import type { Counts, Point } from './engine.ts';
import type { Library } from './blob-scans.ts';
import type { Commit } from '../git/object-source.ts';
import { placeOf, type Scanner } from './scanner.ts';

export const places = ['code', 'strings', 'tests'] as const satisfies readonly Place[];

/** The counts of all probes while commits are added one after the other. */
export class Totals {
  readonly #scanner: Scanner;
  readonly #library: Library;
  readonly #counts: Counts[];
  readonly #points: Point[][];
  readonly #touched = new Set<number>();

  constructor(scanner: Scanner, library: Library) {
    this.#scanner = scanner;
    this.#library = library;
    this.#counts = scanner.names.map(() => ({ code: 0, strings: 0, tests: 0 }));
    this.#points = scanner.names.map(() => []);
  }

  add(path: string, blob: string, sign: 1 | -1): void {
    const at = this.#scanner.classOf(path);
    const change = (index: number, place: Place) => {
      const counts = this.#counts[index];
      if (counts === undefined) return;
      counts[place] += sign;
      this.#touched.add(index);
    };
    for (const index of at.files) change(index, at.test ? 'tests' : 'code');
    if (at.contents.length === 0) return;
    for (const [index, hits] of this.#library.scan(blob, at)?.hits ?? []) {
      for (const hit of hits) change(index, placeOf(hit, at.test));
    }
  }

  /** Every probe whose counts the commit changed gets a point; the first commit gives each one. */
  mark(commit: Commit): void {
    for (const [index, counts] of this.#counts.entries()) {
      const last = this.#points[index]?.at(-1);
      if (last !== undefined && !this.#touched.has(index)) continue;
      if (last !== undefined && places.every((place) => last.counts[place] === counts[place])) {
        continue;
      }
      this.#points[index]?.push({ commit: commit.id, time: commit.time, counts: { ...counts } });
    }
    this.#touched.clear();
  }

  points(index: number): Point[] {
    return this.#points[index] ?? [];
  }
}
