import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rename, rm, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { temporaryFolder, writeFiles } from '../../support/proposals.ts';
import { environment } from '../../support/site.ts';
import { OpenidProvider } from '../support/openid-provider.ts';
import type { DiscussedSite } from './discussed-site.ts';

/** `npm run serve` in a process of its own, at which one signs in by an OpenID provider. */
export class ServedSite implements AsyncDisposable {
  /** As readers know it, without a slash at its end. */
  readonly origin: string;
  readonly #dist: string;
  readonly #opened: AsyncDisposableStack;

  private constructor(origin: string, dist: string, opened: AsyncDisposableStack) {
    this.origin = origin;
    this.#dist = dist;
    this.#opened = opened;
  }

  /**
   * Serves the first text of a site.
   *
   * @param store address of a database; default: a file of its own
   */
  static async start(site: DiscussedSite, store?: string): Promise<ServedSite> {
    await using opened = new AsyncDisposableStack();
    const folder = await temporaryFolder();
    opened.defer(() => rm(folder, { recursive: true }));
    const provider = opened.use(await OpenidProvider.start());
    const dist = join(folder, 'dist');
    await symlink(site.first, dist);
    const moderator = { issuer: provider.issuer, subject: 'mod' };
    await writeFiles(folder, { 'roles.json': JSON.stringify({ moderators: [moderator] }) });
    const server = spawn(
      process.execPath,
      ['scripts/serve.ts', '--port', '0', '--dist', dist, '--root', site.proposals],
      {
        cwd: resolve('.'),
        stdio: ['ignore', 'pipe', 'inherit'],
        env: {
          ...environment(),
          ...provider.environment,
          COMMENTS_OPENID_NAME: 'the house',
          COMMENTS_ROLES: join(folder, 'roles.json'),
          COMMENTS_STORE: store ?? join(folder, 'comments.sqlite'),
        },
      },
    );
    opened.defer(() => ended(server));
    const port = await portOf(server);
    const origin = `http://localhost:${port}`;
    provider.serve([origin]);
    return new ServedSite(origin, dist, opened.move());
  }

  /** Puts another build in place of the one that is served, while it is. */
  async show(dist: string): Promise<void> {
    await symlink(dist, `${this.#dist}.next`);
    await rename(`${this.#dist}.next`, this.#dist);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#opened.disposeAsync();
  }
}

async function portOf(server: ChildProcess): Promise<string> {
  if (server.stdout === null) throw new Error('the server says nothing');
  for await (const line of createInterface(server.stdout)) {
    const port = /^Listening on http:\/\/[\d.]+:(\d+)\//.exec(line)?.[1];
    if (port !== undefined) {
      server.stdout.resume();
      return port;
    }
  }
  throw new Error(`the server ended with ${server.exitCode ?? 'a signal'} before it listened`);
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = once(server, 'exit');
  server.kill('SIGTERM');
  await exit;
}
