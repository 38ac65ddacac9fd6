import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text as textOf } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { revisionName } from '../../src/comments/anchoring/revision.ts';
import { selectorsOf } from '../../src/comments/anchoring/selector.ts';
import { openStore } from '../../src/comments/store/open-store.ts';
import { patienceMs } from '../support/patience.ts';
import { temporaryFolder } from '../support/proposals.ts';
import { describePostgres } from './support/postgres.ts';
import { writeTexts } from './support/served.ts';

const text = 'The plan\nEvery service moves in one release.';

async function folderOfTest(): Promise<string> {
  const folder = await temporaryFolder();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describePostgres('over PostgreSQL', (newDatabase) => {
  killed(newDatabase);
});

describe('over SQLite', () => {
  killed(async () => join(await folderOfTest(), 'comments.sqlite'));
});

/** A server in a process of its own. */
async function serverOf(store: string) {
  const script = join(import.meta.dirname, 'support', 'served-child.ts');
  const child = fork(script, [store, text]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const [ready] = (await once(child, 'message')) as [{ origin: string; cookie: string }];
  return { child, ...ready };
}

/** The same of both databases. */
function killed(newStore: () => Promise<string>): void {
  test(
    'kill -9 in the middle of 500 posts loses none that was answered; sent again, each is there once',
    { timeout: 4 * patienceMs },
    async () => {
      const store = await newStore();
      const revision = await revisionName(text);
      const passage = selectorsOf(text, { start: 9, end: 22 });
      const post = async (i: number, { origin, cookie }: { origin: string; cookie: string }) => {
        const response = await fetch(`${origin}/comments/1/threads`, {
          method: 'POST',
          headers: {
            origin,
            cookie,
            'content-type': 'application/json',
            'idempotency-key': `post-number-${i}`,
          },
          body: JSON.stringify({ kind: 'remark', revision, passage, body: `Remark ${i}` }),
        });
        expect(response.status).toBe(201);
        return ((await response.json()) as { thread: string }).thread;
      };
      const first = await serverOf(store);
      const answered = new Map<number, string>();
      const died = once(first.child, 'exit');
      let next = 0;
      const poster = async () => {
        while (next < 500) {
          const i = next++;
          const thread = await post(i, first).catch((error: unknown) => {
            if (first.child.killed) return undefined;
            throw error;
          });
          if (thread === undefined) return;
          answered.set(i, thread);
          if (answered.size === 200) first.child.kill('SIGKILL');
        }
      };
      await Promise.all(Array.from({ length: 8 }, poster));
      expect(await died).toEqual([null, 'SIGKILL']);
      expect(answered.size).toBeGreaterThanOrEqual(200);
      expect(answered.size).toBeLessThan(500);

      const second = await serverOf(store);
      const all = new Map(answered);
      for (let i = 0; i < 500; i++) if (!answered.has(i)) all.set(i, await post(i, second));
      // What was answered may be sent again, too.
      const [some = -1, thread] = [...answered][100] ?? [];
      expect(await post(some, second)).toBe(thread);
      const ended = once(second.child, 'exit');
      second.child.disconnect();
      await ended;
      const place = store.startsWith('postgresql:') ? { url: store } : { file: store };
      await using reopened = await openStore(place);
      const threads = await reopened.allThreads(1);
      expect(threads.map(({ id }) => id).toSorted()).toEqual([...all.values()].toSorted());
      expect(threads.every(({ comments, placement }) => comments.length === 1 && placement)).toBe(
        true,
      );
    },
  );
}

describe('npm run serve', () => {
  /** What it is given: a build, and its environment. */
  async function build() {
    const folder = await folderOfTest();
    const dist = join(folder, 'dist');
    await mkdir(dist);
    await writeFile(join(dist, 'index.html'), 'the start page');
    await writeTexts(dist, 1, [text]);
    return { dist, store: join(folder, 'comments.sqlite') };
  }

  function serve(dist: string, env: Record<string, string>): ChildProcess {
    const args = ['scripts/serve.ts', '--port', '0', '--dist', dist];
    const clean = Object.entries(process.env).filter(
      ([name]) => !/^(COMMENTS_.*|SITE|BASE)$/.test(name),
    );
    const child = spawn(process.execPath, args, {
      env: { ...Object.fromEntries(clean), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  }

  /** Its exit code and what it said. */
  async function ended(child: ChildProcess) {
    const said = child.stderr === null ? '' : textOf(child.stderr);
    const [code] = (await once(child, 'exit')) as [number | null];
    return { code, said: await said };
  }

  async function listening(child: ChildProcess): Promise<string> {
    if (child.stdout === null) throw new Error('it has no output');
    for await (const line of createInterface(child.stdout)) {
      const found = /^Listening on (\S+?)\/$/.exec(line);
      if (found?.[1] !== undefined) return found[1];
    }
    throw new Error('it ended before it listened');
  }

  test('answers who watches it, refuses a second one on its file, and ends when it is told to', async () => {
    const { dist, store } = await build();
    const one = serve(dist, { COMMENTS_STORE: store });
    const at = await listening(one);
    const health = await fetch(`${at}/comments/health`);
    expect([health.status, await health.json()]).toEqual([200, { ok: true }]);
    expect(await (await fetch(`${at}/`)).text()).toBe('the start page');
    const { code, said } = await ended(serve(dist, { COMMENTS_STORE: store }));
    expect(said).toBe(
      `another server has the comments: wait for it to end (its lock is ${store}.lock)\n`,
    );
    expect(code).toBe(3);
    expect((await fetch(`${at}/comments/1/threads`)).status).toBe(200);
    one.kill('SIGTERM');
    expect(await ended(one)).toEqual({ code: 0, said: '' });
  });

  test('says everything that is wrong with its environment, and does not start', async () => {
    const { dist, store } = await build();
    const env = {
      COMMENTS_STORE: store,
      SITE: 'http://plans.example.org',
      COMMENTS_HOLD_FIRST: 'yes',
    };
    const { code, said } = await ended(serve(dist, env));
    expect(said).toContain('SITE: expected https:');
    expect(said).toContain('COMMENTS_HOLD_FIRST: expected 0 or 1');
    expect(code).toBe(2);
  });
});
