import { z } from 'zod';
import type { TreeFile } from '../../git/object-source.ts';
import type { WalkStore } from '../cache/walk-store.ts';
import type { Candidate } from './wrapper-language.ts';

/** What an earlier reading found out about the modules of a repository. */
export const takersSchema = z.strictObject({
  /** Names that a candidate hands on, by probe, path and blob. */
  handed: z.record(z.string(), z.array(z.string())),
  /** Blob of each path that was looked through for what it takes from the candidates below. */
  looked: z.record(z.string(), z.string()),
  /** Paths that take something, by candidate and the names that it hands on. */
  takers: z.record(z.string(), z.array(z.string())),
});

type Takers = z.infer<typeof takersSchema>;

const nobody: Takers = { handed: {}, looked: {}, takers: {} };

/**
 * Who takes what from whom, where an earlier reading knows it: what a module hands on, and what a file
 * takes, changes with their own contents alone.
 */
export class KnownTakers {
  readonly #store: WalkStore<Takers> | undefined;
  readonly #before: Takers;
  readonly #handed = new Map<string, string[]>();
  readonly #looked = new Map<string, string>();
  readonly #takers = new Map<string, string[]>();

  constructor(store: WalkStore<Takers> | undefined) {
    this.#store = store;
    this.#before = store?.last() ?? nobody;
  }

  /** Undefined: it must be looked at. */
  handed(probe: string, { path, blob }: TreeFile): readonly string[] | undefined {
    const key = [probe, path, blob].join('\0');
    const names = this.#handed.get(key) ?? own(this.#before.handed, key);
    if (names !== undefined) this.#handed.set(key, names);
    return names;
  }

  setHanded(probe: string, { path, blob }: TreeFile, names: readonly string[]): void {
    this.#handed.set([probe, path, blob].join('\0'), [...names]);
  }

  /** Does an earlier reading know of the candidate, with just these names? */
  knows(candidate: Candidate): boolean {
    return own(this.#before.takers, keyOf(candidate)) !== undefined;
  }

  /** Was this content at this path looked through by an earlier reading? */
  wasLooked({ path, blob }: TreeFile): boolean {
    return own(this.#before.looked, path) === blob;
  }

  /** The files that took something from a candidate, as far as an earlier reading knows. */
  before(candidate: Candidate): readonly string[] {
    return own(this.#before.takers, keyOf(candidate)) ?? [];
  }

  /** A file is looked through for all candidates now, or was before. */
  look({ path, blob }: TreeFile): void {
    this.#looked.set(path, blob);
  }

  /** All that take something from a candidate now. */
  set(candidate: Candidate, takers: Iterable<string>): void {
    this.#takers.set(keyOf(candidate), [...takers]);
  }

  keep(): void {
    if (this.#handed.size === 0) return;
    this.#store?.keep({
      handed: Object.fromEntries(this.#handed),
      looked: Object.fromEntries(this.#looked),
      takers: Object.fromEntries(this.#takers),
    });
  }
}

function keyOf({ probe, path, module, names }: Candidate): string {
  return JSON.stringify([probe, path, module, [...names].sort()]);
}

function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
