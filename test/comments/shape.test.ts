import { createHash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql, type Kysely } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase, type StorePlace } from '../../src/comments/store/open-database.ts';
import { openStore } from '../../src/comments/store/open-store.ts';
import { bringToShape, newestShape, shapeOf } from '../../src/comments/store/shape.ts';
import { StoreFault } from '../../src/comments/store/store-fault.ts';
import { storedTables } from '../../src/comments/store/stored-tables.ts';
import type { Tables } from '../../src/comments/store/tables.ts';
import { temporaryFolder } from '../support/proposals.ts';
import { describePostgres } from './support/postgres.ts';
import { sqliteFile } from './support/sqlite-file.ts';

/**
 * What each step makes of the database before it, as a hash. Stores stand by these steps: one that is
 * changed here is a step changed in place, and what must be otherwise is a new step.
 */
const made = {
  sqlite: {
    '0001-threads': 'a3290a7e47cdb706',
    '0002-many': '31684168548c6846',
    '0003-kept-html': 'b30853d4b3f2b8f0',
    '0004-resolving': '3ba4ea978097a78e',
  },
  postgresql: {
    '0001-threads': 'de15bc2a723de988',
    '0002-many': 'ceff6f97196c9851',
    '0003-kept-html': '2fe38cf7c41ee786',
    '0004-resolving': 'cd8535e539bcc874',
  },
};

describePostgres('on PostgreSQL', (newDatabase) => {
  suite(async () => ({ url: await newDatabase() }));

  test('a server that is not there is told in a line, without its password', async () => {
    const url = 'postgresql://ada:secret@127.0.0.1:1/comments';
    const fault = await openStore({ url }).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(StoreFault);
    expect(String(fault)).toMatch(/PostgreSQL comments at 127\.0\.0\.1:1: .*ECONNREFUSED/);
    expect(String(fault)).not.toContain('secret');
  });
});

describe('on SQLite', () => {
  suite(sqliteFile);

  test('a file that is something else is refused and stays as it is', async () => {
    const folder = await temporaryFolder();
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'notes.txt');
    await writeFile(file, 'These are my notes, and no database at all. '.repeat(100));
    await expect(openStore({ file })).rejects.toThrow(`${file}: it is no database of SQLite`);
  });
});

