import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { SqliteAdapter, SqliteDialect } from 'kysely';
import { LRUCache } from 'lru-cache';

/** Queries that are parsed once. */
const statementsKept = 200;

/** SQLite does or leaves a change of its tables whole as well: half a migration is none. */
class WholeAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class WholeDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new WholeAdapter();
  }
}

/**
 * Kysely over node:sqlite. Every commit is on the disk before it returns (write-ahead log, full sync);
 * a reader never waits for a writer.
 *
 * @param path the file; it is made where there is none
 */
export function sqliteDialect(path: string): SqliteDialect {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: 5000 });
  try {
    database.exec('pragma journal_mode = wal; pragma synchronous = full');
  } catch (error) {
    database.close();
    throw error;
  }
  const kept = new LRUCache<string, StatementSync>({ max: statementsKept });
  const preparedOnce = (query: string) => {
    const known = kept.get(query) ?? database.prepare(query);
    kept.set(query, known);
    return known;
  };
  return new WholeDialect({
    database: {
      close: () => {
        database.close();
      },
      prepare: (query: string) => {
        const statement = preparedOnce(query);
        return {
          reader: statement.columns().length > 0,
          all: (given: readonly unknown[]) => statement.all(...bound(given)),
          run: (given: readonly unknown[]) => statement.run(...bound(given)),
          // Of its own: others may ask the same before this one has come to its end.
          iterate: (given: readonly unknown[]) => database.prepare(query).iterate(...bound(given)),
        };
      },
    },
  });
}

/** node:sqlite writes NULL for NaN and U+FFFD for half a character without a word: they end here. */
function bound(values: readonly unknown[]): SQLInputValue[] {
  return values.map((value) => {
    if (value === null || (typeof value === 'number' && Number.isFinite(value))) return value;
    if (typeof value === 'string' && value.isWellFormed()) return value;
    throw new TypeError(`Expected text, a number or null for the database, got ${typeof value}`);
  });
}
