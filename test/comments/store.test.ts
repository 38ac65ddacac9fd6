import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { selectorsOf } from '../../src/comments/anchoring/selector.ts';
import type { CommentStore } from '../../src/comments/store/comment-store.ts';
import type { NewThread } from '../../src/comments/store/input.ts';
import { openDatabase, type StorePlace } from '../../src/comments/store/open-database.ts';
import { openStore } from '../../src/comments/store/open-store.ts';
import type { ThreadPage } from '../../src/comments/store/read-thread.ts';
import { Refused, type Refusal } from '../../src/comments/store/refused.ts';
import { sqliteDialect } from '../../src/comments/store/sqlite.ts';
import type { Tables } from '../../src/comments/store/tables.ts';
import { describePostgres } from './support/postgres.ts';
import { sqliteFile } from './support/sqlite-file.ts';

const first = 'The plan\nEvery service moves in one release.\nNobody waits for 10 days.';
const second = 'The plan\nA line before it.\nEvery service moves in one release.';

describePostgres('on PostgreSQL', (newDatabase) => {
  suite(async () => ({ url: await newDatabase() }));
});

describe('on SQLite', () => {
  suite(sqliteFile);

  test('a second server on the same file is refused, and the first one goes on', async () => {
    const place = await sqliteFile();
    const one = await openStore(place);
    await expect(openStore(place)).rejects.toThrow('another server has the comments');
    expect(await publish(one, 1, 1, first)).toMatch(/^[0-9a-f]{64}$/);
    await one.close();
    await (await openStore(place)).close();
  });

  test('what node:sqlite would write otherwise than it was given ends there', async () => {
    const { file } = await sqliteFile();
    const db = new Kysely<{ t: { a: unknown } }>({ dialect: sqliteDialect(file) });
    await sql`create table t (a)`.execute(db);
    for (const a of [Number.NaN, new Date(), true, 'half \ud800', 1n]) {
      await expect(db.insertInto('t').values({ a }).execute()).rejects.toThrow(TypeError);
    }
    await db.insertInto('t').values({ a: 'whole 😀' }).execute();
    expect(await db.selectFrom('t').selectAll().execute()).toEqual([{ a: 'whole 😀' }]);
    await db.destroy();
  });
});

