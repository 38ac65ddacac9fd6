import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { holdLock } from '../../ground/lock.ts';
import { CommentStore } from './comment-store.ts';
import type { Engine } from './engine.ts';
import { migrations } from './migrations.ts';
import { sqliteDialect } from './sqlite.ts';
import type { Tables } from './tables.ts';
import { WholeWrites } from './whole-writes.ts';

/** Connections to PostgreSQL at once, and how long one is waited for, in ms. */
const mostConnections = 10;
const longestWaitMs = 10_000;

/** Where comments are kept. */
export type StorePlace =
  /** A file on this machine, which one server at a time holds. */
  | { file: string }
  /** A database of PostgreSQL, `postgresql://…`; several servers may share it. */
  | { url: string };

/**
 * Opens the store and brings its tables to today's form.
 *
 * @param now the clock
 * @throws {Locked} where another server has the file
 */
export async function openStore(
  place: StorePlace,
  now: () => Date = () => new Date(),
): Promise<CommentStore> {
  if ('file' in place) {
    // SQLite lets two servers write, but each would know nothing of the other's background work.
    const lock = await holdLock(`${place.file}.lock`, 'another server has the comments');
    try {
      const db = new Kysely<Tables>({ dialect: sqliteDialect(place.file) });
      return await migrated(db, 'sqlite', now, lock.release);
    } catch (error) {
      lock.release();
      throw error;
    }
  }
  const pool = new pg.Pool({
    connectionString: place.url,
    max: mostConnections,
    connectionTimeoutMillis: longestWaitMs,
  });
  // A connection that ends while nobody uses it is replaced; without a listener it would end the process.
  pool.on('error', () => undefined);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return migrated(db, 'postgresql', now, () => undefined);
}

async function migrated(
  db: Kysely<Tables>,
  engine: Engine,
  now: () => Date,
  release: () => void,
): Promise<CommentStore> {
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations(engine)) },
  }).migrateToLatest();
  if (error !== undefined) {
    await db.destroy();
    throw error instanceof Error ? error : new Error('The tables could not be brought up to date');
  }
  return new CommentStore(new WholeWrites(db, engine), now, release);
}
