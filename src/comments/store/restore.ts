import { createHash } from 'node:crypto';
import { sql, type Kysely, type Transaction } from 'kysely';
import { backUpFormat, backUpLineSchema, type BackUpLine } from './back-up-line.ts';
import type { Engine } from './engine.ts';
import { migrations } from './migrations.ts';
import { openDatabase, type StorePlace } from './open-database.ts';
import { holdFile } from './open-store.ts';
import { bringToShape, shapeOf, tablesOf } from './shape.ts';
import { StoreFault } from './store-fault.ts';
import { keptTables, keysOf, storedTables } from './stored-tables.ts';
import type { Tables } from './tables.ts';

/** UTF-16 units: a text of 1 MiB in the longest form that JSON has. */
const longestLine = 8 * 1024 * 1024;
/** Rows that one statement writes. */
const rowsAtOnce = 50;

/**
 * Makes an empty place hold what a back-up does, and then what today's tables make of it. Either all of
 * it is there afterwards, or no row is.
 *
 * @param pieces of a back-up's text
 * @returns how many rows there are
 * @throws {StoreFault} where something is there already, or the back-up is no whole one
 * @throws {Locked} where a server has the file
 */
export async function restore(place: StorePlace, pieces: AsyncIterable<string>): Promise<number> {
  await using opened = new AsyncDisposableStack();
  if ('file' in place) opened.use(await holdFile(place.file));
  const { db, engine, name } = opened.use(await openDatabase(place));
  const read = readLines(pieces);
  // Whoever gives the pieces is told that no more are wanted, however this ends.
  opened.defer(async () => {
    await read.return('');
  });
  const head = await read.next();
  if (head.done === true || !('format' in head.value)) throw broken(1, `expected ${backUpFormat}`);
  const { shape } = head.value;
  if (!Object.hasOwn(migrations(engine), shape)) {
    throw new StoreFault(
      `the back-up is of a newer Crossplan (${shape}); restore it with that one`,
    );
  }
  await refuseFull(db, engine, { name, shape });
  await bringToShape(db, engine, { what: name, step: shape });
  const rows = await db.transaction().execute((write) => writeRows(write, engine, read));
  await bringToShape(db, engine, { what: name });
  // So that its first readers need not wait for what autovacuum does a minute later: without figures of
  // its tables PostgreSQL reads all comments for each page. Those of others in its database may take long.
  if (engine === 'postgresql') {
    await sql`analyze ${sql.join(storedTables.map((name) => sql.table(name)))}`.execute(db);
  }
  return rows;
}

async function refuseFull(
  db: Kysely<Tables>,
  engine: Engine,
  { name, shape }: { name: string; shape: string },
): Promise<void> {
  const there = await shapeOf(db, engine);
  if (there === undefined) return;
  if (there !== shape) {
    throw new StoreFault(
      `${name}: its tables have another form (${there}); expected an empty place`,
    );
  }
  for (const table of await storedIn(db, engine)) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
    if (rows.length === 0) continue;
    throw new StoreFault(`${name}: there are comments in it already; expected an empty place`);
  }
}

async function storedIn(db: Kysely<Tables>, engine: Engine): Promise<(keyof Tables)[]> {
  const there = await tablesOf(db, engine);
  return keptTables.filter((name) => there.includes(name));
}

/** The lines after the first one, to their end. */
async function writeRows(
  db: Transaction<Tables>,
  engine: Engine,
  lines: AsyncGenerator<BackUpLine, string>,
): Promise<number> {
  let rows = 0;
  let batch: Extract<BackUpLine, { table: string }>[] = [];
  const write = async () => {
    const [first] = batch;
    if (first === undefined) return;
    try {
      await insert(
        db,
        engine,
        first.table,
        batch.map(({ row }) => row),
      );
    } catch (error) {
      throw broken(rows + 1, `not written: ${(error as Error).message}`);
    }
    batch = [];
  };
  for (;;) {
    const next = await lines.next();
    if (next.done === true) throw broken(rows + 2, 'it ends in its middle');
    const line = next.value;
    if ('format' in line) throw broken(rows + 2, 'it begins again');
    if ('sha256' in line) {
      await write();
      const end = await lines.next();
      if (end.done !== true) throw broken(rows + 3, 'something stands after its end');
      if (end.value !== line.sha256 || rows !== line.rows) {
        throw broken(rows + 2, 'its lines are not those that were written');
      }
      if (engine === 'postgresql') await countOn(db);
      return rows;
    }
    if (batch.length === rowsAtOnce || (batch[0] ?? line).table !== line.table) await write();
    batch.push(line);
    rows++;
  }
}

async function insert(
  db: Transaction<Tables>,
  engine: Engine,
  table: keyof Tables,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const values = rows.map(
    (row) => sql`(${sql.join(columns.map((column) => row[column] ?? null))})`,
  );
  // The numbers of threads, comments and events are those that they had.
  const own = engine === 'sqlite' ? sql`` : sql`overriding system value`;
  await sql`insert into ${sql.table(table)} (${sql.join(columns.map((one) => sql.ref(one)))}) ${own}
    values ${sql.join(values)}`.execute(db);
}

/** PostgreSQL goes on with its own count of rows; SQLite after the last row. */
async function countOn(db: Transaction<Tables>): Promise<void> {
  for (const table of keptTables) {
    if (!keysOf[table].some((key) => key === 'seq')) continue;
    const last = sql`(select max(seq) from ${sql.table(table)})`;
    await sql`select setval(pg_get_serial_sequence(${table}, 'seq'), ${last})
      where ${last} is not null`.execute(db);
  }
}

/** Each line that was read; at the end, the hash of all but the last. */
async function* readLines(pieces: AsyncIterable<string>): AsyncGenerator<BackUpLine, string> {
  const hash = createHash('sha256');
  let number = 0;
  let last = '';
  for await (const line of linesOf(pieces)) {
    hash.update(last);
    last = `${line}\n`;
    number++;
    yield lineOf(line, number);
  }
  return hash.digest('hex');
}

/** Lines by their line feeds alone: text within JSON may hold U+2028, at which readline ends one. */
async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
    if (rest.length > longestLine) throw new StoreFault('the back-up has a line of no end');
  }
  if (rest !== '') yield rest;
}

function lineOf(line: string, number: number): BackUpLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw broken(number, 'no JSON');
  }
  const read = backUpLineSchema.safeParse(value);
  if (read.success) return read.data;
  throw broken(number, 'no line of a back-up');
}

function broken(line: number, why: string): StoreFault {
  return new StoreFault(`the back-up, line ${line}: ${why}; nothing was restored`);
}
