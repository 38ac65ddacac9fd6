import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { annotationPage } from '../../src/comments/exchange/annotation.ts';
import { selectorsOf } from '../../src/comments/anchoring/selector.ts';
import { backUp } from '../../src/comments/store/back-up.ts';
import type { CommentStore } from '../../src/comments/store/comment-store.ts';
import { openDatabase, type StorePlace } from '../../src/comments/store/open-database.ts';
import { openStore } from '../../src/comments/store/open-store.ts';
import { restore } from '../../src/comments/store/restore.ts';
import { bringToShape } from '../../src/comments/store/shape.ts';
import { describePostgres } from './support/postgres.ts';
import { sqliteFile } from './support/sqlite-file.ts';

const first = 'The plan\nEvery service moves in one release.\nNobody waits for 10 days.';
const second = 'The plan\nA line before it.\nEvery service moves in one release. ŉ 😀';

describePostgres('on PostgreSQL', (newDatabase) => {
  const onPostgres = async (): Promise<StorePlace> => ({ url: await newDatabase() });
  suite(onPostgres);

  test('from SQLite to PostgreSQL and back, a store is what it was, byte for byte', async () => {
    const [from, over, to] = [await sqliteFile(), await onPostgres(), await sqliteFile()];
    await (await filled(from)).store.close();
    const bytes = await textOf(from);
    await restore(over, backUp(from));
    expect(await textOf(over)).toBe(bytes);
    await restore(to, backUp(over));
    expect(await textOf(to)).toBe(bytes);
  });

  test('what is restored is read by plans that know how much there is', async () => {
    const [from, to] = [await sqliteFile(), await onPostgres()];
    await (await filled(from)).store.close();
    await using opened = await openDatabase(to);
    await sql`create table others as select generate_series(1, 3)`.execute(opened.db);
    await restore(to, backUp(from));
    const counted = await sql<{ name: string; rows: number }>`
      select relname as name, reltuples as rows from pg_class
      where relname in ('thread', 'comment', 'others') order by relname`.execute(opened.db);
    const there = async (table: 'thread' | 'comment') =>
      (await opened.db.selectFrom(table).select('id').execute()).length;
    expect(counted.rows).toEqual([
      { name: 'comment', rows: await there('comment') },
      // What is not ours is not looked at: it may take longer than we wait.
      { name: 'others', rows: -1 },
      { name: 'thread', rows: await there('thread') },
    ]);
  });
});

describe('on SQLite', () => {
  suite(sqliteFile);

  test('a place where nothing is has nothing to back up, and none is made there', async () => {
    const place = await sqliteFile();
    await expect(textOf(place)).rejects.toThrow('there are no comments there');
    await expect(textOf(place)).rejects.toThrow('there are no comments there');
  });

  test('a file that a server has is not restored into', async () => {
    const [from, to] = [await sqliteFile(), await sqliteFile()];
    await (await filled(from)).store.close();
    await using store = await openStore(to);
    await expect(restore(to, backUp(from))).rejects.toThrow('another server has the comments');
    expect(await store.events()).toEqual([]);
  });
});

