import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Postgres } from '../comments/support/postgres.ts';
import { realParts } from '../support/real-parts.ts';
import { noon, temporaryFolder, writeHistory } from './support/history.ts';
import { writeProposals } from './support/proposal.ts';

const script = (name: string) => resolve(import.meta.dirname, `../../scripts/${name}.ts`);
const ids = Array.from({ length: 7 }, (_, i) => `p${i}`);
const isThere = realParts.git.available && realParts.postgresql.available;

/** What a process says, so that a test can wait for it. */
class Said {
  readonly child: ChildProcess;
  #text = '';

  constructor(args: readonly string[]) {
    this.child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#text += chunk.toString('utf8');
        this.child.emit('said');
      });
    }
  }

  get text(): string {
    return this.#text;
  }

  async says(what: RegExp): Promise<void> {
    while (!what.test(this.#text)) {
      if (this.child.exitCode !== null) throw new Error(`it ended: ${this.#text}`);
      await Promise.race([once(this.child, 'said'), once(this.child, 'close')]);
    }
  }

  /** Its exit code. */
  async ends(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      await once(this.child, 'close');
    }
    return this.child.exitCode;
  }
}

describe.skipIf(!isThere)('a fleet', { timeout: 600_000 }, () => {
  let temporary: ReturnType<typeof temporaryFolder>;
  let postgres: Postgres;
  let root: string;
  let mirrors: string[];
  let whole: Map<string, string>;
  const started: ChildProcess[] = [];
  const at = (...names: string[]) => join(temporary.path, ...names);
  const adoption = () => at('proposals/0001-leave-green/adoption');
  const snapshots = () =>
    new Map(
      readdirSync(adoption())
        .sort()
        .map((name) => [name, readFileSync(join(adoption(), name), 'utf8')]),
    );
  const days = () => readFileSync(at('proposals/0001-leave-green/as-of.json'), 'utf8');
  const forget = () => {
    rmSync(adoption(), { recursive: true, force: true });
    rmSync(at('proposals/0001-leave-green/as-of.json'), { force: true });
  };
  const start = (...args: string[]) => {
    const one = new Said(args);
    started.push(one.child);
    return one;
  };
  const track = (...args: string[]) => [script('track'), '--root', root, ...args];
  const worker = (address: string, ...args: string[]) =>
    start(script('worker'), '--queue', address, '--heartbeat', '10', '--no-scans', ...args);

  beforeAll(async () => {
    temporary = temporaryFolder();
    postgres = await Postgres.start();
    mkdirSync(at('mirrors'));
    for (const [i, id] of ids.entries()) {
      const commits = Array.from({ length: 12 }, (_, day) => ({
        time: noon('2024-02-01') + 86_400 * day,
        entries: [{ path: `f${day % 7}.py`, content: `import green\nx = ${i * 100 + day}\n` }],
      }));
      if (id !== 'p6') writeHistory(at('mirrors', `o+${id}`), commits);
    }
    const addresses = ids.map((id) => [id, `https://host.example/o/${id}`] as const);
    root = writeProposals(temporary.path, { repositories: Object.fromEntries(addresses) });
    const pattern = at('mirrors', '{owner}+{name}');
    mirrors = ['--mirrors', pattern, '--as-of', '2024-03-01', '--jobs', '1'];
    // p6 is missing: that is an answer too.
    const { status, stderr } = spawnSync(process.execPath, track(...mirrors, '--no-scans'), {
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(3);
    whole = snapshots();
    expect(whole.size).toBe(ids.length);
  }, 300_000);

  afterAll(async () => {
    for (const child of started) child.kill('SIGKILL');
    await postgres[Symbol.asyncDispose]();
    temporary.remove();
  });

  it('says what one machine says, though a worker is killed and the database begins anew', async () => {
    const daysOfOne = days();
    forget();
    const address = await postgres.database();
    const run = start(...track('--queue', address, '--no-scans'));
    // The first is killed as soon as it has taken something; nobody else could have it.
    const killed = worker(address, ...mirrors);
    await killed.says(/ {2}taken/);
    killed.child.kill('SIGKILL');
    await killed.ends();
    const workers = [worker(address, ...mirrors), worker(address, ...mirrors)];
    await Promise.race(workers.map((one) => one.says(/ {2}read/)));
    await postgres.restart();
    expect(await run.ends(), run.text).toBe(3);
    expect(snapshots()).toEqual(whole);
    expect(days()).toBe(daysOfOne);
    // Told to stop they end.
    for (const { child } of workers) child.kill('SIGTERM');
    for (const one of workers) expect(await one.ends(), one.text).not.toBeNull();
    const taken = /(\w+) {2}taken/.exec(killed.text)?.[1];
    expect(workers.map(({ text }) => text).join('')).toMatch(new RegExp(`${taken} {2}taken`));
  });

  it('sets a unit aside over which every worker ends, with the reason, and goes on', async () => {
    forget();
    const address = await postgres.database();
    const run = start(...track('--queue', address, '--no-scans', '--project', 'p0'));
    for (let tries = 0; tries < 3; tries++) {
      const one = worker(address, ...mirrors);
      await one.says(/p0 {2}taken/);
      one.child.kill('SIGKILL');
      await one.ends();
    }
    expect(await run.ends()).toBe(3);
    expect(run.text).toMatch(/set aside: 3 workers ended over it \(job heartbeat timeout\)/);
    expect(snapshots().get('p0.json')).toContain('set aside: 3 workers ended over it');
  });

  it('needs no queue where each machine has its part', () => {
    forget();
    const answers = at('answers');
    const parts = ['1/3', '2/3', '3/3'].map((part) => {
      const args = track(...mirrors, '--no-scans', '--shard', part, '--answers', answers);
      const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
      expect([0, 3]).toContain(status);
      return Number(/^(\d+) of/m.exec(stdout)?.[1]);
    });
    expect(parts).toEqual([2, 2, 2]);
    // Who takes them reads nothing itself.
    const taking = track('--mirrors', at('nowhere'), '--no-scans', '--answers', answers);
    expect(spawnSync(process.execPath, taking).status).toBe(3);
    expect(snapshots()).toEqual(whole);
  });
});
