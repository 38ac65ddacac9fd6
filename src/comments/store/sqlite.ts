import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { SqliteAdapter, SqliteDialect } from 'kysely';

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
  return new WholeDialect({
    database: {
      close: () => {
        database.close();
      },
      prepare: (query: string) => {
        const statement = database.prepare(query);
        return {
          reader: statement.columns().length > 0,
          all: (given: readonly unknown[]) => statement.all(...bound(given)),
          run: (given: readonly unknown[]) => statement.run(...bound(given)),
          iterate: (given: readonly unknown[]) => statement.iterate(...bound(given)),
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
