import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readApart } from '../../src/adoption/read-apart.ts';
import { readSnapshots } from '../../src/adoption/read-snapshots.ts';
import { probesFileSchema } from '../../src/proposal/probe.ts';
import { realParts } from '../support/real-parts.ts';
import { noon, temporaryFolder, writeHistory } from './support/history.ts';
import { writeProposals } from './support/proposal.ts';
import { writeTreeBomb } from './support/tree-bomb.ts';

const script = resolve(import.meta.dirname, '../../scripts/track.ts');
const good = [{ time: noon('2024-01-01'), entries: [{ path: 'a.py', content: 'import green\n' }] }];

describe.skipIf(!realParts.git.available)('a hostile repository', () => {
  let temporary: ReturnType<typeof temporaryFolder>;
  beforeAll(() => {
    temporary = temporaryFolder();
  });
  afterAll(() => {
    temporary.remove();
  });
  const at = (...names: string[]) => join(temporary.path, ...names);

  it('costs itself alone, and says why; what is good beside it is read as ever', () => {
    const repositories: Record<string, string> = {};
    const add = (id: string) => {
      repositories[id] = `https://host.example/o/${id}`;
      return at('mirrors', `o+${id}`);
    };
    mkdirSync(at('mirrors'));
    writeHistory(add('a-good'), good);
    writeTreeBomb(add('bomb'), 10);
    const nested = `x = ${'f"{'.repeat(20_000)}${'}"'.repeat(20_000)}  # green\nimport green\n`;
    writeHistory(add('nested'), [
      {
        time: noon('2024-01-01'),
        entries: [
          { path: 'a.py', content: nested },
          { path: 'package.json', content: '{"dependencies":'.repeat(20_000) },
          { path: 'b.py', content: 'import green\n' },
        ],
      },
    ]);
    writeHistory(add('z-good'), good);
    writeProposals(temporary.path, {
      repositories: { ...repositories, 'on-this-machine': at('mirrors') },
    });
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [script, '--mirrors', at('mirrors/{owner}+{name}'), '--json'],
      { cwd: temporary.path, encoding: 'utf8', timeout: 600_000 },
    );
    expect({ status, stderr }).toMatchObject({ status: 3 });
    const rows = JSON.parse(stdout) as { project: string; problems: { code: string }[] }[];
    expect(
      rows.map(({ project, problems }) => [project, ...problems.map(({ code }) => code)]),
    ).toEqual([
      ['a-good'],
      ['bomb', 'too-large'],
      ['nested', 'parser'],
      ['z-good'],
      ['on-this-machine', 'refused'],
    ]);
    const text = (project: string) =>
      readFileSync(at('proposals/0001-leave-green/adoption', `${project}.json`), 'utf8');
    expect(text('a-good').replaceAll('a-good', 'z-good')).toBe(text('z-good'));
  });

  it('leaves of the nested file a lower bound, and the other file counts', async () => {
    const { snapshots } = await readSnapshots(at('proposals/0001-leave-green'));
    const nested = snapshots.find(({ project }) => project === 'nested');
    expect(nested?.probes['imports']).toMatchObject({
      counts: { code: 1 },
      coverage: { unread: { head: 1 }, spans: [[0, 'lower']] },
    });
  });

  it('ends with its process when that takes more than it may, or is killed', async () => {
    const task = {
      project: 'a',
      entry: { repository: 'https://host.example/o/a' },
      path: at('mirrors/o+a-good'),
      probes: probesFileSchema.parse({ probes: {} }),
      since: '2023-01-01',
      registry: { projects: {} },
    };
    expect((await readApart(task)).commit).not.toBeNull();
    const why = (limits: Parameters<typeof readApart>[1]) =>
      readApart(task, limits).then(
        () => 'read',
        (error: unknown) => (error as { problem: { code: string; message: string } }).problem,
      );
    expect(await why({ totalMs: 1 })).toEqual({
      code: 'engine',
      message: 'its reading was ended: took more than 0.001 s',
    });
    expect(await why({ heapMebibytes: 8 })).toMatchObject({
      code: 'engine',
      message: 'its reading was ended: took more than 8 MiB of memory',
    });
  });
});