function suite(newPlace: () => Promise<StorePlace>): void {
  test('each step makes what it made when it came, and all tables are known', async () => {
    await using database = await openDatabase(await newPlace());
    const { db, engine } = database;
    const steps: Record<string, string> = {};
    for (const step of Object.keys(made[engine])) {
      await bringToShape(db, engine, { what: 'the store', step });
      expect(await shapeOf(db, engine)).toBe(step);
      const definition = (await definitionOf(db, engine)).join('\n');
      steps[step] = createHash('sha256').update(definition).digest('hex').slice(0, 16);
    }
    expect(steps).toEqual(made[engine]);
    expect(newestShape(engine)).toBe(Object.keys(made[engine]).at(-1));
    const tables = await db.introspection.getTables();
    const beside = engine === 'sqlite' ? [] : ['rate_limit'];
    expect(tables.map(({ name }) => name).toSorted()).toEqual(
      [...storedTables, ...beside].toSorted(),
    );
  });

  test('a store of the first shape is brought to today’s with what it holds', async () => {
    const place = await newPlace();
    {
      await using database = await openDatabase(place);
      const { db, engine } = database;
      await bringToShape(db, engine, { what: 'the store', step: '0001-threads' });
      const person = { id: 'p', issuer: 'https://id.example', subject: 'ada', name: 'Ada' };
      await db.insertInto('person').values(person).execute();
    }
    await using store = await openStore(place);
    const ada = { issuer: 'https://id.example', subject: 'ada', name: 'Ada' };
    expect(await store.personOf(ada)).toBe('p');
  });

  test('of what an earlier shape has resolved the log tells who did it last, and when', async () => {
    const place = await newPlace();
    const [resolved, reopened, imported] = ['1', '2', '3'].map((one) => `thread-${one}`);
    {
      await using database = await openDatabase(place);
      const { db, engine } = database;
      await bringToShape(db, engine, { what: 'the store', step: '0002-many' });
      for (const id of ['ada', 'ben']) {
        await db
          .insertInto('person')
          .values({ id, issuer: 'local', subject: id, name: id })
          .execute();
      }
      const revision = { name: 'r', proposal: 1, number: 1, text: 'The plan' };
      await db.insertInto('revision').values(revision).execute();
      const common = { proposal: 1, kind: 'remark', revision: 'r', start: 0, end: 3 } as const;
      const more = {
        ...common,
        quote: 'The',
        looked: 'r',
        opened_by: 'ada',
        opened_at: '2026-01-01',
      };
      for (const [id, state] of [
        [resolved, 'resolved'],
        [reopened, 'open'],
        [imported, 'resolved'],
      ] as const) {
        await db
          .insertInto('thread')
          .values({ ...more, id: id ?? '', state, version: 1 })
          .execute();
      }
      const told = [
        [resolved, 'resolved', 'ada', '2026-01-02'],
        [reopened, 'resolved', 'ada', '2026-01-03'],
        [resolved, 'reopened', 'ada', '2026-01-04'],
        [reopened, 'reopened', 'ada', '2026-01-05'],
        [resolved, 'resolved', 'ben', '2026-01-06'],
      ] as const;
      for (const [thread, kind, person, at] of told) {
        const event = { kind, person, at, thread: thread ?? '', proposal: 1, comment: null };
        await db
          .insertInto('event')
          .values({ ...event, data: '{}' })
          .execute();
      }
    }
    await using store = await openStore(place);
    const told = async (id = '') => (await store.thread(id, undefined, moderator)).resolved;
    expect(await told(resolved)).toEqual({ at: '2026-01-06', by: { id: 'ben', name: 'ben' } });
    expect(await told(reopened)).toBeNull();
    expect(await told(imported)).toBeNull();
  });

  test('a store of a newer Crossplan is refused, named, and left as it is', async () => {
    const place = await newPlace();
    await (await openStore(place)).close();
    await using database = await openDatabase(place);
    const { db, engine } = database;
    const later = { name: '9999-later', timestamp: '2099-01-01T00:00:00.000Z' };
    await db
      .$extendTables<{ kysely_migration: typeof later }>()
      .insertInto('kysely_migration')
      .values(later)
      .execute();
    const before = await definitionOf(db, engine);
    await expect(openStore(place)).rejects.toThrow('a newer Crossplan wrote it (9999-later)');
    expect(await definitionOf(db, engine)).toEqual(before);
  });

  test('a database with tables of something else by our names is refused and left as it is', async () => {
    const place = await newPlace();
    await using database = await openDatabase(place);
    const { db, engine } = database;
    await sql`create table person (whose text)`.execute(db);
    const before = await definitionOf(db, engine);
    await expect(openStore(place)).rejects.toThrow('it holds tables of something else (person)');
    expect(await definitionOf(db, engine)).toEqual(before);
  });

  test('a step that fails in its middle leaves nothing of itself', async () => {
    const place = await newPlace();
    await using database = await openDatabase(place);
    const { db, engine } = database;
    await bringToShape(db, engine, { what: 'the store', step: '0001-threads' });
    const before = await definitionOf(db, engine);
    await sql`create table barred (whose text)`.execute(db);
    await expect(openStore(place)).rejects.toThrow('could not be brought to today’s form');
    await sql`drop table barred`.execute(db);
    expect(await definitionOf(db, engine)).toEqual(before);
    await (await openStore(place)).close();
  });
}

const moderator = { person: 'ada', moderates: true };

/** Tables, columns, indices and triggers, as the database itself tells of them. */

async function definitionOf(
  db: Kysely<Tables>,
  engine: 'sqlite' | 'postgresql',
): Promise<string[]> {
  const query =
    engine === 'sqlite'
      ? sql<{ line: string }>`select coalesce(sql, name) as line from sqlite_schema
          where name not like '%kysely%' order by type, name`
      : sql<{ line: string }>`
          select line from (
            select concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default,
              is_identity) as line from information_schema.columns where table_schema = 'public'
            union all select indexdef from pg_indexes where schemaname = 'public'
            union all select pg_get_constraintdef(oid) || conrelid::regclass::text from pg_constraint
              where connamespace = 'public'::regnamespace and contype <> 'n'
            union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
          ) as all_lines where line not like '%kysely%' order by line collate "C"`;
  return (await query.execute(db)).rows.map(({ line }) => line);
}
