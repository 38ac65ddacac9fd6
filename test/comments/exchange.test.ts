import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { selectorsOf } from '../../src/comments/anchoring/selector.ts';
import { annotationPage } from '../../src/comments/exchange/annotation.ts';
import { importThreads, readThreadFile } from '../../src/comments/exchange/import-threads.ts';
import { shownThread } from '../../src/comments/routes/shown-thread.ts';
import type { CommentStore } from '../../src/comments/store/comment-store.ts';
import { signs } from '../../src/comments/store/input.ts';
import type { StorePlace } from '../../src/comments/store/open-database.ts';
import { openStore } from '../../src/comments/store/open-store.ts';
import { threadKinds } from '../../src/comments/store/tables.ts';
import { describePostgres } from './support/postgres.ts';
import { sqliteFile } from './support/sqlite-file.ts';

const before = 'The plan 😀\nEvery service moves in one release.\nNobody waits for 10 days.';
const after = 'The plan 😀\nA line before it.\nEvery service moves in two releases.';
const origin = 'https://plans.example.org';

describePostgres('over PostgreSQL', (newDatabase) => {
  suite(async () => ({ url: await newDatabase() }));
});

describe('over SQLite', () => {
  suite(sqliteFile);
});

async function asLines(store: CommentStore): Promise<string> {
  await store.revisions.publish(1, [
    { number: 1, text: before },
    { number: 2, text: after },
  ]);
  await store.revisions.placeAll(1);
  const threads = await store.allThreads(1);
  return threads.map((one) => `${JSON.stringify(shownThread(one))}\n`).join('');
}

async function asAnnotations(store: CommentStore): Promise<string> {
  const threads = await store.allThreads(1);
  const texts = new Map<string, string>();
  for (const { revision } of threads) {
    texts.set(revision, (await store.revisions.text(1, revision)) ?? '');
  }
  const target = `${origin}/proposals/0001-plan/`;
  return JSON.stringify(annotationPage({ id: `${origin}/a.json`, target, threads, texts }));
}

const take = (store: CommentStore, file: string, proposal?: number) =>
  importThreads(store, readThreadFile(file), { origin, proposal });

/** One act of a person on what is there; what has nothing to act on does nothing. */
const act = fc.record({
  who: fc.nat(2),
  of: fc.nat(9),
  what: fc.oneof(
    fc.record({
      open: fc.record({
        kind: fc.constantFrom(...threadKinds),
        start: fc.nat(before.length - 12),
        length: fc.integer({ min: 1, max: 11 }),
      }),
      body: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    }),
    fc.record({ reply: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }) }),
    fc.record({ edit: fc.string({ minLength: 1, maxLength: 20 }) }),
    fc.record({ react: fc.constantFrom(...signs) }),
    fc.constantFrom({ settle: true }, { reopen: true }, { remove: true }, { hide: 'Rude.' }),
    fc.constantFrom({ look: true }, { leave: true }, { newText: true }),
  ),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

async function perform(store: CommentStore, acts: readonly Act[]): Promise<void> {
  const person = (subject: string) =>
    store.personOf({ issuer: 'https://id.example', subject, name: `${subject} Example` });
  const people = [await person('ada'), await person('ben'), await person('cleo')];
  const threads: string[] = [];
  const comments: string[] = [];
  for (const { who, of, what } of acts) {
    const by = { person: people[who] ?? '' };
    const thread = threads[of % Math.max(1, threads.length)] ?? '';
    const comment = comments[of % Math.max(1, comments.length)] ?? '';
    try {
      if ('open' in what) {
        const { kind, start, length } = what.open;
        const passage = selectorsOf(before, { start, end: start + length });
        const revision = (await store.revisions.publish(1, [{ text: before }]))[0] ?? '';
        const made = await store.open(by, {
          proposal: 1,
          kind,
          revision,
          passage,
          body: what.body,
        });
        threads.push(made.thread);
        comments.push(made.comment);
      } else if ('reply' in what) {
        comments.push((await store.reply(by, thread, what.reply)).comment);
      } else if ('edit' in what) await store.edit(by, comment, what.edit);
      else if ('react' in what) await store.react(by, comment, { sign: what.react, on: true });
      else if ('settle' in what) await store.resolve(by, thread);
      else if ('reopen' in what) await store.reopen(by, thread);
      else if ('remove' in what) await store.delete(by, comment);
      else if ('hide' in what) await store.moderation.hide(by.person, comment, what.hide);
      else if ('look' in what) await store.look(by, thread);
      else if ('leave' in what) await store.erase(by.person);
      else await store.revisions.publish(1, [{ number: 2, text: after }]);
    } catch (error) {
      // Half a character chosen, somebody else's comment: the store refuses it, and goes on.
      expect((error as Error).name).toBe('Refused');
    }
  }
}

