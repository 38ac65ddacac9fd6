import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmod, chown, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe } from 'vitest';
import { postgresFolder, postgresql } from './available.ts';
import { patienceMs } from '../../support/patience.ts';

const execute = promisify(execFile);

/**
 * A PostgreSQL of the test's own: it listens on a socket in a temporary folder alone, and is gone
 * afterwards. It does not run as root; there it is the user `postgres`.
 */
export class Postgres implements AsyncDisposable {
  readonly #folder: string;
  readonly #begin: () => ChildProcess;
  #server: ChildProcess;
  #databases = 0;

  private constructor(folder: string, begin: () => ChildProcess) {
    this.#folder = folder;
    this.#begin = begin;
    this.#server = begin();
  }

  static async start(): Promise<Postgres> {
    const bin = postgresFolder;
    if (bin === undefined) throw new Error('no PostgreSQL on this machine');
    const folder = await mkdtemp(join(tmpdir(), 'crossplan-pg-'));
    const as = await otherUser();
    if (as.uid !== undefined) {
      await chown(folder, as.uid, as.gid ?? as.uid);
      // The run's own folder is closed to others: they may pass through it, and see nothing of it.
      const { mode } = await stat(tmpdir());
      if ((mode & 0o011) !== 0o011) await chmod(tmpdir(), (mode & 0o777) | 0o011);
    }
    const data = join(folder, 'data');
    const how = ['-A', 'trust', '-U', 'crossplan', '-E', 'UTF8', '--locale=C.UTF-8'];
    await execute(join(bin, 'initdb'), ['-D', data, ...how], { ...as, timeout: patienceMs });
    const settings = ['listen_addresses=', `unix_socket_directories=${folder}`];
    const begin = () =>
      spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((one) => ['-c', one])], {
        ...as,
        stdio: 'ignore',
        detached: true,
      });
    const started = new Postgres(folder, begin);
    await started.#answers();
    return started;
  }

  /** Ends it, with everybody's connections, and begins it again. */
  async restart(): Promise<void> {
    await this.#end('SIGINT');
    this.#server = this.#begin();
    await this.#answers();
  }

  async #answers(): Promise<void> {
    const until = performance.now() + patienceMs;
    for (;;) {
      try {
        await this.#run('select 1');
        return;
      } catch (error) {
        if (this.#server.exitCode !== null || performance.now() > until) {
          await this[Symbol.asyncDispose]();
          throw error;
        }
        await pause(100);
      }
    }
  }

  /** The address of a new, empty database. */
  async database(): Promise<string> {
    const name = `test_${++this.#databases}`;
    await this.#run(`create database ${name}`);
    return this.#url(name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // At once, without waiting for who is still connected.
    await this.#end('SIGQUIT');
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #end(how: NodeJS.Signals): Promise<void> {
    const server = this.#server;
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((done) => server.once('exit', done));
    server.kill(how);
    await ended;
  }

  #url(database: string): string {
    return `postgresql://crossplan@/${database}?host=${encodeURIComponent(this.#folder)}`;
  }

  async #run(text: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url('postgres') });
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  }
}

/** PostgreSQL refuses to run as root. */
async function otherUser(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const id = async (flag: string) => Number((await execute('id', [flag, 'postgres'])).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
}

/** A suite over a server of its own; each database that it asks for is empty. */
export function describePostgres(
  name: string,
  suite: (newDatabase: () => Promise<string>) => void,
): void {
  describe.skipIf(!postgresql.available)(name, () => {
    const opened = new AsyncDisposableStack();
    let server: Postgres;
    beforeAll(async () => {
      server = opened.use(await Postgres.start());
    });
    afterAll(() => opened.disposeAsync());
    suite(() => server.database());
  });
}
