import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmod, chown, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { postgresFolder } from './available.ts';
import { patienceMs } from '../../support/patience.ts';

const execute = promisify(execFile);

/**
 * A PostgreSQL of the test's own: it listens on a socket in a temporary folder alone, and is gone
 * afterwards. It does not run as root; there it is the user `postgres`.
 */
export class Postgres implements AsyncDisposable {
  readonly #folder: string;
  readonly #server: ChildProcess;
  #databases = 0;

  private constructor(folder: string, server: ChildProcess) {
    this.#folder = folder;
    this.#server = server;
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
    const server = spawn(
      join(bin, 'postgres'),
      ['-D', data, ...settings.flatMap((one) => ['-c', one])],
      { ...as, stdio: 'ignore', detached: true },
    );
    const started = new Postgres(folder, server);
    const until = performance.now() + patienceMs;
    for (;;) {
      try {
        await started.#run('select 1');
        return started;
      } catch (error) {
        if (server.exitCode !== null || performance.now() > until) {
          await started[Symbol.asyncDispose]();
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
    const ended = new Promise((done) => this.#server.once('exit', done));
    if (this.#server.exitCode === null && this.#server.signalCode === null) {
      // At once, without waiting for who is still connected.
      this.#server.kill('SIGQUIT');
      await ended;
    }
    await rm(this.#folder, { recursive: true, force: true });
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
