import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { selectorsOf } from '../../src/comments/anchoring/selector.ts';
import { defaultLimits, Limits } from '../../src/comments/server/limits.ts';
import { openDatabase } from '../../src/comments/store/open-database.ts';
import { openStore } from '../../src/comments/store/open-store.ts';
import { WholeWrites } from '../../src/comments/store/whole-writes.ts';
import { describePostgres } from './support/postgres.ts';

const text = 'The plan\nEvery service moves in one release.';

describePostgres('two servers on one PostgreSQL', (newDatabase) => {
  /** Two stores over one database, with a thread in it. */
  async function two() {
    const url = await newDatabase();
    const [one, other] = await Promise.all([openStore({ url }), openStore({ url })]);
    onTestFinished(() => one.close());
    onTestFinished(() => other.close());
    const [revision = ''] = await one.revisions.publish(1, [{ text, number: 1 }]);
    const person = await one.personOf({ issuer: 'local', subject: 'ada', name: 'Ada' });
    const passage = selectorsOf(text, { start: 9, end: 22 });
    const wanted = { proposal: 1, kind: 'remark', revision, passage, body: 'Why?' } as const;
    return { url, one, other, person, wanted };
  }

  test('what they write at once is all there, once, and its tag is another each time', async () => {
    const { one, other, person, wanted } = await two();
    const { thread } = await one.open({ person }, wanted);
    const tags = new Set([await other.tag({ proposal: 1 })]);
    const said = Array.from({ length: 40 }, async (_, i) => {
      await (i % 2 === 0 ? one : other).reply({ person }, thread, `Reply ${i}`);
      tags.add(await (i % 3 === 0 ? one : other).tag({ proposal: 1 }));
    });
    const opened = Array.from({ length: 20 }, (_, i) =>
      (i % 2 === 0 ? one : other).open({ person }, wanted),
    );
    await Promise.all([...said, ...opened]);
    const read = await other.thread(thread);
    expect(read.comments).toHaveLength(41);
    expect(read.version).toBe(41);
    expect((await other.allThreads(1)).length).toBe(21);
    expect(await one.events()).toHaveLength(61);
    expect(await one.tag({ proposal: 1 })).toBe(await other.tag({ proposal: 1 }));
    const keyed = Array.from({ length: 10 }, (_, i) =>
      (i % 2 === 0 ? one : other).open({ person, key: 'the-same-key' }, wanted),
    );
    expect(new Set((await Promise.all(keyed)).map((made) => made.thread)).size).toBe(1);
  });

  test('a number of the log is seen only when all before it are', async () => {
    const { url, one, person } = await two();
    await using first = await openDatabase({ url });
    await using second = await openDatabase({ url });
    const tell = (writes: WholeWrites, kind: 'banned' | 'unbanned', gate: Promise<void>) =>
      writes.write(async (db) => {
        const row = { kind, person, proposal: null, thread: null, comment: null };
        await db
          .insertInto('event')
          .values({ ...row, at: '2026', data: '{}' })
          .execute();
        told.push(kind);
        await gate;
      });
    const told: string[] = [];
    const gate = Promise.withResolvers<undefined>();
    // However this ends, no connection waits for it.
    using atEnd = new DisposableStack();
    atEnd.defer(() => {
      gate.resolve(undefined);
    });
    const slow = tell(
      new WholeWrites(first.db, 'postgresql'),
      'banned',
      gate.promise.then(() => undefined),
    );
    await expect.poll(() => told).toEqual(['banned']);
    const fast = tell(new WholeWrites(second.db, 'postgresql'), 'unbanned', Promise.resolve());
    // The second one waits at the lock: PostgreSQL itself says so.
    await expect
      .poll(async () => {
        const waiting = sql<{ n: number }>`select count(*)::int as n from pg_locks
          where locktype = 'advisory' and not granted`;
        return (await waiting.execute(first.db)).rows[0]?.n;
      })
      .toBe(1);
    expect(await one.events()).toEqual([]);
    gate.resolve(undefined);
    await Promise.all([slow, fast]);
    expect((await one.events()).map(({ kind }) => kind)).toEqual(['banned', 'unbanned']);
  });

  test('a connection that ends in the middle of a write costs that write alone', async () => {
    const { url, one, person, wanted } = await two();
    await using database = await openDatabase({ url });
    const writes = new WholeWrites(database.db, 'postgresql');
    const broken = writes.write(async (db) => {
      await db
        .insertInto('event')
        .values({ ...event, person })
        .execute();
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(database.db);
      // Its end arrives while nobody asks anything of it.
      await expect
        .poll(async () => {
          const still = sql`select 1 from pg_stat_activity where pid = ${rows[0]?.pid}`;
          return (await still.execute(database.db)).rows;
        })
        .toEqual([]);
      await db
        .insertInto('event')
        .values({ ...event, person })
        .execute();
    });
    await expect(broken).rejects.toThrow();
    expect(await one.events()).toEqual([]);
    await writes.write((db) =>
      db
        .insertInto('event')
        .values({ ...event, person })
        .execute(),
    );
    await one.open({ person }, wanted);
    expect(await one.events()).toHaveLength(2);
  });

  test('they count together how often somebody does something, and others by themselves', async () => {
    const { one, other } = await two();
    const sizes = { ...defaultLimits, write: { person: [3, 600], address: [100, 600] } } as const;
    const [a, b] = [new Limits(sizes, one.pool), new Limits(sizes, other.pool)];
    const take = (limits: Limits, person: string) => limits.take('write', '192.0.2.1', person);
    expect([await take(a, 'ada'), await take(b, 'ada'), await take(a, 'ada')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(await take(b, 'ada')).toBeGreaterThan(0);
    expect(await take(a, 'ada')).toBeGreaterThan(0);
    expect(await take(b, 'ben')).toBeUndefined();
    expect(await b.take('preview', '192.0.2.1', 'ada')).toBeUndefined();
  });
});

const event = {
  kind: 'renamed',
  proposal: null,
  thread: null,
  comment: null,
  at: '2026-01-01T00:00:00.000Z',
  data: '{}',
} as const;
