import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { z } from 'zod';
import { selectorsOf } from '../../src/comments/anchoring/selector.ts';
import {
  faultSchema,
  gateSchema,
  threadPageSchema,
  threadSchema,
} from '../../src/comments/routes/answer-schema.ts';
import { commentRoutes } from '../../src/comments/routes/comment-routes.ts';
import { Limits } from '../../src/comments/server/limits.ts';
import { RevisionKeeper } from '../../src/comments/server/revision-keeper.ts';
import type { RevisionTexts } from '../../src/comments/revision-texts.ts';
import { reanchor } from '../../src/comments/anchoring/reanchor.ts';
import { KeptPages } from '../../src/comments/routes/kept-pages.ts';
import type { CommentStore } from '../../src/comments/store/comment-store.ts';
import { openStore } from '../../src/comments/store/open-store.ts';
import { temporaryFolder } from '../support/proposals.ts';

const origin = 'https://plans.example.org';
const text = 'The plan\nEvery service moves in one release.';
const start = text.indexOf('moves');
const passage = selectorsOf(text, { start, end: start + 'moves in one'.length });

let store: CommentStore;
let revision: string;
let handle: (request: Request) => Promise<Response | undefined>;
let faults: unknown[];
let people: Record<string, string>;

beforeEach(async () => {
  const folder = await temporaryFolder();
  store = await openStore({ file: join(folder, 'comments.sqlite') });
  onTestFinished(async () => {
    await store.close().catch(() => undefined);
    await rm(folder, { recursive: true });
  });
  [revision = ''] = await store.revisions.publish(1, [{ number: 1, text }]);
  const person = (subject: string) =>
    store.personOf({ issuer: 'https://id.example', subject, name: subject });
  people = { ada: await person('ada'), ben: await person('ben') };
  faults = [];
  const list = {
    proposal: 1,
    slug: '0001-plan',
    head: revision,
    revisions: [{ id: revision, number: 1 }],
  };
  const texts: RevisionTexts = {
    list: (proposal) => Promise.resolve(proposal === 1 ? list : undefined),
    text: () => Promise.resolve(text),
    standing: () => Promise.resolve([]),
  };
  const keeper = new RevisionKeeper(
    store,
    texts,
    (...given) => Promise.resolve(reanchor(...given)),
    (error) => faults.push(error),
  );
  const routes = commentRoutes({
    store,
    keeper,
    origins: [origin],
    base: '',
    ways: [],
    whoOf: (token) => {
      const id = people[token.replaceAll('-', '')];
      const who = { id: id ?? '', name: token, token, roleAt: () => 'member' as const };
      return Promise.resolve(id === undefined ? undefined : who);
    },
    limits: new Limits(),
    holdFirst: false,
    pages: new KeptPages(),
    sourceOf: () => Promise.resolve(undefined),
    onFault: (error) => faults.push(error),
  });
  handle = (request) => routes(request, { address: '192.0.2.1' });
});

interface Sent {
  as?: string;
  body?: unknown;
  raw?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string | undefined>;
}

async function send(
  method: string,
  path: string,
  { as = 'ada', body, raw, headers = {} }: Sent = {},
) {
  const all = {
    origin,
    'content-type': 'application/json',
    cookie: `crossplan-session=${as.padEnd(24, '-')}`,
    ...headers,
  };
  const given = Object.entries<string | undefined>(all).filter(
    (one): one is [string, string] => one[1] !== undefined,
  );
  const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const request = new Request(`http://inner:8080${path}`, {
    method,
    headers: given,
    ...(content === undefined ? {} : { body: content }),
  });
  const response = await handle(request);
  if (response === undefined) throw new Error(`no route for ${path}`);
  const read = response.status === 304 ? '' : await response.text();
  return {
    status: response.status,
    headers: response.headers,
    data: (read === '' ? undefined : JSON.parse(read)) as unknown,
  };
}

