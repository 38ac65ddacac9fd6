import { sql, type Kysely, type Transaction } from 'kysely';
import PQueue from 'p-queue';
import type { Engine } from './engine.ts';
import type { Tables } from './tables.ts';

/** The lock of PostgreSQL that a write holds; nothing but the comments asks for this number. */
const writersLock = 5_240_277;

/**
 * Writes that happen whole, one after the other, also of several servers on one PostgreSQL. So the
 * numbers of the log grow in the order in which its entries can be seen, and who has read up to one
 * missed none before it.
 */
export class WholeWrites {
  readonly db: Kysely<Tables>;
  readonly #engine: Engine;
  /** Of a server's own, one waits at the database; the others leave its connections to who reads. */
  readonly #queue = new PQueue({ concurrency: 1 });

  constructor(db: Kysely<Tables>, engine: Engine) {
    this.db = db;
    this.#engine = engine;
  }

  write<T>(act: (db: Transaction<Tables>) => Promise<T>): Promise<T> {
    return this.#queue.add(() => {
      if (this.#engine === 'sqlite') return this.db.transaction().execute(act);
      // Each statement sees what was committed before it; with the lock that is all of it.
      const transaction = this.db.transaction().setIsolationLevel('read committed');
      return transaction.execute(async (db) => {
        await sql`select pg_advisory_xact_lock(${writersLock})`.execute(db);
        return act(db);
      });
    });
  }
}
