import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realParts } from '../support/real-parts.ts';
import { noon, temporaryFolder, writeHistory } from './support/history.ts';
import { writeProposals } from './support/proposal.ts';

const program = resolve(import.meta.dirname, '../../scripts/track.ts');
const ids = Array.from({ length: 5 }, (_, i) => `p${i}`);

/** A run of the command itself, ended by the signal that no program can answer. */
describe.skipIf(!realParts.git.available)('a run that is killed', { timeout: 600_000 }, () => {
  let temporary: ReturnType<typeof temporaryFolder>;
  let args: string[];
  beforeAll(() => {
    temporary = temporaryFolder();
    const at = (...names: string[]) => join(temporary.path, ...names);
    mkdirSync(at('mirrors'));
    for (const [i, id] of ids.entries()) {
      const commits = Array.from({ length: 12 }, (_, day) => ({
        time: noon('2024-02-01') + 86_400 * day,
        entries: [{ path: `f${day % 7}.py`, content: `import green\nx = ${i * 100 + day}\n` }],
      }));
      writeHistory(at('mirrors', `o+${id}`), commits);
    }
    const addresses = ids.map((id) => [id, `https://host.example/o/${id}`] as const);
    const root = writeProposals(temporary.path, { repositories: Object.fromEntries(addresses) });
    args = ['--root', root, '--mirrors', at('mirrors', '{owner}+{name}')];
  });
  afterAll(() => {
    temporary.remove();
  });
  const adoption = () => join(temporary.path, 'proposals/0001-leave-green/adoption');
  const snapshots = () =>
    existsSync(adoption()) ? readdirSync(adoption()).filter((name) => name.endsWith('.json')) : [];
  const text = (name: string) => readFileSync(join(adoption(), name), 'utf8');
  const run = (...more: string[]) =>
    spawnSync(process.execPath, [program, ...args, ...more], { encoding: 'utf8' });

  it('leaves snapshots whole or as they were, and a cache that the next run goes on with', async () => {
    const reference = run('--no-scans');
    expect(reference.status, reference.stderr).toBe(0);
    const whole = new Map(ids.map((id) => [`${id}.json`, text(`${id}.json`)]));

    const scans = join(temporary.path, 'scans');
    const isAt = [
      () => existsSync(scans) && readdirSync(scans).length > 0,
      ...[1, 3].map((count) => () => snapshots().length >= count),
    ];
    let last = 0;
    for (const isThere of isAt) {
      for (const name of snapshots()) rmSync(join(adoption(), name));
      const child = spawn(process.execPath, [program, ...args, '--scans', scans, '--jobs', '2']);
      const ended = once(child, 'close');
      while (child.exitCode === null && !isThere()) await after(2);
      child.kill('SIGKILL');
      await ended;
      last = snapshots().length;
      for (const name of snapshots()) expect(text(name), name).toBe(whole.get(name));
    }
    // The last was killed behind some of its snapshots.
    expect(last).toBeGreaterThanOrEqual(3);

    const { status, stdout } = run('--scans', scans);
    expect(status, stdout).toBe(0);
    expect(new Map(snapshots().map((name) => [name, text(name)]))).toEqual(whole);
    expect(run('--scans', scans).stdout).toContain(`${ids.length} projects read, 0 changed`);
  });
});
