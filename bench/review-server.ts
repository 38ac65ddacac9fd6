/**
 * The servers that bench/review.ts asks, each in a process of its own. The Gerrit answers from memory
 * in Gerrit's form; the GitHub answers by its official contract, but does not check it here.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { FakeGerrit, manyChanges } from '../test/review/fake-gerrit.ts';
import { GithubServer, type FakePull } from '../test/review/github/server.ts';

/** When a hundred of them change. */
const changedAt = '2026-09-01T00:00:00Z';
const changedCount = 100;

export interface StandIn extends AsyncDisposable {
  url: string;
  /** Changes a hundred of its reviews. */
  change: () => Promise<void>;
}

/** Starts a stand-in with so many reviews. */
export async function startServer(kind: 'gerrit' | 'github', count: number): Promise<StandIn> {
  const child = fork(import.meta.filename, [kind, String(count)], { execArgv: [] });
  const ended = once(child, 'exit');
  const said = async (): Promise<string> => {
    const [message] = (await Promise.race([
      once(child, 'message'),
      ended.then(() => Promise.reject(new Error(`the ${kind} of the benchmark ended`))),
    ])) as [string];
    return message;
  };
  const url = await said();
  return {
    url,
    change: async () => {
      child.send('change');
      await said();
    },
    [Symbol.asyncDispose]: async () => {
      child.kill();
      await ended;
    },
  };
}

async function serveGerrit(count: number) {
  const changes = manyChanges(count);
  const server = await FakeGerrit.start(changes);
  const updated = `${changedAt.slice(0, 10)} ${changedAt.slice(11, 19)}.000000000`;
  return {
    url: `http://${server.host}`,
    change: () => {
      server.changes = changes.map((one) =>
        one.number <= changedCount ? { ...one, updated } : one,
      );
    },
  };
}

async function serveGithub(count: number) {
  const pulls = manyChanges(count).map(({ number, updated, status }): FakePull => {
    const at = `${updated.slice(0, 10)}T${updated.slice(11, 19)}Z`;
    const merged = status === 'MERGED' ? { merged: at } : {};
    const title = `Pull ${number}`;
    return { number, title, labels: ['move'], created: at, updated: at, ...merged };
  });
  const server = await GithubServer.start({ check: false });
  server.add('demo/alpha', ...pulls);
  return {
    url: server.url,
    change: () => {
      for (const pull of pulls.slice(0, changedCount)) pull.updated = changedAt;
    },
  };
}

if (import.meta.main) {
  const [, , kind, count] = process.argv;
  const serve = kind === 'gerrit' ? serveGerrit : serveGithub;
  const { url, change } = await serve(Number(count));
  process.on('message', () => {
    change();
    process.send?.('changed');
  });
  process.on('disconnect', () => process.exit());
  process.send?.(url);
}