/** The same of both databases. */
function suite(newPlace: () => Promise<StorePlace>): void {
  /** A store with one revision of proposal 1, and two persons. */
  async function opened() {
    const place = await newPlace();
    let tick = 0;
    const store = await openStore(place, () => new Date(Date.UTC(2026, 0, 1, 0, 0, tick++)));
    onTestFinished(() => store.close().catch(() => undefined));
    const revision = await publish(store, 1, 1, first);
    const person = (subject: string) =>
      store.personOf({ issuer: 'https://id.example', subject, name: subject });
    return { place, store, revision, ada: await person('ada'), ben: await person('ben') };
  }

  const passage = (text: string, exact: string) => {
    const start = text.indexOf(exact);
    return selectorsOf(text, { start, end: start + exact.length });
  };
  const wanted = (revision: string, more: Partial<NewThread> = {}): NewThread => ({
    proposal: 1,
    kind: 'remark',
    revision,
    passage: passage(first, 'moves in one release'),
    body: 'In *one*?',
    ...more,
  });
  const refusal = async (act: Promise<unknown>): Promise<Refusal | undefined> => {
    const error = await act.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (error === undefined) return undefined;
    expect(error).toBeInstanceOf(Refused);
    return (error as Refused).refusal;
  };
  const kinds = async (store: CommentStore) => (await store.events()).map(({ kind }) => kind);

  test('a thread is opened, answered, edited, resolved and reopened; its log tells all of it', async () => {
    const { store, revision, ada, ben } = await opened();
    const { thread, comment } = await store.open({ person: ada }, wanted(revision));
    const { comment: answer } = await store.reply({ person: ben }, thread, 'In one. 😀');
    await store.edit({ person: ada }, comment, 'In *one*, really?');
    await store.resolve({ person: ben }, thread);
    const { resolved } = await store.thread(thread);
    expect(resolved).toEqual({ at: '2026-01-01T00:00:03.000Z', by: { id: ben, name: 'ben' } });
    await store.resolve({ person: ben }, thread);
    // Who finds it resolved did not resolve it.
    expect((await store.thread(thread)).resolved).toEqual(resolved);
    await store.reopen({ person: ada }, thread);
    expect(await store.thread(thread)).toEqual({
      id: thread,
      proposal: 1,
      kind: 'remark',
      state: 'open',
      openedBy: { id: ada, name: 'ada' },
      openedAt: '2026-01-01T00:00:00.000Z',
      resolved: null,
      revision,
      quote: 'moves in one release',
      passage: {
        start: first.indexOf('moves'),
        end: first.indexOf('moves') + 'moves in one release'.length,
      },
      placement: {
        revision,
        outcome: 'exact',
        start: first.indexOf('moves'),
        end: first.indexOf('moves') + 'moves in one release'.length,
        confidence: 1,
        method: 'diff',
      },
      comments: [
        {
          id: comment,
          author: { id: ada, name: 'ada' },
          at: '2026-01-01T00:00:00.000Z',
          deletedAt: null,
          body: 'In *one*, really?',
          html: '<p>In <em>one</em>, really?</p>',
          versions: 2,
          editedAt: '2026-01-01T00:00:02.000Z',
          reactions: {},
          mine: [],
          hidden: null,
          held: false,
        },
        {
          id: answer,
          author: { id: ben, name: 'ben' },
          at: '2026-01-01T00:00:01.000Z',
          deletedAt: null,
          body: 'In one. 😀',
          html: '<p>In one. 😀</p>',
          versions: 1,
          editedAt: null,
          reactions: {},
          mine: [],
          hidden: null,
          held: false,
        },
      ],
      lookAgain: false,
      version: 5,
    });
    expect((await store.versions(comment)).map(({ body }) => body)).toEqual([
      'In *one*?',
      'In *one*, really?',
    ]);
    expect(await kinds(store)).toEqual(['opened', 'replied', 'edited', 'resolved', 'reopened']);
  });

  test('a deleted comment keeps its place, says nothing in any wording, and is not written again', async () => {
    const { store, revision, ada } = await opened();
    const { thread, comment } = await store.open({ person: ada }, wanted(revision));
    await store.edit({ person: ada }, comment, 'A secret.');
    await store.reply({ person: ada }, thread, 'After it.');
    await store.delete({ person: ada }, comment);
    const [tombstone, after] = (await store.thread(thread)).comments;
    expect(tombstone).toMatchObject({ id: comment, body: null, versions: 0 });
    expect(tombstone?.deletedAt).toMatch(/^2026-/);
    expect(after?.body).toBe('After it.');
    expect(await store.versions(comment)).toEqual([]);
    expect(JSON.stringify(await store.events())).not.toContain('secret');
    expect(await refusal(store.edit({ person: ada }, comment, 'Again.'))).toBe('conflict');
    expect(await refusal(store.delete({ person: ada }, comment))).toBe('conflict');
    expect(await refusal(store.react({ person: ada }, comment, { sign: 'agree', on: true }))).toBe(
      'conflict',
    );
  });

  test('nobody writes, deletes or resolves what is somebody else’s', async () => {
    const { store, revision, ada, ben } = await opened();
    const { thread, comment } = await store.open(
      { person: ada },
      wanted(revision, { kind: 'concern' }),
    );
    expect(await refusal(store.edit({ person: ben }, comment, 'Not a concern.'))).toBe('forbidden');
    expect(await refusal(store.delete({ person: ben }, comment))).toBe('forbidden');
    expect(await refusal(store.resolve({ person: ben }, thread))).toBe('forbidden');
    expect(await kinds(store)).toEqual(['opened']);
    expect((await store.thread(thread)).comments[0]?.body).toBe('In *one*?');
    await store.resolve({ person: ada }, thread);
    await store.reopen({ person: ben }, thread);
    expect((await store.thread(thread)).state).toBe('open');
  });

  test.each<[string, Partial<NewThread> | object, Refusal]>([
    ['of an unknown revision', { revision: 'a'.repeat(64) }, 'not found'],
    ['of a revision of another proposal', { proposal: 2 }, 'not found'],
    [
      'whose quote is not what stands there',
      { passage: passage(first.replace('moves', 'stays'), 'stays in one') },
      'conflict',
    ],
    ['that ends after the text', { passage: at(0, 9999) }, 'conflict'],
    ['that ends before it begins', { passage: at(9, 3) }, 'invalid'],
    ['of nothing', { passage: at(3, 3, '') }, 'invalid'],
    ['that begins before the text', { passage: at(-1, 3) }, 'invalid'],
    ['at NaN', { passage: at(Number.NaN, 3) }, 'invalid'],
    ['at 2^53', { passage: at(0, 2 ** 53) }, 'invalid'],
    ['of 100,000 characters', { passage: at(0, 100_000, 'x'.repeat(100_000)) }, 'invalid'],
    ['of half a character', { passage: at(0, 1, '\ud800') }, 'invalid'],
    ['that says nothing', { body: ' \n ' }, 'invalid'],
    ['of half a character in its body', { body: 'half \udc00' }, 'invalid'],
    ['with U+0000', { body: 'a\0b' }, 'invalid'],
    ['of 16 KiB and a byte', { body: 'ä'.repeat(8192) + 'x' }, 'invalid'],
    ['of a kind that is none', { kind: 'rant' }, 'invalid'],
    ['with an author and a time of its own', { author: 'ben', at: '1999-01-01' }, 'invalid'],
    ['with a state and an id of its own', { state: 'resolved', id: 'x' }, 'invalid'],
  ])('a thread %s is refused and leaves nothing', async (_, more, expected) => {
    const { store, revision, ada } = await opened();
    const given = { ...wanted(revision), ...more };
    expect(await refusal(store.open({ person: ada }, given))).toBe(expected);
    expect((await store.threads({ proposal: 1 })).threads).toEqual([]);
    expect(await store.events()).toEqual([]);
  });

  test('signs that turn the writing or are not seen are kept letter for letter', async () => {
    const { store, revision, ada } = await opened();
    const body = '\u202egnirts\u202c zero\u200bwidth 👩‍👩‍👧 e\u0301 \u2028 \ufeff';
    const { thread } = await store.open({ person: ada }, wanted(revision, { body }));
    expect((await store.thread(thread)).comments[0]?.body).toBe(body);
    expect(Buffer.byteLength('ä'.repeat(8192))).toBe(16 * 1024);
    await store.reply({ person: ada }, thread, 'ä'.repeat(8192));
  });

  test('what is not there is not found, whoever asks', async () => {
    const { store, ada } = await opened();
    const none = '00000000-0000-4000-8000-000000000000';
    expect(await refusal(store.thread(none))).toBe('not found');
    expect(await refusal(store.reply({ person: ada }, none, 'x'))).toBe('not found');
    expect(await refusal(store.edit({ person: ada }, none, 'x'))).toBe('not found');
    expect(await refusal(store.resolve({ person: none }, none))).toBe('not found');
    expect(await refusal(store.moderation.ban(ada, none, 'x'))).toBe('not found');
  });

  test('a new revision places every thread, and loses none; an old one is accepted and placed in what came since', async () => {
    const { store, revision, ada } = await opened();
    const stays = await store.open({ person: ada }, wanted(revision));
    const goes = await store.open(
      { person: ada },
      wanted(revision, { passage: passage(first, 'waits for 10 days'), kind: 'concern' }),
    );
    await store.resolve({ person: ada }, stays.thread);
    const next = await publish(store, 1, 2, second);
    expect((await store.threads({ proposal: 1 })).threads.map((one) => one.placement)).toEqual([
      null,
      null,
    ]);
    expect(await store.revisions.placeAll(1)).toBe(2);
    expect(await store.revisions.placeAll(1)).toBe(0);
    const late = await store.open({ person: ada }, wanted(revision));
    expect(await store.revisions.placeAll(1)).toBe(1);
    const { threads } = await store.threads({ proposal: 1 });
    expect(threads.map(({ id, placement }) => [id, placement?.outcome])).toEqual([
      [stays.thread, 'exact'],
      [goes.thread, 'orphaned'],
      [late.thread, 'exact'],
    ]);
    const { start = 0, end = 0 } = threads[0]?.placement ?? {};
    expect(second.slice(start, end)).toBe('moves in one release');
    const before = await store.threads({ proposal: 1, revision });
    expect(before.threads.map(({ placement }) => placement?.revision)).toEqual(
      Array(3).fill(revision),
    );
    // A concern whose passage is gone holds up all the same.
    expect(await store.gate(1)).toEqual({ open: [goes.thread] });
    expect(next).not.toBe(revision);
  });

  test('a text that is published twice is one revision, also of two servers at once; another proposal may say the same', async () => {
    const { store, revision, ada } = await opened();
    expect(await publish(store, 1, 2, first)).toBe(revision);
    expect(await publish(store, 2, 1, first)).toBe(revision);
    await store.open({ person: ada }, wanted(revision, { proposal: 2 }));
    expect((await store.threads({ proposal: 1 })).threads).toEqual([]);
    expect((await store.threads({ proposal: 2 })).threads).toHaveLength(1);
    expect(await Promise.all([publish(store, 1, 1, first), publish(store, 1, 1, first)])).toEqual([
      revision,
      revision,
    ]);
  });

  test('the same key gives the same answer once more, and another request under it is refused', async () => {
    const { store, revision, ada, ben } = await opened();
    const writer = { person: ada, key: 'key-0001' };
    const once = await store.open(writer, wanted(revision));
    expect(await store.open(writer, wanted(revision))).toEqual(once);
    expect(await refusal(store.open(writer, wanted(revision, { body: 'Other.' })))).toBe(
      'conflict',
    );
    expect(await refusal(store.reply(writer, once.thread, 'x'))).toBe('conflict');
    const bens = await store.open({ person: ben, key: 'key-0001' }, wanted(revision));
    expect(bens.thread).not.toBe(once.thread);
    expect((await store.threads({ proposal: 1 })).threads).toHaveLength(2);
    expect(await refusal(store.open({ person: ada, key: 'a b' }, wanted(revision)))).toBe(
      'invalid',
    );
    // What was refused may be sent again under its key, mended.
    const later = { person: ada, key: 'key-0002' };
    expect(await refusal(store.open(later, wanted('b'.repeat(64))))).toBe('not found');
    await store.open(later, wanted(revision));
  });

  test('a key is remembered for thirty days, and no longer', async () => {
    let now = Date.UTC(2026, 0, 1);
    await using store = await openStore(await newPlace(), () => new Date(now));
    const revision = await publish(store, 1, 1, first);
    const person = await store.personOf({ issuer: 'local', subject: 'ada', name: 'Ada' });
    const writer = { person, key: 'key-0001' };
    const once = await store.open(writer, wanted(revision));
    now += 30 * 86_400_000;
    expect(await store.open(writer, wanted(revision))).toEqual(once);
    now += 1;
    expect((await store.open(writer, wanted(revision))).thread).not.toBe(once.thread);
    expect((await store.threads({ proposal: 1 })).threads).toHaveLength(2);
  });

  test('of many at once with one key one is done; of many without, all are, each once', async () => {
    const { store, revision, ada, ben } = await opened();
    const same = await Promise.all(
      Array.from({ length: 8 }, () =>
        store.open({ person: ada, key: 'key-0003' }, wanted(revision)),
      ),
    );
    expect(new Set(same.map(({ thread }) => thread)).size).toBe(1);
    const { thread, comment } = same[0] ?? { thread: '', comment: '' };
    const replies = Array.from({ length: 10 }, (_, i) =>
      store.reply({ person: i % 2 === 0 ? ada : ben }, thread, `Reply ${i}`),
    );
    const edits = Array.from({ length: 6 }, (_, i) =>
      store.edit({ person: ada }, comment, `Edit ${i}`),
    );
    await Promise.all([...replies, ...edits]);
    const read = await store.thread(thread);
    expect(read.comments).toHaveLength(11);
    expect(read.version).toBe(17);
    expect((await store.versions(comment)).map(({ number }) => number)).toEqual([
      1, 2, 3, 4, 5, 6, 7,
    ]);
    expect(await store.events()).toHaveLength(17);
  });

  test('what is said is rendered once; what no write of this program rendered is rendered later', async () => {
    const { place, store, revision, ada } = await opened();
    const { thread, comment } = await store.open({ person: ada }, wanted(revision));
    const kept = (db: Kysely<Tables>) =>
      db.selectFrom('comment_html').selectAll().orderBy('comment').execute();
    const html = async () => (await store.thread(thread)).comments.map((one) => one.html);
    await using database = await openDatabase(place);
    const { db } = database;
    expect(await kept(db)).toMatchObject([{ comment, number: 1, html: '<p>In <em>one</em>?</p>' }]);
    expect(await store.renderMissing()).toBe(0);
    await store.edit({ person: ada }, comment, 'In **two**?');
    expect(await kept(db)).toMatchObject([
      { comment, number: 2, html: '<p>In <strong>two</strong>?</p>' },
    ]);
    // What another renderer, or another wording, left is shown to nobody.
    for (const stale of [{ renderer: 'an earlier one' }, { number: 1 }]) {
      await db
        .updateTable('comment_html')
        .set({ html: '<script>', ...stale })
        .execute();
      expect(await html()).toEqual(['<p>In <strong>two</strong>?</p>']);
      expect(await store.renderMissing()).toBe(1);
      expect(await store.renderMissing()).toBe(0);
      expect(await kept(db)).toMatchObject([
        { number: 2, html: '<p>In <strong>two</strong>?</p>' },
      ]);
    }
    for (let i = 0; i < 45; i++) await store.reply({ person: ada }, thread, `Reply *${i}*`);
    await db.deleteFrom('comment_html').execute();
    await store.delete({ person: ada }, comment);
    expect(await store.renderMissing(AbortSignal.abort())).toBe(0);
    expect(await store.renderMissing()).toBe(45);
    expect(await html()).toEqual([
      null,
      ...Array.from({ length: 45 }, (_, i) => `<p>Reply <em>${i}</em></p>`),
    ]);
    expect(await kept(db)).toHaveLength(45);
  });

  test('a sign is given once by each, and taken back', async () => {
    const { store, revision, ada, ben } = await opened();
    const { thread, comment } = await store.open({ person: ada }, wanted(revision));
    for (const person of [ada, ben, ben]) {
      await store.react({ person }, comment, { sign: 'agree', on: true });
    }
    await store.react({ person: ben }, comment, { sign: 'thanks', on: true });
    expect((await store.thread(thread)).comments[0]?.reactions).toEqual({ agree: 2, thanks: 1 });
    await store.react({ person: ben }, comment, { sign: 'agree', on: false });
    await store.react({ person: ben }, comment, { sign: 'agree', on: false });
    expect((await store.thread(thread)).comments[0]?.reactions).toEqual({ agree: 1, thanks: 1 });
    expect(await refusal(store.react({ person: ada }, comment, { sign: '👎', on: true }))).toBe(
      'invalid',
    );
    expect(await kinds(store)).toEqual(['opened', 'reacted', 'reacted', 'reacted', 'unreacted']);
  });

  test('who is banned writes nothing until that ends; what they wrote stays', async () => {
    const { store, revision, ada, ben } = await opened();
    const { thread } = await store.open({ person: ben }, wanted(revision));
    await store.moderation.ban(ada, ben, 'Advertises.');
    expect(await refusal(store.open({ person: ben }, wanted(revision)))).toBe('banned');
    expect(await refusal(store.reply({ person: ben, key: 'key-0004' }, thread, 'x'))).toBe(
      'banned',
    );
    expect((await store.thread(thread)).comments[0]?.body).toBe('In *one*?');
    await store.moderation.unban(ada, ben);
    await store.reply({ person: ben, key: 'key-0004' }, thread, 'Sorry.');
    expect(await kinds(store)).toEqual(['opened', 'banned', 'unbanned', 'replied']);
  });

  test('who is erased is a former participant; their open concern stays and holds up', async () => {
    const { store, revision, ada, ben } = await opened();
    const { thread } = await store.open({ person: ben }, wanted(revision, { kind: 'concern' }));
    await store.erase(ben);
    const read = await store.thread(thread);
    expect(read.openedBy.name).toBe('former participant');
    expect(read.comments[0]?.author.name).toBe('former participant');
    expect(await store.gate(1)).toEqual({ open: [thread] });
    expect(await refusal(store.reply({ person: ben }, thread, 'x'))).toBe('not found');
    expect(await refusal(store.resolve({ person: ada }, thread))).toBe('forbidden');
    const again = await store.personOf({ issuer: 'https://id.example', subject: 'ben', name: 'B' });
    expect(again).not.toBe(ben);
    await store.erase(ada);
  });

  test('an identity is its issuer and subject; a new name is shown everywhere', async () => {
    const { store, revision, ada } = await opened();
    const { thread } = await store.open({ person: ada }, wanted(revision));
    const named = (issuer: string, name: string) =>
      store.personOf({ issuer, subject: 'ada', name });
    const same = await Promise.all(
      Array.from({ length: 6 }, () => named('https://other.example', 'ada')),
    );
    expect(new Set(same).size).toBe(1);
    expect(same[0]).not.toBe(ada);
    expect(await named('https://id.example', 'Ada L.')).toBe(ada);
    expect((await store.thread(thread)).openedBy.name).toBe('Ada L.');
    expect(await refusal(named('https://id.example', 'two\nlines'))).toBe('invalid');
  });

  test('threads are read page by page, in order, by state and kind; the tag changes with each event', async () => {
    const { store, revision, ada } = await opened();
    const all: string[] = [];
    for (let i = 0; i < 7; i++) {
      const kind = i % 2 === 0 ? 'concern' : 'question';
      all.push((await store.open({ person: ada }, wanted(revision, { kind }))).thread);
    }
    await publish(store, 2, 1, second);
    const seen: string[] = [];
    let after: number | null = 0;
    while (after !== null) {
      const page = await store.threads({ proposal: 1, limit: 3, after });
      expect(page.threads.length).toBeLessThanOrEqual(3);
      seen.push(...page.threads.map(({ id }) => id));
      after = page.next;
    }
    expect(seen).toEqual(all);
    const questions = await store.threads({ proposal: 1, kind: 'question' });
    expect(questions.threads.map(({ id }) => id)).toEqual(all.filter((_, i) => i % 2 === 1));
    expect((await store.threads({ proposal: 1, state: 'resolved' })).threads).toEqual([]);
    expect((await store.threads({ proposal: 2 })).threads).toEqual([]);
    await publish(store, 1, 2, second);
    const tag = () => store.tag({ proposal: 1 });
    const unplaced = await tag();
    await store.revisions.placeAll(1);
    const placed = await tag();
    expect(placed).not.toBe(unplaced);
    expect(await tag()).toBe(placed);
    await store.reply({ person: ada }, all[0] ?? '', 'x');
    const answered = await tag();
    expect(answered).not.toBe(placed);
    await store.personOf({ issuer: 'https://id.example', subject: 'ada', name: 'Ada L.' });
    expect(await tag()).not.toBe(answered);
  });

  test('the tag of a page stays while what is said stands on others, and changes with who reads', async () => {
    const { store, revision, ada, ben } = await opened();
    const all: string[] = [];
    for (let i = 0; i < 5; i++)
      all.push((await store.open({ person: ada }, wanted(revision))).thread);
    const { next } = await store.threads({ proposal: 1, limit: 2 });
    const firstPage = { proposal: 1, limit: 2 };
    const secondPage = { ...firstPage, after: next ?? 0 };
    const before = [await store.tag(firstPage), await store.tag(secondPage)];
    await store.reply({ person: ben }, all[0] ?? '', 'On the first page.');
    expect(await store.tag(firstPage)).not.toBe(before[0]);
    expect(await store.tag(secondPage)).toBe(before[1]);
    // The one after a page says whether there is another.
    const last = { ...firstPage, after: (await store.threads(secondPage)).next ?? 0 };
    const atLast = await store.tag(last);
    await store.open({ person: ada }, wanted(revision));
    expect(await store.tag(secondPage)).toBe(before[1]);
    expect(await store.tag(last)).not.toBe(atLast);
    const viewers = [
      undefined,
      { person: ada, moderates: false },
      { person: ada, moderates: true },
    ];
    const tags = viewers.map((viewer) => store.tag({ ...firstPage, ...(viewer && { viewer }) }));
    expect(new Set(await Promise.all(tags)).size).toBe(3);
    // A concern asks for another look by where it stood in the text that its raiser saw.
    const { thread } = await store.open({ person: ada }, wanted(revision, { kind: 'concern' }));
    await publish(store, 1, 2, second);
    await store.revisions.placeAll(1);
    const concerns = { proposal: 1, kind: 'concern' } as const;
    const unseen = await store.tag(concerns);
    await store.look({ person: ada }, thread);
    expect(await store.tag(concerns)).not.toBe(unseen);
  });

  test('a page ends before it has too many comments, and every thread is on one', async () => {
    const { place, store, revision, ada } = await opened();
    const all: string[] = [];
    for (let i = 0; i < 3; i++)
      all.push((await store.open({ person: ada }, wanted(revision))).thread);
    await using database = await openDatabase(place);
    for (const [i, thread] of all.entries()) {
      const many = Array.from({ length: 600 }, (_, at) => `${i}-${at}`);
      const common = { thread, author: ada, at: '2026-01-01T00:00:00.000Z', deleted_at: null };
      const comments = many.map((id) => ({ id, ...common }));
      await database.db.insertInto('comment').values(comments).execute();
    }
    const pages = [];
    for (let after: number | null = 0; after !== null;) {
      const page: ThreadPage = await store.threads({ proposal: 1, after });
      pages.push(page.threads.map(({ id, comments }) => [id, comments.length]));
      after = page.next;
    }
    expect(pages).toEqual(all.map((id) => [[id, 601]]));
  });

  test('the log of events is only added to: the database itself refuses all else', async () => {
    const { place, store, revision, ada } = await opened();
    await store.open({ person: ada }, wanted(revision));
    if ('file' in place) await store.close();
    const db = new Kysely<{ event: { person: string } }>({
      dialect:
        'file' in place
          ? sqliteDialect(place.file)
          : new PostgresDialect({ pool: new pg.Pool({ connectionString: place.url }) }),
    });
    await expect(db.deleteFrom('event').execute()).rejects.toThrow('events are only added');
    await expect(db.updateTable('event').set({ person: 'x' }).execute()).rejects.toThrow(
      'events are only added',
    );
    expect(await db.selectFrom('event').selectAll().execute()).toHaveLength(1);
    await db.destroy();
  });

  test('a store that is opened again has all of it, and its tables are made once', async () => {
    const { place, store, revision, ada } = await opened();
    const { thread } = await store.open({ person: ada }, wanted(revision));
    const before = await store.thread(thread);
    await store.close();
    const again = await openStore(place);
    expect(await again.thread(thread)).toEqual(before);
    await again.close();
  });

  test(
    'kill -9 in the middle of 500 posts loses none that was answered, and half a post is none',
    { timeout: 600_000 },
    async () => {
      const { place, store, revision } = await opened();
      if ('file' in place) await store.close();
      const script = join(import.meta.dirname, 'support', 'poster.ts');
      const child = spawn(process.execPath, [script, JSON.stringify(place), revision, '500'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const answered: string[] = [];
      const ended = new Promise<NodeJS.Signals | null>((done) => {
        child.once('exit', (_, signal) => {
          done(signal);
        });
      });
      for await (const line of createInterface(child.stdout)) {
        answered.push(line);
        if (answered.length === 200) child.kill('SIGKILL');
      }
      expect(await ended).toBe('SIGKILL');
      expect(answered.length).toBeGreaterThanOrEqual(200);
      expect(answered.length).toBeLessThan(500);
      const after = 'file' in place ? await openStore(place) : store;
      const kept = new Map<string, number>();
      let next: number | null = 0;
      while (next !== null) {
        const page = await after.threads({ proposal: 1, after: next, limit: 100 });
        for (const { id, comments, placement } of page.threads) {
          kept.set(id, comments.length);
          expect(placement).not.toBeNull();
        }
        next = page.next;
      }
      expect(answered.filter((id) => !kept.has(id))).toEqual([]);
      expect([...kept.values()].every((comments) => comments === 1)).toBe(true);
      // One more may have been written whose answer did not come.
      expect(kept.size - answered.length).toBeLessThanOrEqual(1);
      expect(await after.events(0, 10_000)).toHaveLength(kept.size);
      if (after !== store) await after.close();
    },
  );
}

/** Adds the text that is published as a number, and gives its name. */
async function publish(store: CommentStore, proposal: number, number: number, text: string) {
  const [name = ''] = await store.revisions.publish(proposal, [{ number, text }]);
  return name;
}

/** Selectors as a stranger may send them. */
function at(start: number, end: number, exact = first.slice(Math.max(0, start), end)) {
  return {
    position: { type: 'TextPositionSelector' as const, start, end },
    quote: { type: 'TextQuoteSelector' as const, exact, prefix: '', suffix: '' },
  };
}
