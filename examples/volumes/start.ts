/** Runs both services through the three steps of the migration. usage: npm start */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const here = import.meta.dirname;
const url = process.env['TRANSPORT_URL'] ?? 'rabbit://guest:guest@localhost:5672/';
const python = process.env['OSLO_PYTHON'] ?? '/usr/bin/python3';
const answerMs = 60_000;

/** A child whose lines are read one after the other. */
class Service {
  readonly child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(program: string, args: string[]) {
    const child = spawn(program, args, { cwd: here, stdio: ['pipe', 'pipe', 'inherit'] });
    this.child = child;
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  async line(): Promise<string> {
    const late = setTimeout(() => this.child.kill('SIGKILL'), answerMs);
    const read: IteratorResult<string, unknown> = await this.#lines.next();
    clearTimeout(late);
    if (read.done === true) throw new Error(`${this.child.spawnargs.join(' ')} ended; see above.`);
    return read.value;
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const late = setTimeout(() => this.child.kill('SIGKILL'), answerMs);
    this.child.kill('SIGTERM');
    await once(this.child, 'exit');
    clearTimeout(late);
  }
}

/** Packs the library as users get it, and unpacks it here, unless it is there already. */
function install(): void {
  try {
    import.meta.resolve('crossplan/executor');
    return;
  } catch {
    console.log('Packing the library …');
  }
  const folder = mkdtempSync(join(tmpdir(), 'crossplan-example-'));
  const root = join(here, '../..');
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root });
  const target = join(here, 'node_modules/crossplan');
  mkdirSync(target, { recursive: true });
  execFileSync('sh', ['-c', `tar xzf "$0"/*.tgz -C "$1" --strip-components=1`, folder, target]);
  rmSync(folder, { recursive: true });
}

install();
const quota = new Service(python, ['quota.py', url]);
try {
  await quota.line();
  for (const step of ['1-green', '2-coroutine', '3-async']) {
    const volumes = new Service(process.execPath, ['service.ts', url, step]);
    try {
      await volumes.line();
      quota.child.stdin?.write('\n');
      console.log(`${step}: ${await quota.line()}`);
    } finally {
      await volumes.end();
    }
  }
} finally {
  await quota.end();
}
