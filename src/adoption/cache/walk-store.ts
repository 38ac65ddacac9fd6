import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { programDigest } from '../../ground/program-digest.ts';
import type { ProbeQuestion } from '../scanner.ts';
import type { CacheFile } from './cache-file.ts';
import { parsed } from './kept-result.ts';

/** Of a repository the last ones are kept: two for each proposal that asks it, and some more. */
const mostKept = 40;

/** Remembers where the last reading with a question stood, as far as one kind of state goes. */
export class WalkStore<State> {
  readonly #file: CacheFile;
  readonly #key: string;
  readonly #schema: z.ZodType<State>;

  /**
   * @param kind of state
   * @param asked all that it depends on beside the repository
   */
  constructor(
    file: CacheFile,
    kind: 'walk' | 'takers',
    schema: z.ZodType<State>,
    asked: readonly [ProbeQuestion, ...unknown[]],
  ) {
    this.#file = file;
    this.#schema = schema;
    const text = JSON.stringify([answeringDigest(), kind, ...asked]);
    this.#key = createHash('sha256').update(text).digest('hex');
  }

  last(): State | undefined {
    const text = this.#file.use(
      (database) =>
        database.prepare('SELECT text FROM walk WHERE key = ?').get(this.#key)?.['text'],
    );
    return typeof text === 'string' ? this.#schema.safeParse(parsed(text)).data : undefined;
  }

  keep(state: State): void {
    const text = JSON.stringify(state);
    this.#file.change((database) => {
      database
        .prepare('INSERT OR REPLACE INTO walk VALUES (?, ?, ?)')
        .run(this.#key, text, Date.now());
      database
        .prepare(
          `DELETE FROM walk WHERE key NOT IN
             (SELECT key FROM walk ORDER BY used DESC LIMIT ${mostKept})`,
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
