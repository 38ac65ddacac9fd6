import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { sql, type Kysely } from 'kysely';
import { backUpFormat, type BackUpLine } from './back-up-line.ts';
import type { Engine } from './engine.ts';
import { openDatabase, type StorePlace } from './open-database.ts';
import { shapeOf, tablesOf } from './shape.ts';
import { StoreFault } from './store-fault.ts';
import { keptTables, keysOf } from './stored-tables.ts';
import type { Tables } from './tables.ts';

/** Rows that PostgreSQL hands over at once. */
const rowsAtOnce = 500;
/** UTF-16 units of a piece, at least. */
const pieceLength = 1 << 16;

/**
 * Everything that a store holds, as lines of JSON: the same store gives the same bytes, whichever
 * database it is in. It is as of one moment; the server goes on, and waits for nothing.
 *
 * @returns pieces of the text, and how many rows there were
 * @throws {StoreFault} where there is no store
 */
export async function* backUp(place: StorePlace): AsyncGenerator<string, number> {
  if ('file' in place && !existsSync(place.file)) throw none(place.file);
  await using database = await openDatabase(place);
  const { db, engine, name } = database;
  const shape = await shapeOf(db, engine);
  if (shape === undefined) throw none(name);
  const begun = db.startTransaction();
  // What SQLite reads in a transaction is of one moment in any case.
  const moment = engine === 'sqlite' ? begun : begun.setIsolationLevel('repeatable read');
  const read = await moment.execute();
  try {
    const hash = createHash('sha256');
    let piece = lineOf({ format: backUpFormat, shape });
    let rows = 0;
    const there = await tablesOf(read, engine);
    for (const table of keptTables.filter((name) => there.includes(name))) {
      for await (const row of rowsOf(read, engine, table)) {
        piece += lineOf({ table, row });
        rows++;
        if (piece.length < pieceLength) continue;
        hash.update(piece);
        yield piece;
        piece = '';
      }
    }
    hash.update(piece);
    yield piece + lineOf({ rows, sha256: hash.digest('hex') });
    return rows;
  } finally {
    await read.rollback().execute();
  }
}

function none(name: string): StoreFault {
  return new StoreFault(`${name}: there are no comments there`);
}

function lineOf(line: BackUpLine): string {
  return `${JSON.stringify(line)}\n`;
}

type Row = Record<string, string | number | null>;

/** The rows of a table in the order of its keys, with their columns by name. */
async function* rowsOf(
  db: Kysely<Tables>,
  engine: Engine,
  table: keyof Tables,
): AsyncGenerator<Row> {
  for await (const row of engine === 'sqlite' ? fromSqlite(db, table) : byCursor(db, table)) {
    yield Object.fromEntries(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }
}

function fromSqlite(db: Kysely<Tables>, table: keyof Tables): AsyncIterable<Row> {
  const keys: readonly string[] = keysOf[table];
  return db
    .selectFrom(table as 'person')
    .selectAll()
    .orderBy(sql`${sql.join(keys.map((key) => sql.ref(key)))}`)
    .stream() as AsyncIterable<Row>;
}

/** A cursor, as pg has none without another package. Text is put in order by its bytes, as SQLite does. */
async function* byCursor(db: Kysely<Tables>, table: keyof Tables): AsyncGenerator<Row> {
  const order = keysOf[table].map((key) =>
    numbers.has(key) ? sql.ref(key) : sql`${sql.ref(key)} collate "C"`,
  );
  await sql`declare kept no scroll cursor for
    select * from ${sql.table(table)} order by ${sql.join(order)}`.execute(db);
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(rowsAtOnce)} from kept`.execute(db);
    yield* rows;
    if (rows.length < rowsAtOnce) break;
  }
  await sql`close kept`.execute(db);
}

/** Keys that are no text. */
const numbers: ReadonlySet<string> = new Set(['seq', 'proposal', 'number']);
