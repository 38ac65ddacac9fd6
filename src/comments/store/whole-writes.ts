import type { Kysely, Transaction } from 'kysely';
import type { Engine } from './engine.ts';
import type { Tables } from './tables.ts';

/** How often a write is tried that another one at the same time got before. */
const mostTries = 20;
/** PostgreSQL: a serialization failure, a deadlock, a row that another write made meanwhile. */
const triedAgain = new Set(['40001', '40P01', '23505']);

/**
 * Writes that happen whole, as if one after the other. SQLite has one writer; on PostgreSQL a write
 * that another one got before is done again from its beginning.
 */
export class WholeWrites {
  readonly db: Kysely<Tables>;
  readonly #engine: Engine;

  constructor(db: Kysely<Tables>, engine: Engine) {
    this.db = db;
    this.#engine = engine;
  }

  /** @param act may run several times; it changes nothing but the database */
  async write<T>(act: (db: Transaction<Tables>) => Promise<T>): Promise<T> {
    if (this.#engine === 'sqlite') return this.db.transaction().execute(act);
    for (let tries = 1; ; tries++) {
      try {
        return await this.db.transaction().setIsolationLevel('serializable').execute(act);
      } catch (error) {
        const code = (error as { code?: unknown }).code;
        if (tries === mostTries || typeof code !== 'string' || !triedAgain.has(code)) throw error;
      }
    }
  }
}
