import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Engine } from './engine.ts';
import { sqliteDialect } from './sqlite.ts';
import { StoreFault } from './store-fault.ts';
import type { Tables } from './tables.ts';

/** Where comments are kept. */
export type StorePlace =
  /** A file on this machine, which one server at a time holds. */
  | { file: string }
  /** A database of PostgreSQL, `postgresql://…`; several servers may share it. */
  | { url: string };

/** Connections to PostgreSQL at once, and how long one is waited for, in ms. */
const mostConnections = 10;
const longestWaitMs = 10_000;
/**
 * What PostgreSQL ends by itself: a statement, one that waits for a lock, as each write does for those
 * of other servers, and a write whose server hangs in the middle of it.
 */
const longestStatementMs = 60_000;
const longestLockWaitMs = 20_000;
const longestIdleWriteMs = 30_000;
/** SQLite's number for a file that is something else. */
const notSqlite = 26;

/** A database, connected. */
export interface OpenDatabase extends AsyncDisposable {
  db: Kysely<Tables>;
  engine: Engine;
  /** How a person knows it: no password is in it. */
  name: string;
  /** Of PostgreSQL. */
  pool?: pg.Pool;
}

/**
 * Connects to the database of a place.
 *
 * @throws {StoreFault} where it is not reached, or is none
 */
export async function openDatabase(place: StorePlace): Promise<OpenDatabase> {
  return 'file' in place ? openFile(place.file) : openUrl(place.url);
}

function openFile(file: string): OpenDatabase {
  try {
    const db = new Kysely<Tables>({ dialect: sqliteDialect(file) });
    const close = () => db.destroy();
    return { db, engine: 'sqlite', name: file, [Symbol.asyncDispose]: close };
  } catch (error) {
    if ((error as { errcode?: unknown }).errcode !== notSqlite) throw error;
    throw new StoreFault(`${file}: it is no database of SQLite`, { cause: error });
  }
}

async function openUrl(url: string): Promise<OpenDatabase> {
  const pool = new pg.Pool({
    connectionString: url,
    max: mostConnections,
    connectionTimeoutMillis: longestWaitMs,
    statement_timeout: longestStatementMs,
    idle_in_transaction_session_timeout: longestIdleWriteMs,
    lock_timeout: longestLockWaitMs,
  });
  // A connection that ends is replaced, and whoever used it learns it from their next query. Without
  // listeners it would end the process: that of the pool is asked while nobody uses the connection.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const { host, port, database } = new pg.Client({ connectionString: url });
  const name = `PostgreSQL ${database ?? ''} at ${host}:${port}`;
  try {
    await pool.query('select 1');
  } catch (error) {
    await pool.end();
    const { message, code } = error as NodeJS.ErrnoException;
    throw new StoreFault(`${name}: ${message === '' ? (code ?? 'not reached') : message}`, {
      cause: error,
    });
  }
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { db, engine: 'postgresql', name, pool, [Symbol.asyncDispose]: () => db.destroy() };
}