/** The same of both databases. */
function suite(newPlace: () => Promise<StorePlace>): void {
  async function newStore(): Promise<CommentStore> {
    let tick = 0;
    const now = () => new Date(Date.UTC(2026, 0, 1, 0, 0, tick++));
    const store = await openStore(await newPlace(), now);
    await store.revisions.publish(1, [{ number: 1, text: before }]);
    return store;
  }

  test('an export that is imported elsewhere is the same export there, again and again', async () => {
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { minLength: 5, maxLength: 25, size: 'max' }),
        async (acts) => {
          await using store = await newStore();
          await perform(store, acts);
          const lines = await asLines(store);
          await using other = await newStore();
          const first = await take(other, lines);
          if ('refused' in first) throw new Error(first.refused.join('\n'));
          taken += first.comments;
          expect(await asLines(other)).toBe(lines);
          expect(await take(other, lines)).toEqual({
            threads: 0,
            comments: 0,
            known: first.threads,
          });
          expect(await asLines(other)).toBe(lines);

          const annotations = await asAnnotations(store);
          await using third = await newStore();
          expect(await take(third, annotations)).toMatchObject({ threads: first.threads });
          expect(await asAnnotations(third)).toBe(annotations);
          // Where it came from, all of it is known already.
          expect(await take(store, lines)).toMatchObject({ threads: 0, comments: 0 });
          expect(await asLines(store)).toBe(lines);
        },
      ),
      { numRuns: 20 },
    );
    // Otherwise nothing was compared.
    expect(taken).toBeGreaterThan(20);
  });

  test('who spoke elsewhere is nobody who can sign in here, and a thread goes on here', async () => {
    await using store = await newStore();
    await perform(store, [{ ...opening, what: { ...opening.what, open: remark } }]);
    const lines = await asLines(store);
    await using other = await newStore();
    await take(other, lines);
    const [thread] = await other.allThreads(1);
    const dan = await other.personOf({ issuer: origin, subject: 'dan', name: 'Dan' });
    expect(thread?.openedBy.id).not.toBe(dan);
    await other.reply({ person: dan }, thread?.id ?? '', 'From here.');
    await other.resolve({ person: dan }, thread?.id ?? '');
    // What came since stays, and what is there is not written over.
    expect(await take(other, lines)).toEqual({ threads: 0, comments: 0, known: 1 });
    const [again] = await other.allThreads(1);
    expect(again).toMatchObject({ state: 'resolved' });
    expect(again?.comments.map(({ body }) => body)).toEqual(['Why?', 'From here.']);
    const kinds = (await other.events()).map(({ kind }) => kind);
    expect(kinds).toEqual(['imported', 'replied', 'resolved']);
  });

  const remark = { kind: 'remark', start: 0, length: 8 } as const;
  const opening = {
    who: 0,
    of: 0,
    what: { open: { ...remark, kind: 'concern' as const }, body: 'Why?' },
  };

  async function lineOf(change: (thread: Record<string, unknown>) => object): Promise<string> {
    await using store = await newStore();
    await perform(store, [opening]);
    const thread = JSON.parse(await asLines(store)) as Record<string, unknown>;
    return JSON.stringify({ ...thread, ...change(thread) });
  }

  test.each<[string, (thread: Record<string, unknown>) => object, RegExp]>([
    ['a kind that is none', () => ({ kind: 'rant' }), /^line 2: kind: /],
    ['another text', () => ({ quote: 'The  plan' }), /^line 2: quote: the revision says something/],
    [
      'an unknown revision',
      () => ({ revision: 'a'.repeat(64) }),
      /^line 2: revision: this site has no/,
    ],
    ['another proposal', () => ({ proposal: 2 }), /^line 2: revision: this site has no/],
    ['a passage behind the text', () => ({ passage: { start: 1, end: 900 } }), /has 73 characters/],
    [
      'an open thread that somebody resolved',
      () => ({ resolved: { at: '2026-01-01T00:00:00Z', by: person('Ada') } }),
      /^line 2: resolved: an open thread was resolved by nobody/,
    ],
    ['no comment', () => ({ comments: [] }), /^line 2: comments: /],
    [
      'a name of two lines',
      () => ({ openedBy: person('a\nb') }),
      /^line 2: openedBy\.name: expected one/,
    ],
    ['a day that is none', () => ({ openedAt: 'yesterday' }), /openedAt: expected a moment/],
    [
      'a body of half a character',
      ({ comments }) => ({ comments: [{ ...(comments as object[])[0], body: '\ud800' }] }),
      /^line 2: comments\.0\.body: expected whole/,
    ],
  ])('a line with %s is refused with its place, and nothing is taken', async (_, change, why) => {
    await using other = await newStore();
    const good = await lineOf(() => ({}));
    const result = await take(other, `${good}\n${await lineOf(change)}\n`);
    expect('refused' in result ? result.refused.join('\n') : result).toMatch(why);
    expect(await other.allThreads(1)).toEqual([]);
  });

  const person = (name: string) => ({ id: '00000000-0000-4000-8000-000000000000', name });

  test('half a file, the same id twice and an id of something else here are refused', async () => {
    await using store = await newStore();
    await perform(store, [opening]);
    const line = await asLines(store);
    await using other = await newStore();
    const cut = await take(other, line.slice(0, -40));
    expect(cut).toEqual({ refused: [expect.stringMatching(/^line 1: no whole JSON/)] });
    const twice = await take(other, line + line);
    expect('refused' in twice ? twice.refused.join('\n') : twice).toMatch(
      /^line 2: .* stands at line 1 already/,
    );
    const thread = JSON.parse(line) as { id: string };
    await take(other, line);
    const stolen = { ...thread, id: '00000000-0000-4000-8000-000000000001' };
    await expect(take(other, `${JSON.stringify(stolen)}\n`)).rejects.toThrow(
      /line 1: comment [0-9a-f-]+ belongs to another thread/,
    );
    expect(await asLines(other)).toBe(line);
  });

  test('annotations of another program are taken by their quote, under ids of their own making', async () => {
    const items = [
      {
        id: 'https://notes.example.org/1',
        type: 'Annotation',
        motivation: 'questioning',
        created: '2026-01-01T10:00:00+02:00',
        creator: 'Eva',
        body: { type: 'TextualBody', value: 'Which ones?' },
        target: {
          source: 'https://elsewhere.example.org/page',
          selector: { type: 'TextQuoteSelector', exact: 'service', prefix: 'Every ' },
        },
      },
      {
        id: 'https://notes.example.org/2',
        type: 'Annotation',
        created: '2026-01-02T10:00:00Z',
        creator: { name: 'Fay' },
        body: [{ type: 'TextualBody', value: 'All.' }],
        target: 'https://notes.example.org/1',
      },
    ];
    await using store = await newStore();
    expect(await take(store, JSON.stringify(items))).toEqual({
      refused: [expect.stringMatching(/^items\.0: target\.source: .*--proposal/)],
    });
    expect(await take(store, JSON.stringify(items), 1)).toEqual({
      ...{ threads: 1, comments: 2, known: 0 },
    });
    expect(await take(store, JSON.stringify({ type: 'AnnotationPage', items }), 1)).toEqual({
      ...{ threads: 0, comments: 0, known: 1 },
    });
    const [thread] = await store.allThreads(1);
    expect(thread).toMatchObject({
      kind: 'question',
      quote: 'service',
      openedAt: '2026-01-01T08:00:00.000Z',
      openedBy: { name: 'Eva' },
    });
    expect(thread?.comments.map(({ body }) => body)).toEqual(['Which ones?', 'All.']);
    const [first] = items;
    const gone = { ...first, target: { ...(first?.target as object), selector: [] } };
    const lost = { ...items[1], target: 'https://notes.example.org/9' };
    expect(await take(store, JSON.stringify([gone, lost]), 1)).toEqual({
      refused: [
        'items.0.target.selector: expected a TextQuoteSelector',
        'items.1.target: no annotation before it is https://notes.example.org/9',
      ],
    });
  });
}
