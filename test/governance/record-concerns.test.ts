import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { exitCode } from '../../scripts/lib/cli.ts';
import { selectorsOf } from '../../src/comments/anchoring/selector.ts';
import { loadProposals } from '../../src/proposal/load-proposals.ts';
import { registerEntries } from '../../src/proposal/concern-register.ts';
import { today } from '../../src/ground/day.ts';
import { Served } from '../comments/support/served.ts';
import { proposalsFolder } from '../support/proposals.ts';

const texts = ['Every service moves in one release.\nNobody waits.'];
const text = texts[0] ?? '';

let served: Served;
let root: string;
let index: string;
let original: string;
/** Without a concern. */
let given: string;

beforeEach(async () => {
  served = await Served.start(undefined, texts);
  root = await proposalsFolder();
  index = join(root, '0001-async', 'index.md');
  original = await readFile(index, 'utf8');
  given = original.replace(/concerns:\n[\s\S]*?signOffs: \[\]/, 'signOffs: [] # nobody yet');
  await writeFile(index, given);
});
afterEach(async () => {
  await served[Symbol.asyncDispose]();
  await rm(root, { recursive: true });
});

function record(...args: string[]) {
  return new Promise<{ code: number; out: string; err: string }>((done) => {
    const script = join('scripts', 'concerns.ts');
    const all = [script, 'record', ...args, '--root', root];
    execFile(process.execPath, all, { timeout: 120_000 }, (error, out, err) => {
      done({ code: error === null ? 0 : Number(error.code ?? -1), out, err });
    });
  });
}

async function raise(who: string, body: string, kind = 'concern'): Promise<string> {
  const revision = (await served.comments.site.keeper.list(1))?.head;
  const passage = selectorsOf(text, { start: 0, end: 13 });
  const { status, data } = await served.send('POST', '/comments/1/threads', {
    as: who,
    body: { kind, revision, passage, body },
  });
  expect(status).toBe(201);
  return (data as unknown as { thread: string }).thread;
}

const settle = (who: string, thread: string, state: 'resolved' | 'open') =>
  served.send('PUT', `/comments/threads/${thread}/state`, { as: who, body: { state } });

async function register() {
  const { proposals, registry, problems } = await loadProposals(root);
  expect(problems).toEqual([]);
  const [proposal] = proposals;
  return proposal === undefined ? [] : registerEntries(proposal, registry, today());
}

test('a concern goes from the comments into git, is settled, reopened and settled, each once', async () => {
  const ada = await served.signIn('Ada');
  const thread = await raise(ada, '# It is *slow*\n\nMail ada@example.org, or measure.');
  await raise(ada, 'A remark alone.', 'remark');
  const from = ['--from', served.at];

  const dry = await record(...from, '--dry-run');
  expect(dry).toMatchObject({ code: exitCode.fine, err: '' });
  expect(dry.out).toBe(`0001  it-is-slow-${thread.slice(0, 8)}  added, open\n1 would change\n`);
  expect(await readFile(index, 'utf8')).toBe(given);

  const first = await record(...from, '--json');
  expect(first).toMatchObject({ code: exitCode.fine, err: '' });
  expect(JSON.parse(first.out)).toEqual([
    { proposal: 1, id: `it-is-slow-${thread.slice(0, 8)}`, thread, what: 'added, open' },
  ]);
  const permalink = `${served.at}/proposals/0001-async/#thread-${thread}`;
  const [entry] = await register();
  expect(entry?.concern).toEqual({
    id: `it-is-slow-${thread.slice(0, 8)}`,
    title: 'It is slow',
    text: '# It is *slow*\n\nMail (address left out), or measure.',
    raisedBy: 'Ada',
    raised: today(),
    where: 'Comment on “Every service”',
    url: permalink,
    blocking: true,
    wouldClear: 'Who raised it resolves the discussion.',
    state: 'open',
  });
  expect(entry?.holdsUp).toBe('open');
  const once = await readFile(index, 'utf8');
  expect(once).toContain('# nobody yet');
  expect(await record(...from)).toMatchObject({ code: exitCode.fine, out: 'nothing new\n' });
  expect(await readFile(index, 'utf8')).toBe(once);

  // What a person says of it is theirs.
  await writeFile(
    index,
    once
      .replace('title: It is slow', 'title: Too slow # in our words')
      .replace(`id: it-is-slow-${thread.slice(0, 8)}`, 'id: speed'),
  );
  await settle(ada, thread, 'resolved');
  expect((await record(...from)).out).toBe('0001  speed  settled\n1 changed\n');
  const settled = await readFile(index, 'utf8');
  expect(settled).toContain('title: Too slow # in our words');
  expect((await register())[0]).toMatchObject({
    holdsUp: undefined,
    concern: { state: 'closed', disposition: 'answered', answer: { says: 'satisfied' } },
  });
  expect((await record(...from)).out).toBe('nothing new\n');

  await settle(ada, thread, 'open');
  expect((await record(...from)).out).toBe('0001  speed  reopened\n1 changed\n');
  expect(await readFile(index, 'utf8')).toBe(
    once
      .replace('title: It is slow', 'title: Too slow # in our words')
      .replace(`id: it-is-slow-${thread.slice(0, 8)}`, 'id: speed'),
  );
  await settle(ada, thread, 'resolved');
  expect((await record(...from)).out).toContain('speed  settled');
  expect(await readFile(index, 'utf8')).toBe(settled);
});

