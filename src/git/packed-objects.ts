import { setImmediate } from 'node:timers/promises';
import { GitObjects } from './git-objects.ts';
import type { Absent, Change, Commit, ObjectSource, Stored, TreeFile } from './object-source.ts';
import { deltaForest } from './pack/delta-forest.ts';
import { LiteralAutomaton } from './pack/literal-automaton.ts';
import { indexedPacks, type IndexedPack } from './pack/indexed-packs.ts';
import { PackFile } from './pack/pack-file.ts';
import type { PackIndex } from './pack/pack-index.ts';
import { PackedBlobs, type PackVisitor } from './pack/packed-blobs.ts';
import type { Repository } from './repository.ts';

/** Digits of an object's name. */
const namesOfSha1 = 40;

/** Between two looks at what else there is to do, in ms; one tree of deltas may take longer. */
const longestTurnMs = 50;

/**
 * Reads blobs from the packs by itself, where each is stored as what differs from another; all else,
 * and what it cannot read, by git's own commands: a process costs more than what is asked of it.
 */
export class PackedObjects implements ObjectSource {
  readonly #git: GitObjects;
  readonly #repository: Repository;
  #packs: Promise<IndexedPack[]> | undefined;

  constructor(repository: Repository) {
    this.#repository = repository;
    this.#git = new GitObjects(repository);
  }

  commits(): Promise<Commit[]> {
    return this.#git.commits();
  }

  commitsAfter(commit: string): Promise<Commit[] | undefined> {
    return this.#git.commitsAfter(commit);
  }

  tree(commit: string): Promise<TreeFile[]> {
    return this.#git.tree(commit);
  }

  changes(from: string, visit: (commit: string, changes: Change[]) => void): Promise<void> {
    return this.#git.changes(from, visit);
  }

  async blobs(
    ids: Iterable<string>,
    limit: number,
    visit: (id: string, content: Buffer | Absent, stored?: Stored) => void,
    texts: readonly string[] = [],
    between: (content: Buffer, stored: Stored) => void = () => undefined,
  ): Promise<void> {
    const left = new Set(ids);
    if (left.size === 0) return;
    const asked: PackVisitor['asked'] = (id, content, stored) => {
      left.delete(id);
      visit(id, content, stored);
    };
    await this.#fromPacks(left, limit, new LiteralAutomaton(texts), { asked, between });
    await this.#git.blobs(left, limit, visit);
  }

  async #fromPacks(
    ids: ReadonlySet<string>,
    limit: number,
    automaton: LiteralAutomaton,
    visitor: PackVisitor,
  ): Promise<void> {
    // An index does not say that its names are those of SHA-256.
    const open = new Map<string, Buffer>();
    for (const id of ids) if (id.length === namesOfSha1) open.set(id, Buffer.from(id, 'hex'));
    this.#packs ??= indexedPacks(this.#repository.gitDir);
    for (const { index, path } of await this.#packs) {
      const wanted = new Map<string, number>();
      for (const [id, bytes] of open) {
        const offset = index.offsetOf(bytes);
        if (offset !== undefined) wanted.set(id, offset);
      }
      for (const id of wanted.keys()) open.delete(id);
      if (wanted.size > 0) await readPack(path, wanted, index, { limit, automaton, visitor });
    }
  }
}

interface PackReading {
  limit: number;
  automaton: LiteralAutomaton;
  visitor: PackVisitor;
}

/** A pack that cannot be opened is left to git. */
async function readPack(
  path: string,
  wanted: ReadonlyMap<string, number>,
  index: PackIndex,
  { limit, automaton, visitor }: PackReading,
): Promise<void> {
  const pack = openPack(path);
  if (pack === undefined) return;
  try {
    const blobs = new PackedBlobs(pack, limit, automaton, visitor);
    let last = performance.now();
    for (const root of deltaForest(wanted, index, pack)) {
      blobs.read(root);
      if (performance.now() - last < longestTurnMs) continue;
      // What else happens to this process must be heard meanwhile: its end, above all.
      await setImmediate();
      last = performance.now();
    }
  } finally {
    pack.close();
  }
}

function openPack(path: string): PackFile | undefined {
  try {
    return new PackFile(path);
  } catch {
    return undefined;
  }
}