const thread = (more: object = {}) => ({
  kind: 'remark',
  revision,
  passage,
  body: 'Why *one*?',
  ...more,
});
const open = async (more: object = {}, sent: Sent = {}) => {
  const { status, data } = await send('POST', '/comments/1/threads', {
    body: thread(more),
    ...sent,
  });
  expect(status).toBe(201);
  return data as { thread: string; comment: string };
};
const read = async <T>(path: string, schema: z.ZodType<T>): Promise<T> =>
  schema.parse((await send('GET', path, { as: '', headers: { origin: undefined } })).data);

test('a discussion from its opening to its end, as its schema says', async () => {
  const { thread: id, comment } = await open({ kind: 'concern' });
  const at = `/comments/threads/${id}`;
  const reply = await send('POST', `${at}/replies`, { as: 'ben', body: { body: 'To compare.' } });
  expect(reply.status).toBe(201);
  expect(
    (await send('PUT', `/comments/comments/${comment}`, { body: { body: 'Why?' } })).status,
  ).toBe(200);
  const sign = `/comments/comments/${comment}/reactions/agree`;
  expect((await send('PUT', sign, { as: 'ben' })).data).toEqual({ on: true });
  expect((await read('/comments/1/gate', gateSchema)).open).toEqual([id]);
  const found = await read(at, threadSchema);
  expect(found.comments.map(({ body, author }) => [author.name, body])).toEqual([
    ['ada', 'Why?'],
    ['ben', 'To compare.'],
  ]);
  expect(found.comments[0]?.reactions).toEqual({ agree: 1 });
  expect(found.quote).toBe('moves in one');
  expect((await send('DELETE', sign, { as: 'ben' })).data).toEqual({ on: false });
  expect(
    (await send('PUT', `${at}/state`, { as: 'ben', body: { state: 'resolved' } })).status,
  ).toBe(403);
  expect((await send('PUT', `${at}/state`, { body: { state: 'resolved' } })).status).toBe(200);
  expect((await read('/comments/1/gate', gateSchema)).open).toEqual([]);
  expect((await send('PUT', `${at}/state`, { as: 'ben', body: { state: 'open' } })).status).toBe(
    200,
  );
  expect((await send('DELETE', `/comments/comments/${comment}`)).status).toBe(200);
  const page = await read('/comments/1/threads', threadPageSchema);
  expect(page.threads[0]).toMatchObject({ id, state: 'open', kind: 'concern' });
  expect(page.threads[0]?.comments[0]).toMatchObject({ body: null, reactions: {} });
  const schema = (await send('GET', '/comments/schema.json')).data as { $defs: object };
  expect(Object.keys(schema.$defs)).toEqual(['threads', 'thread', 'gate', 'session', 'fault']);
  expect(faults).toEqual([]);
});

test('a page is read anew only when something changed', async () => {
  for (let i = 0; i < 3; i++) await open();
  const path = '/comments/1/threads?limit=2';
  const one = await send('GET', path);
  expect((one.data as { threads: unknown[] }).threads).toHaveLength(2);
  const etag = one.headers.get('etag') ?? '';
  const again = await send('GET', path, { headers: { 'if-none-match': `"x", ${etag}` } });
  expect([again.status, again.data]).toEqual([304, undefined]);
  const other = await send('GET', '/comments/1/threads', { headers: { 'if-none-match': etag } });
  expect(other.status).toBe(200);
  const { next } = threadPageSchema.parse(one.data);
  expect((await read(`${path}&after=${next ?? 0}`, threadPageSchema)).threads).toHaveLength(1);
  // What is opened behind a page, or said on another one, leaves it as it is.
  const { thread: last } = await open();
  await send('POST', `/comments/threads/${last}/replies`, { body: { body: 'There.' } });
  const asked = () => send('GET', path, { headers: { 'if-none-match': etag } });
  expect((await asked()).status).toBe(304);
  const [first] = threadPageSchema.parse(one.data).threads;
  await send('POST', `/comments/threads/${first?.id ?? ''}/replies`, { body: { body: 'Here.' } });
  const after = await asked();
  expect(after.status).toBe(200);
  expect(threadPageSchema.parse(after.data).threads[0]?.comments).toHaveLength(2);
});

