import type { LexedPython } from '../syntax/lexed-python.ts';

/** Characters of all versions that are kept: about a quarter of a gigabyte with what they carry. */
const mostKept = 48 * 1024 * 1024;

/** A history is read in two stretches at once, so the last version of each is kept. */
const perPath = 2;

/** The versions of files that were lexed last: the next version of a file is mostly the same. */
export class VersionMemory {
  readonly #versions = new Map<string, LexedPython[]>();
  #kept = 0;

  of(path: string): readonly LexedPython[] {
    return this.#versions.get(path) ?? [];
  }

  keep(path: string, lexed: LexedPython): void {
    const versions = [lexed, ...this.of(path)];
    const dropped = versions.slice(perPath);
    this.#count(lexed, 1);
    for (const one of dropped) this.#count(one, -1);
    // Entered anew, so that the path that was met longest ago comes first.
    this.#versions.delete(path);
    this.#versions.set(path, versions.slice(0, perPath));
    for (const [oldest, all] of this.#versions) {
      if (this.#kept <= mostKept || oldest === path) break;
      this.#versions.delete(oldest);
      for (const one of all) this.#count(one, -1);
    }
  }

  #count({ text }: LexedPython, sign: 1 | -1): void {
    this.#kept += sign * text.length;
  }
}
