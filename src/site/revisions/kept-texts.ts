import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalVersion } from '../../comments/anchoring/canonical-text.ts';
import { programDigest } from '../../ground/program-digest.ts';
import { readBelow, writeBelow } from '../../ground/trust/open-below.ts';

/** Largest canonical text; its source is no larger than a quarter of that. */
const largestBytes = 1024 * 1024;

let digest: string | undefined;

/**
 * Canonical texts of earlier runs, by what they were made of; another version of this program makes
 * its own. The folder can be thrown away at any time; what fails in it costs time alone.
 */
export class KeptTexts {
  readonly #root: string;
  readonly #used = new Set<string>();

  constructor(root: string) {
    this.#root = root;
  }

  /** The text made of `source`, or what `make` gives, which is kept. */
  async of(source: string, make: () => Promise<string>): Promise<string> {
    digest ??= programDigest(['site/prose', 'comments/anchoring', 'proposal', 'ground']);
    const hash = createHash('sha256').update(`${canonicalVersion}\0${digest}\0${source}`);
    const name = `${hash.digest('hex')}.txt`;
    this.#used.add(name);
    const path = join(this.#root, name);
    const kept = await readBelow(this.#root, path, largestBytes).catch(() => undefined);
    if (kept !== undefined) return kept.toString('utf8');
    const text = await make();
    await writeBelow(this.#root, path, text).catch(() => undefined);
    return text;
  }

  /** Takes away what no text of this run was, so that the folder does not grow for ever. */
  async dropUnused(): Promise<void> {
    const names = await readdir(this.#root).catch(() => []);
    for (const name of names.filter((one) => !this.#used.has(one))) {
      await rm(join(this.#root, name), { force: true }).catch(() => undefined);
    }
  }
}