/** The same of both databases. */
function suite(newPlace: () => Promise<StorePlace>): void {
  test('what is restored equals what was: rows, exports and what comes next', async () => {
    const [place, copy] = [await newPlace(), await newPlace()];
    const { store, threads, revision, ada } = await filled(place);
    onTestFinished(() => store.close().catch(() => undefined));
    const bytes = await textOf(place);
    expect(bytes.split('\n').length).toBeGreaterThan(40);
    expect(await restore(copy, pieces(bytes))).toBe(bytes.trimEnd().split('\n').length - 2);
    expect(await textOf(copy)).toBe(bytes);
    // On the day after: an answer is kept for thirty.
    const restored = await openStore(copy, () => new Date('2026-01-02T00:00:00Z'));
    onTestFinished(() => restored.close());
    expect(await exported(restored)).toBe(await exported(store));
    expect(await restored.events()).toEqual(await store.events());
    expect(await restored.gate(1)).toEqual(await store.gate(1));
    expect(await restored.exportPerson(ada)).toEqual(await store.exportPerson(ada));
    // It goes on where the other one was: numbers, keys that were answered, who is banned.
    const last = (await store.events()).at(-1)?.seq ?? 0;
    const again = { person: ada, key: 'key-open-1' };
    expect(await restored.open(again, wanted(revision))).toEqual(threads[0]);
    await restored.reply({ person: ada }, threads[0]?.thread ?? '', 'After it.');
    expect((await restored.events()).at(-1)?.seq).toBeGreaterThan(last);
  });

  test('a back-up is of one moment, and writing goes on meanwhile', async () => {
    const place = await newPlace();
    const { store, threads, ada } = await filled(place);
    onTestFinished(() => store.close());
    for (let i = 0; i < 60; i++) {
      await store.reply({ person: ada }, threads[0]?.thread ?? '', `${i} ${'long '.repeat(3000)}`);
    }
    const before = await textOf(place);
    const reading = backUp(place);
    let text = String((await reading.next()).value);
    expect(text.length).toBeLessThan(before.length / 2);
    await store.reply({ person: ada }, threads[1]?.thread ?? '', 'Meanwhile.');
    for await (const piece of reading) text += piece;
    expect(text).toBe(before);
    expect(await textOf(place)).toContain('Meanwhile.');
  });

  test('nothing is restored over what is there, and what is there stays', async () => {
    const [from, to] = [await newPlace(), await newPlace()];
    await (await filled(from)).store.close();
    const other = await openStore(to);
    await other.personOf({ issuer: 'https://id.example', subject: 'zoe', name: 'Zoe' });
    await other.close();
    const before = await textOf(to);
    await expect(restore(to, backUp(from))).rejects.toThrow('there are comments in it already');
    expect(await textOf(to)).toBe(before);
  });

  test.each<[string, (lines: string[]) => string[], string]>([
    ['that is cut off', (lines) => lines.slice(0, -3), 'it ends in its middle'],
    ['that is cut within a line', (lines) => [...lines.slice(0, 9), '{"table":"pers'], 'no JSON'],
    [
      'of which a line is missing',
      (lines) => lines.toSpliced(-3, 1),
      'not those that were written',
    ],
    [
      'in which a word was changed',
      (lines) => lines.map((line) => line.replace('In *one*?', 'In *two*?')),
      'not those that were written',
    ],
    ['with more after its end', (lines) => [...lines, lines[1] ?? ''], 'after its end'],
    ['that begins twice', (lines) => lines.toSpliced(4, 0, lines[0] ?? ''), 'it begins again'],
    ['of something else', () => ['{"name":"crossplan"}'], 'line 1: no line of a back-up'],
    ['of nothing', () => [], 'line 1: expected crossplan comments 1'],
    [
      'of a newer Crossplan',
      (lines) => lines.with(0, '{"format":"crossplan comments 1","shape":"9999-later"}'),
      'of a newer Crossplan (9999-later)',
    ],
    [
      'of a table that is none of its own',
      (lines) => lines.with(3, '{"table":"kysely_migration","row":{"name":"x"}}'),
      'no line of a back-up',
    ],
  ])('a back-up %s is refused, and no row of it is there', async (_, change, message) => {
    const [from, to] = [await newPlace(), await newPlace()];
    await (await filled(from)).store.close();
    const lines = (await textOf(from)).trimEnd().split('\n');
    const text = change(lines)
      .map((line) => `${line}\n`)
      .join('');
    await expect(restore(to, pieces(text))).rejects.toThrow(message);
    await restore(to, backUp(from));
    expect(await textOf(to)).toBe(await textOf(from));
  });

  test('a back-up of the first shape is restored and brought to today’s', async () => {
    const [from, to] = [await newPlace(), await newPlace()];
    {
      await using database = await openDatabase(from);
      const { db, engine } = database;
      await bringToShape(db, engine, { what: 'the store', step: '0001-threads' });
      const person = { id: 'p', issuer: 'https://id.example', subject: 'ada', name: 'Ada' };
      await db.insertInto('person').values(person).execute();
    }
    await restore(to, backUp(from));
    await using store = await openStore(to);
    const ada = { issuer: 'https://id.example', subject: 'ada', name: 'Ada' };
    expect(await store.personOf(ada)).toBe('p');
  });
}

function wanted(revision: string) {
  const start = first.indexOf('moves in one');
  const passage = selectorsOf(first, { start, end: start + 'moves in one'.length });
  return { proposal: 1, kind: 'concern', revision, passage, body: 'In *one*?' } as const;
}

/** A store with something in every table. */
async function filled(place: StorePlace) {
  let tick = 0;
  const store = await openStore(place, () => new Date(Date.UTC(2026, 0, 1, 0, 0, 0, tick++)));
  const [revision = ''] = await store.revisions.publish(1, [{ text: first, number: 1 }]);
  const person = (subject: string) =>
    store.personOf({ issuer: 'https://id.example', subject, name: `${subject} \u2028 <b>` });
  const [ada, ben, eve] = [await person('ada'), await person('ben'), await person('eve')];
  const threads = [];
  for (let i = 1; i <= 3; i++) {
    threads.push(await store.open({ person: ada, key: `key-open-${i}` }, wanted(revision)));
  }
  const [one, two] = threads;
  if (one === undefined || two === undefined) throw new Error('no threads');
  const said = await store.reply({ person: ben }, one.thread, 'Half \u2028 \u2029 \r\n 😀 "');
  await store.edit({ person: ben }, said.comment, 'Edited.');
  await store.react({ person: ada }, said.comment, { sign: 'agree', on: true });
  await store.reply({ person: eve }, two.thread, 'Buy this.');
  await store.reply({ person: eve, holdFirst: true }, two.thread, 'And this.');
  await store.moderation.hide(ada, two.comment, 'Rude.');
  await store.moderation.ban(ada, eve, 'Advertises.');
  await store.erase(eve);
  await store.delete({ person: ada }, threads[2]?.comment ?? '');
  await store.sessions.begin(ada);
  const texts = [
    { text: first, number: 1 },
    { text: second, number: 2 },
  ];
  const names = await store.revisions.publish(1, texts);
  await store.revisions.publish(1, texts, names[1]);
  await store.revisions.placeAll(1);
  return { store, threads, revision, ada };
}

/** What readers take along of a proposal. */
async function exported(store: CommentStore): Promise<string> {
  const threads = await store.allThreads(1);
  const texts = new Map([[threads[0]?.revision ?? '', first]]);
  const page = annotationPage({ id: 'urn:x', target: 'https://x.example/', threads, texts });
  return `${JSON.stringify(threads)}\n${JSON.stringify(page)}`;
}

async function textOf(place: StorePlace): Promise<string> {
  let text = '';
  for await (const piece of backUp(place)) text += piece;
  return text;
}

/** A text in pieces that end anywhere. */
async function* pieces(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += 1000) yield text.slice(at, at + 1000);
  await Promise.resolve();
}
