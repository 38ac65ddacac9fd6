import { createHash } from 'node:crypto';
import { programDigest } from '../../ground/program-digest.ts';
import type { ProbeQuestion } from '../scanner.ts';
import { walkStateSchema, type WalkState } from '../walk-state.ts';
import type { CacheFile } from './cache-file.ts';

/** The last walks of a repository are kept: one for each proposal that asks it, and some more. */
const mostWalks = 20;

/** Remembers where the last walk with a question stood. */
export class WalkStore {
  readonly #file: CacheFile;
  readonly #key: string;

  constructor(file: CacheFile, question: ProbeQuestion, since: string) {
    this.#file = file;
    const text = JSON.stringify([answeringDigest(), question, since]);
    this.#key = createHash('sha256').update(text).digest('hex');
  }

  last(): WalkState | undefined {
    const text = this.#file.use(
      (database) =>
        database.prepare('SELECT text FROM walk WHERE key = ?').get(this.#key)?.['text'],
    );
    if (typeof text !== 'string') return undefined;
    try {
      return walkStateSchema.safeParse(JSON.parse(text)).data;
    } catch {
      return undefined;
    }
  }

  keep(state: WalkState): void {
    const text = JSON.stringify(state);
    this.#file.change((database) => {
      database
        .prepare('INSERT OR REPLACE INTO walk VALUES (?, ?, ?)')
        .run(this.#key, text, Date.now());
      database
        .prepare(
          `DELETE FROM walk WHERE key NOT IN
             (SELECT key FROM walk ORDER BY used DESC LIMIT ${mostWalks})`,
        )
        .run();
    });
  }
}

let digest: string | undefined;

/** A name for all of this program, as it is installed, that an answer depends on. */
export function answeringDigest(): string {
  return (digest ??= programDigest(['adoption', 'git', 'proposal', 'ground']));
}