test('what a person closed stays closed and holds it up, and a raiser who left takes nothing along', async () => {
  const ben = await served.signIn('Ben');
  const thread = await raise(ben, 'Nobody asked us.');
  await record('--from', served.at);
  const once = await readFile(index, 'utf8');
  const closed =
    'state: closed\n    disposition: out of scope\n    reason: Not of this plan.\n    closed: 2026-11-01';
  const raised = once.replace(/raised: 20\d\d-\d\d-\d\d/g, 'raised: 2026-10-01');
  await writeFile(index, raised.replace(/state: open/, closed));
  expect((await record('--from', served.at)).out).toBe('nothing new\n');
  expect((await register())[0]?.holdsUp).toBe('not asked');

  const { data } = await served.send('GET', `/comments/threads/${thread}`);
  await served.comments.site.store.erase(data.comments[0].author.id);
  expect((await record('--from', served.at)).out).toContain('raiser left');
  expect((await register())[0]).toMatchObject({
    holdsUp: 'not asked',
    concern: { raisedBy: 'Ben', formerSince: today(), reason: 'Not of this plan.' },
  });
  expect((await record('--from', served.at)).out).toBe('nothing new\n');
});

test('a proposal that is decided gets the objection on its register, and is not held up by it', async () => {
  await writeFile(index, given.replace(/^status: .*$/m, 'status: active'));
  const ada = await served.signIn('Ada');
  await raise(ada, 'After the vote.');
  const { code, err } = await record('--from', served.at);
  expect(err).toBe('');
  expect(code).toBe(exitCode.fine);
  expect((await register())[0]).toMatchObject({ concern: { blocking: false, state: 'open' } });
});

test('the same from an exported file, with the address where the discussions are', async () => {
  await writeFile(index, original);
  const ada = await served.signIn('Ada');
  const thread = await raise(ada, 'It is slow.');
  const { text: lines } = await served.send('GET', '/comments/1/threads.jsonl');
  const file = join(root, 'threads.jsonl');
  await writeFile(file, lines);
  expect(await record('--from', file)).toMatchObject({ code: exitCode.wrongUse });
  const site = ['--site', 'https://plans.example.org/sub'];
  expect((await record('--from', file, ...site)).code).toBe(exitCode.fine);
  const added = (await register()).find(({ concern }) => concern.title === 'It is slow.');
  // The others stand as they stood, letter for letter.
  const stayed = (await readFile(index, 'utf8')).split('\n');
  expect(original.split('\n').filter((line) => !stayed.includes(line))).toEqual([]);
  expect(added?.concern.url).toBe(
    `https://plans.example.org/sub/proposals/0001-async/#thread-${thread}`,
  );
  // From the server it is the same thread.
  expect((await record('--from', served.at)).out).toBe('nothing new\n');
  await writeFile(file, lines.slice(0, -20));
  const half = await record('--from', file, ...site);
  expect(half.code).toBe(exitCode.partial);
  expect(half.err).toMatch(/threads\.jsonl: line 1: no whole JSON[\s\S]*nothing was written/);
});

async function impostor(answer: (path: string) => unknown): Promise<string> {
  const server: Server = createServer((request, response) => {
    const body = answer(request.url ?? '');
    response.statusCode = body === undefined ? 503 : 200;
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a server that does not answer, answers half, or otherwise than its gate writes nothing', async () => {
  const ada = await served.signIn('Ada');
  await raise(ada, 'It is slow.');
  const page = (await served.send('GET', '/comments/1/threads?limit=100&after=0')).text;
  const whole = JSON.parse(page) as { threads: object[]; next: null };
  const tries: [RegExp, (path: string) => unknown][] = [
    [/answers 503/, () => undefined],
    [/JSON/, () => page.slice(0, -30)],
    [/gate 2/, (path) => (path.endsWith('gate') ? { open: ['a', 'b'] } : whole)],
    [
      /same page again/,
      (path) => (path.includes('after=0') ? { ...whole, next: 5 } : { threads: [], next: 5 }),
    ],
    [/gate answers 503/, (path) => (path.endsWith('gate') ? undefined : whole)],
    [/threads\.#1\.state/, () => ({ ...whole, threads: [{ ...whole.threads[0], state: 'gone' }] })],
  ];
  for (const [why, answer] of tries) {
    const { code, err } = await record('--from', await impostor(answer));
    expect(err).toMatch(why);
    expect(err).toContain('nothing was written');
    expect(code).toBe(exitCode.partial);
  }
  const nobody = await record('--from', 'http://127.0.0.1:1');
  expect(nobody.code).toBe(exitCode.partial);
  expect(await readFile(index, 'utf8')).toBe(given);
});
