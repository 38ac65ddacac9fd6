import { execFile } from 'node:child_process';
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exitCode } from '../../scripts/lib/cli.ts';
import { selectorsOf } from '../../src/comments/anchoring/selector.ts';
import { readFrozenThreads } from '../../src/comments/frozen/frozen-threads.ts';
import { openStore } from '../../src/comments/store/open-store.ts';
import { proposalsFolder } from '../support/proposals.ts';
import { Served } from './support/served.ts';

const text = 'Every service moves in one release.\nNobody waits.';

let served: Served;
let root: string;
let folder: string;

beforeEach(async () => {
  served = await Served.start(undefined, [text]);
  root = await proposalsFolder();
  folder = join(root, '0001-async');
});
afterEach(async () => {
  await served[Symbol.asyncDispose]();
  await rm(root, { recursive: true });
});

function threads(args: string[], env: Record<string, string> = {}) {
  return new Promise<{ code: number; out: string; err: string }>((done) => {
    const all = [join('scripts', 'threads.ts'), ...args];
    const options = { timeout: 120_000, env: { ...process.env, ...env } };
    execFile(process.execPath, all, options, (error, out, err) => {
      done({ code: error === null ? 0 : Number(error.code ?? -1), out, err });
    });
  });
}

async function say(who: string, body: string): Promise<string> {
  const revision = (await served.comments.site.keeper.list(1))?.head ?? '';
  const passage = selectorsOf(text, { start: 6, end: 13 });
  const { data } = await served.send('POST', '/comments/1/threads', {
    as: who,
    body: { kind: 'question', revision, passage, body },
  });
  return (data as unknown as { thread: string }).thread;
}

const frozen = () => readFile(join(folder, 'threads.json'), 'utf8');

test('threads are frozen from a server, as they are, and again only when there is news', async () => {
  const freeze = () => threads(['freeze', '--from', served.at, '--root', root]);
  expect(await freeze()).toEqual({ code: exitCode.fine, out: 'no thread\n', err: '' });
  const ada = await served.signIn('Ada ada@example.org');
  const thread = await say(ada, 'Which ones? Write to ada@example.org.\n\n- these');
  await served.send('POST', `/comments/threads/${thread}/replies`, {
    as: await served.signIn('Ben'),
    body: { body: 'All.' },
  });
  expect(await freeze()).toEqual({ code: exitCode.fine, out: '0001  1 thread\n', err: '' });
  const first = await frozen();
  expect(first).not.toContain('@');
  const read = await readFrozenThreads(folder);
  expect(read.problems).toEqual([]);
  expect(read.frozen).toMatchObject({
    from: served.at,
    threads: [
      {
        id: thread,
        kind: 'question',
        state: 'open',
        quote: 'service',
        comments: [
          {
            by: 'Ada (address left out)',
            text: 'Which ones? Write to (address left out).\n\n- these',
          },
          { by: 'Ben', text: 'All.' },
        ],
      },
    ],
  });
  expect((await freeze()).out).toBe('0001  1 thread, as before\n');
  expect(await frozen()).toBe(first);
  await served.send('PUT', `/comments/threads/${thread}/state`, {
    as: ada,
    body: { state: 'resolved' },
  });
  expect((await freeze()).out).toBe('0001  1 thread\n');
  const settled = await readFrozenThreads(folder);
  expect(settled.frozen?.threads).toMatchObject([
    { state: 'resolved', resolved: { by: 'Ada (address left out)' } },
  ]);

  const before = await frozen();
  const gone = await threads(['freeze', '--from', 'http://127.0.0.1:1', '--root', root]);
  expect(gone.code).toBe(exitCode.partial);
  expect(await frozen()).toBe(before);
});

test('a file that a server exported is frozen, and imported into another store', async () => {
  const ada = await served.signIn('Ada');
  const thread = await say(ada, 'Which ones?');
  const lines = (await served.send('GET', '/comments/1/threads.jsonl')).text;
  const file = join(root, 'threads.jsonl');
  await writeFile(file, lines);
  const given = ['freeze', '--from', file, '--root', root, '--json'];
  expect(JSON.parse((await threads(given)).out)).toEqual([
    { proposal: 1, threads: 1, written: true },
  ]);
  expect((await readFrozenThreads(folder)).frozen?.from).toBeUndefined();

  const place = join(root, 'other.sqlite');
  const env = { COMMENTS_STORE: place, SITE: '', COMMENTS_LOCAL_IDENTITY: '' };
  const importing = ['import', file, '--origin', served.at, '--dist', served.dist];
  expect(await threads(importing, env)).toEqual({
    code: exitCode.fine,
    out: '1 threads and 1 comments imported, 0 threads were there\n',
    err: '',
  });
  expect((await threads(importing, env)).out).toContain('0 threads and 0 comments imported, 1');
  await using store = await openStore({ file: place });
  expect(await store.allThreads(1)).toMatchObject([
    { id: thread, placement: { outcome: 'exact' } },
  ]);
  // A server may have it: then nothing is taken.
  const locked = await threads(importing, env);
  expect(locked.code).toBe(exitCode.partial);
  expect(locked.err).toContain('another server has the comments');
});

test('what is refused is told with file and place, what is missing is wrong use', async () => {
  const file = join(root, 'threads.jsonl');
  await copyFile(join(root, 'projects.yaml'), file);
  const env = { COMMENTS_STORE: join(root, 'other.sqlite'), SITE: '' };
  const importing = ['import', file, '--origin', served.at, '--dist', served.dist];
  const refused = await threads(importing, env);
  expect(refused.code).toBe(exitCode.findings);
  expect(refused.err).toMatch(/threads\.jsonl: line 1: no whole JSON[\s\S]*nothing was imported/);
  const half = await threads(['freeze', '--from', file, '--root', root]);
  expect(half.code).toBe(exitCode.partial);
  for (const [args, why] of [
    [['import'], 'import needs the file'],
    [['import', file], '--origin: expected where the file comes from'],
    [['freeze', '--root', root], 'freeze needs --from'],
    [['thaw'], 'no action `thaw`'],
  ] as const) {
    const wrong = await threads([...args], env);
    expect(wrong.err).toContain(why);
    expect(wrong.code).toBe(exitCode.wrongUse);
  }
});