test.each<[string, Record<string, string | undefined>]>([
  ['of another site', { origin: 'https://evil.example' }],
  ['of a sibling', { origin: 'https://other.example.org' }],
  ['of the same host without encryption', { origin: 'http://plans.example.org' }],
  ['of the host that the proxy asked', { origin: 'http://inner:8080' }],
  ['of a sandbox', { origin: 'null' }],
  ['without an origin', { origin: undefined }],
  ['that the browser calls cross-site', { 'sec-fetch-site': 'cross-site' }],
  ['that the browser calls same-site', { 'sec-fetch-site': 'same-site' }],
])('a request %s writes nothing', async (_, headers) => {
  const { comment, thread: id } = await open();
  const tries: [string, string, unknown][] = [
    ['POST', '/comments/1/threads', thread()],
    ['POST', `/comments/threads/${id}/replies`, { body: 'x' }],
    ['PUT', `/comments/threads/${id}/state`, { state: 'resolved' }],
    ['PUT', `/comments/comments/${comment}`, { body: 'x' }],
    ['DELETE', `/comments/comments/${comment}`, undefined],
    ['PUT', `/comments/comments/${comment}/reactions/agree`, undefined],
    ['DELETE', `/comments/comments/${comment}/reactions/agree`, undefined],
  ];
  for (const [method, path, body] of tries) {
    const { status, data } = await send(method, path, { body, headers });
    expect([method, path, status]).toEqual([method, path, 403]);
    expect(faultSchema.parse(data).error.code).toBe('foreign origin');
  }
  expect(await store.events()).toHaveLength(1);
  const same = { 'sec-fetch-site': 'same-origin' };
  expect(
    (await send('POST', '/comments/1/threads', { body: thread(), headers: same })).status,
  ).toBe(201);
});

