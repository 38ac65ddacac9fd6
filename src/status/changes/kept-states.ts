import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { digitsOf } from '../../adoption/content-hash.ts';
import { programDigest } from '../../ground/program-digest.ts';
import { readBelow, writeBelow } from '../../ground/trust/open-below.ts';
import type { ProposalState } from './proposal-state.ts';

const largestBytes = 64 * 1024 * 1024;
/** So many are kept: those that were made last. */
const mostKept = 400;

let digest: string | undefined;

/**
 * States that earlier runs derived, by all that they were derived from; another version of this
 * program derives its own. The folder can be thrown away at any time; what fails in it costs time alone.
 */
export class KeptStates {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** The state of what `from` names, or what `make` gives, which is kept. */
  async of(from: unknown, make: () => Promise<ProposalState>): Promise<ProposalState> {
    digest ??= programDigest(['status', 'adoption', 'review', 'proposal', 'ground']);
    const path = join(this.#root, `${digitsOf([digest, from])}.json`);
    try {
      const kept = await readBelow(this.#root, path, largestBytes);
      return JSON.parse(kept.toString('utf8')) as ProposalState;
    } catch {
      const state = await make();
      await writeBelow(this.#root, path, JSON.stringify(state)).catch(() => undefined);
      return state;
    }
  }

  /** Takes the oldest away, so that the folder does not grow for ever. */
  async dropOldest(): Promise<void> {
    const names = await readdir(this.#root).catch(() => []);
    if (names.length <= mostKept) return;
    const dated = await Promise.all(
      names.map(async (name) => {
        const path = join(this.#root, name);
        return { path, at: (await stat(path).catch(() => undefined))?.mtimeMs ?? 0 };
      }),
    );
    const old = dated.sort((a, b) => b.at - a.at).slice(mostKept);
    await Promise.all(old.map(({ path }) => rm(path, { force: true })));
  }
}
