import { LRUCache } from 'lru-cache';
import type { LexedPython } from '../syntax/lexed-python.ts';

/** Characters of all versions that are kept: some 80 MB with what they carry. */
const mostKeptCharacters = 16 * 1024 * 1024;

/** A history is read in two stretches at once, so the last version of each is kept. */
const versionsPerPath = 2;

/** The versions of files that were lexed last: the next version of a file is mostly the same. */
export class VersionMemory {
  readonly #versions: LRUCache<string, readonly LexedPython[]>;

  /** @param characters of all versions together */
  constructor(characters = mostKeptCharacters) {
    this.#versions = new LRUCache({
      maxSize: characters,
      sizeCalculation: (versions) => versions.reduce((sum, { text }) => sum + text.length, 1),
    });
  }

  of(path: string): readonly LexedPython[] {
    return this.#versions.get(path) ?? [];
  }

  /** One that is larger than all that may be kept is not. */
  keep(path: string, lexed: LexedPython): void {
    const others = this.of(path).filter(({ text }) => text !== lexed.text);
    this.#versions.set(path, [lexed, ...others].slice(0, versionsPerPath));
  }
}