test.each<[string, number, Sent]>([
  ['JSON as text/plain', 415, { body: {}, headers: { 'content-type': 'text/plain' } }],
  ['a form', 415, { raw: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
  ['no type', 415, { raw: new TextEncoder().encode('{}'), headers: { 'content-type': undefined } }],
  ['no JSON', 400, { raw: '{' }],
  ['nothing', 400, {}],
  ['no UTF-8', 400, { raw: new Uint8Array([0x22, 0xff, 0x22]) }],
  ['a body without end', 413, { raw: `"${'x'.repeat(200 * 1024)}"` }],
  ['a list', 422, { body: [] }],
  ['null', 422, { raw: 'null' }],
  [
    'an author, a time, a state and an id of its own',
    422,
    { body: { body: 'x', author: 'ben', at: '1999', state: 'x', id: 'y' } },
  ],
  [
    'to a parent in another document',
    422,
    { body: { body: 'x', parent: '00000000-0000-4000-8000-000000000000', proposal: 2 } },
  ],
  ['a prototype', 422, { raw: '{"body":"x","__proto__":{"person":"ben"}}' }],
  ['nobody who is signed in', 401, { as: 'nobody', body: { body: 'x' } }],
  ['a name of every object', 401, { as: 'constructor', body: { body: 'x' } }],
])('a reply that is %s is refused', async (what, expected, sent) => {
  // Own names alone are persons here, as in a table of sessions.
  people = Object.assign(Object.create(null) as Record<string, string>, people);
  const { thread: id } = await open();
  const { status, data, headers } = await send('POST', `/comments/threads/${id}/replies`, sent);
  expect([what, status]).toEqual([what, expected]);
  expect(faultSchema.parse(data).error.message).not.toBe('');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(await store.events()).toHaveLength(1);
  expect(faults).toEqual([]);
});

test('a comment is changed by its author alone, whoever is told to be one', async () => {
  const { comment } = await open();
  const path = `/comments/comments/${comment}`;
  expect((await send('PUT', path, { as: 'ben', body: { body: 'x' } })).status).toBe(403);
  expect((await send('DELETE', path, { as: 'ben' })).status).toBe(403);
  await store.moderation.ban(people['ben'] ?? '', people['ada'] ?? '', 'Shouts.');
  const { status, data } = await send('PUT', path, { body: { body: 'x' } });
  expect([status, faultSchema.parse(data).error.code]).toEqual([403, 'banned']);
});

test('the same key gives the same answer, with another body a conflict', async () => {
  const headers = { 'idempotency-key': 'key-0001' };
  const one = await open({}, { headers });
  expect(await open({}, { headers })).toEqual(one);
  const other = await send('POST', '/comments/1/threads', { body: thread({ body: 'x' }), headers });
  expect(other.status).toBe(409);
  const bad = await send('POST', '/comments/1/threads', {
    body: thread(),
    headers: { 'idempotency-key': 'x' },
  });
  expect(bad.status).toBe(422);
});

test('a passage that is not in its revision is a conflict; a proposal is that of the address', async () => {
  const quote = { ...passage.quote, exact: 'stays in one' };
  const body = thread({ passage: { ...passage, quote } });
  expect((await send('POST', '/comments/1/threads', { body })).status).toBe(409);
  expect((await send('POST', '/comments/2/threads', { body: thread() })).status).toBe(404);
  expect(
    (await send('POST', '/comments/1/threads', { body: thread({ proposal: 2 }) })).status,
  ).toBe(422);
});

test.each([
  ['?limit=0', 422],
  ['?limit=101', 422],
  ['?after=-1', 422],
  ['?after=1e3', 422],
  ['?state=gone', 422],
  ['?revision=x', 422],
  ['?rot=1', 422],
])('a list with %s is refused', async (query, expected) => {
  expect((await send('GET', `/comments/1/threads${query}`)).status).toBe(expected);
});

test.each<[string, string, number]>([
  ['GET', '/comments/', 404],
  ['GET', '/comments/12345/threads', 404],
  ['GET', '/comments/threads/../1/threads/x', 404],
  ['GET', '/comments/threads/00000000-0000-4000-8000-000000000000', 404],
  ['GET', '/comments/threads/%2e%2e%2f', 404],
  ['PATCH', '/comments/1/threads', 405],
  ['DELETE', '/comments/1/threads', 405],
  ['POST', '/comments/1/gate', 405],
])('%s %s is answered with %i', async (method, path, expected) => {
  const { status, data } = await send(method, path);
  expect(status).toBe(expected);
  expect(faultSchema.safeParse(data).success).toBe(true);
});

test('what is not for the comments is left to others, and what acts in a page is only text', async () => {
  expect(await handle(new Request('http://inner/proposals/0001-x/'))).toBeUndefined();
  expect(await handle(new Request('http://inner/commentary'))).toBeUndefined();
  const body = '<svg onload=alert(1)> [x](java\tscript:alert(1)) \u2028 </script>';
  const { thread: id } = await open({ body });
  const { headers } = await send('GET', `/comments/threads/${id}`);
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect((await read(`/comments/threads/${id}`, threadSchema)).comments[0]?.body).toBe(body);
});

test('a fault of the server is told to who runs it, and to who asked only that there was one', async () => {
  await store.close();
  const { status, data } = await send('GET', '/comments/1/threads');
  expect([status, faultSchema.parse(data).error.code]).toEqual([500, 'fault']);
  expect(faults).toHaveLength(1);
  expect(JSON.stringify(data)).not.toMatch(/sqlite|database/i);
});

test('a thread of a thousand replies is read whole', async () => {
  const { thread: id } = await open();
  const writer = { person: people['ben'] ?? '' };
  for (let i = 0; i < 1000; i++) await store.reply(writer, id, `Reply ${i}`);
  const { comments } = await read(`/comments/threads/${id}`, threadSchema);
  expect(comments).toHaveLength(1001);
  expect(comments.at(-1)?.body).toBe('Reply 999');
});
