import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** To be raised when what stands in the file changes its form; older files are then not used. */
const format = 3;

/** Another run writes for so long at most, in ms. */
const patienceMs = 5000;

/** A database that is broken, or none. */
const broken = new Set([11, 26]);

const tables = `
  CREATE TABLE IF NOT EXISTS question (
    id INTEGER PRIMARY KEY,
    keys TEXT NOT NULL UNIQUE,
    used INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS scan (
    question INTEGER NOT NULL,
    blob BLOB NOT NULL,
    found TEXT NOT NULL,
    PRIMARY KEY (question, blob)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS result (
    key TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    used INTEGER NOT NULL,
    begun INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS opened (
    place TEXT PRIMARY KEY,
    opening TEXT NOT NULL,
    found TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS walk (
    key TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    used INTEGER NOT NULL
  ) WITHOUT ROWID;
`;

/** The name of a repository's file in the folder of the cache. */
export function cacheFileOf(repository: string): string {
  const name = createHash('sha256').update(repository).digest('hex').slice(0, 24);
  return `${name}.v${format}.sqlite`;
}

/**
 * What is remembered of a repository, in a file of its own that can be thrown away at any time. Two
 * runs may use it at once, and one may be killed while it writes. Whatever goes wrong with it costs
 * time, never an answer: what it cannot say is not known.
 */
export class CacheFile {
  readonly #path: string;
  #database: DatabaseSync | undefined;

  private constructor(path: string, database: DatabaseSync | undefined) {
    this.#path = path;
    this.#database = database;
  }

  static open(folder: string, repository: string): CacheFile {
    const path = join(folder, cacheFileOf(repository));
    const file = new CacheFile(path, undefined);
    // A broken file is taken away, and begun again.
    if (!file.#open(folder)) file.#open(folder);
    return file;
  }

  #open(folder: string): boolean {
    try {
      mkdirSync(folder, { recursive: true });
      const database = new DatabaseSync(this.#path, { timeout: patienceMs });
      this.#database = database;
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
      database.exec(tables);
      return true;
    } catch (error) {
      return !this.#failed(error);
    }
  }

  /** Works with the database; undefined where that fails, or there is none. */
  use<Result>(work: (database: DatabaseSync) => Result): Result | undefined {
    if (this.#database === undefined) return undefined;
    try {
      return work(this.#database);
    } catch (error) {
      this.#failed(error);
      return undefined;
    }
  }

  /** All of the work, or nothing of it. */
  change(work: (database: DatabaseSync) => void): void {
    this.use((database) => {
      database.exec('BEGIN IMMEDIATE');
      try {
        work(database);
        database.exec('COMMIT');
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    });
  }

  close(): void {
    const database = this.#database;
    this.#database = undefined;
    if (database?.isOpen === true) database.close();
  }

  /** No database any more; was it broken, so that it was taken away? */
  #failed(error: unknown): boolean {
    const { code, errcode } = error as { code?: unknown; errcode?: unknown };
    // A fault of this program speaks; the database's and the system's cost the cache alone.
    if (typeof code !== 'string') throw error;
    this.close();
    if (typeof errcode !== 'number' || !broken.has(errcode & 0xff)) return false;
    for (const end of ['', '-wal', '-shm']) rmSync(`${this.#path}${end}`, { force: true });
    return true;
  }
}
