import { z } from 'zod';
import type { TreeFile } from '../../git/object-source.ts';
import type { WalkStore } from '../cache/walk-store.ts';

/** What an earlier reading found out about the modules of a repository. */
export const takersSchema = z.strictObject({
  /** Names that a candidate hands on, by probe, path and blob. */
  handed: z.record(z.string(), z.array(z.string())),
  /** Blob of each path that was looked through for what it takes from the modules below. */
  looked: z.record(z.string(), z.string()),
  /** By module the paths that take something from it, with the names. */
  taken: z.record(z.string(), z.record(z.string(), z.array(z.string()))),
});

type Takers = z.infer<typeof takersSchema>;

const nobody: Takers = { handed: {}, looked: {}, taken: {} };

/**
 * Who takes what from whom, where an earlier reading knows it: what a module hands on, and what a file
 * takes, changes with their own contents alone.
 */
export class KnownTakers {
  readonly #store: WalkStore<Takers> | undefined;
  readonly #before: Takers;
  readonly #handed = new Map<string, string[]>();
  readonly #looked = new Map<string, string>();
  readonly #taken = new Map<string, Map<string, string[]>>();

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

  /** Did an earlier reading look for what files take from the module? */
  knows(module: string): boolean {
    return own(this.#before.taken, module) !== undefined;
  }

  /** Was this content at this path looked through by an earlier reading? */
  wasLooked({ path, blob }: TreeFile): boolean {
    return own(this.#before.looked, path) === blob;
  }

  /** What an earlier reading found that a file takes from a module. */
  before(module: string, path: string): readonly string[] {
    return own(own(this.#before.taken, module) ?? {}, path) ?? [];
  }

  /** A file is looked through for all modules now, or was before. */
  look({ path, blob }: TreeFile): void {
    this.#looked.set(path, blob);
  }

  /** What files take from a module now. */
  set(module: string, taken: ReadonlyMap<string, string[]>): void {
    this.#taken.set(module, new Map(taken));
  }

  keep(): void {
    if (this.#handed.size === 0) return;
    this.#store?.keep({
      handed: Object.fromEntries(this.#handed),
      looked: Object.fromEntries(this.#looked),
      taken: Object.fromEntries(
        [...this.#taken].map(([module, paths]) => [module, Object.fromEntries(paths)]),
      ),
    });
  }
}

function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
