import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRepository } from '../../src/git/repository.ts';
import { criteriaSchema } from '../../src/proposal/criteria.ts';
import { probesFileSchema } from '../../src/proposal/probe.ts';
import { readMirrors } from '../../src/review/sync/git/read-mirrors.ts';
import { realParts } from '../support/real-parts.ts';
import { Workbench } from './workbench.ts';

const host = 'review.example.org';

describe.skipIf(!realParts.git.available)('what diffs tell, from git alone', () => {
  let root: string;
  let clone: string;
  let clock = Date.UTC(2026, 0, 1);
  let count = 0;

  const git = (...args: string[]): string => {
    clock += 3_600_000;
    const date = new Date(clock).toISOString();
    const [name, email] = ['Ada', 'ada@example.com'];
    const result = spawnSync('git', args, {
      cwd: clone,
      encoding: 'utf8',
      env: {
        ...process.env,
        GIT_CONFIG_GLOBAL: '/dev/null',
        ...{ GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email, GIT_AUTHOR_DATE: date },
        ...{ GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email, GIT_COMMITTER_DATE: date },
      },
    });
    if (result.status !== 0) throw new Error(`git ${args.join(' ')}: ${result.stderr}`);
    return result.stdout.trim();
  };
  /** One commit: files with their whole text, null to delete. */
  const commit = async (message: string, files: Record<string, string | null>) => {
    for (const [path, text] of Object.entries(files)) {
      const file = join(clone, path);
      await mkdir(dirname(file), { recursive: true });
      if (text === null) await rm(file);
      else await writeFile(file, text);
    }
    git('add', '-A');
    const changeId = `I${String(++count).padStart(40, '0')}`;
    git('commit', '-q', '--allow-empty', '-m', `${message}\n\nChange-Id: ${changeId}`);
  };

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'crossplan-diffs-'));
    clone = join(root, 'alpha');
    await mkdir(clone);
    git('init', '-q', '-b', 'master');
    clock = Date.UTC(2026, 0, 1);
    await commit('Begin', {
      'a.py': 'import greenlib\nimport os\n',
      'b.py': 'import greenlib\n',
      'c.py': 'x = 1\n',
      'tests/test_a.py': 'import greenlib\n',
      'tox.ini': '[testenv]\n',
    });
    // Made before the day from which merges count, merged after it.
    git('checkout', '-q', '-b', 'side');
    await commit('Sleep by time', { 'a.py': 'import os\n' });
    git('checkout', '-q', 'master');
    clock = Date.UTC(2026, 2, 1);
    git('merge', '-q', '--no-ff', '-m', 'Merge "Sleep by time"', 'side');
    await commit('Speak of greenlib mode in words', { README: 'greenlib mode\n' });
    await commit('Move greenlib mode about', { 'b.py': null, 'd.py': 'import greenlib\n' });
    await commit('Greenlib mode: rename it', { 'd.py': 'import greenlib as g\n' });
    await commit('Tests on threads', { 'tests/test_a.py': 'import os\n' });
    await commit('Add a job', { 'tox.ini': '[testenv]\n[testenv:threading]\n' });
    await commit('Tidy', { 'tox.ini': '[testenv]\n\n[testenv:threading]\n' });
    await commit('Take it up again', { 'c.py': 'import greenlib\n' });
    git('branch', 'stable/1', 'HEAD~1');
    git('checkout', '-q', 'stable/1');
    clock = Date.UTC(2026, 2, 5);
    await commit('Stable drops it too', { 'd.py': 'x = 1\n' });
    git('checkout', '-q', 'master');
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  const plan = [
    { id: 'job', criteria: criteriaSchema.parse({ good: { any: ['tox', { not: 'imports' }] } }) },
    { id: 'gone', criteria: criteriaSchema.parse({ bad: 'imports' }) },
    {
      id: 'clean',
      criteria: criteriaSchema.parse({ bad: { probe: 'imports', in: ['code', 'tests'] } }),
    },
    { id: 'other', criteria: criteriaSchema.parse({ bad: 'imports' }), projects: ['elsewhere'] },
  ];
  async function bench() {
    const work = await Workbench.create(
      [{ kind: 'gerrit', host, aliases: [] }],
      ['https://git.example.org/demo/alpha'],
    );
    return work
      .stage('job', { topic: ['unknowable'], file: ['tox.ini'] })
      .stage('gone', { topic: ['unknowable'], message: ['greenlib mode'] })
      .stage('clean')
      .stage('other', { topic: ['unknowable'], message: ['greenlib mode'] });
  }
  const read = async (work: Workbench, since = '2026-02-01') =>
    readMirrors({
      registry: work.registry,
      proposals: [
        {
          ...(await work.input()),
          since,
          projects: ['p0'],
          probes: probesFileSchema.parse({
            probes: {
              imports: { title: 'x', kind: 'import', language: 'python', modules: ['greenlib'] },
              tox: {
                title: 'x',
                kind: 'text',
                include: ['tox.ini'],
                pattern: '[testenv:threading]',
              },
            },
          }),
          plan,
        },
      ],
      open: () => openRepository(clone),
      today: '2026-06-01',
    });

  it('suggests what moves a probe as a stage wants, and holds words and files against the diff', async () => {
    await using work = await bench();
    await read(work);
    expect(await work.rows()).toEqual([
      'clean: Tests on threads suggested (probe imports: 1 fewer)',
      'gone: Greenlib mode: rename it suggested (message greenlib mode, touches imports)',
      'gone: Sleep by time suggested (probe imports: 1 fewer)',
      'job: Add a job suggested (file tox.ini, touches tox; probe tox: 1 more)',
    ]);
  });

  it('says of words that stand alone whether their diff touches what a probe counts', async () => {
    await using work = await bench();
    work.stages = [];
    work.stage('gone', { message: ['greenlib mode'] });
    await read(work);
    expect((await work.rows()).filter((row) => row.includes('message'))).toEqual([
      'gone: Greenlib mode: rename it suggested (message greenlib mode, touches imports)',
      'gone: Move greenlib mode about suggested (message greenlib mode, touches nothing counted)',
      'gone: Speak of greenlib mode in words suggested (message greenlib mode, touches nothing counted)',
    ]);
  });

  it('confirms by files alone what no server was asked, on every branch', async () => {
    await using work = await bench();
    work.stages = [];
    work.stage('job', { file: ['d.py'] });
    await read(work);
    expect((await work.rows()).filter((row) => row.includes('confirmed'))).toEqual([
      'job: Greenlib mode: rename it confirmed (file d.py, touches imports)',
      'job: Move greenlib mode about confirmed (file d.py, touches nothing counted)',
      'job: Stable drops it too confirmed (file d.py)',
    ]);
  });

  it('reads what merged from a day on, whenever it was made', async () => {
    await using work = await bench();
    const { figures } = await read(work, '2026-03-02');
    expect(figures[0]?.found).toBe(1);
    const whole = await read(work, '2026-02-01');
    // Beside the one on the stable branch: seven on master, and the side line's.
    expect(whole.figures[0]?.found).toBe(9);
  });

  it('keeps what diffs told when a server is read after it', async () => {
    await using work = await bench();
    await read(work);
    const before = await work.rows();
    const { written } = await readMirrors({
      registry: work.registry,
      proposals: [
        {
          ...(await work.input()),
          since: '2026-06-01',
          projects: ['p0'],
          probes: probesFileSchema.parse({ probes: {} }),
          plan: [],
        },
      ],
      open: () => openRepository(clone),
      today: '2026-07-01',
    });
    expect(written[0]?.changed).toBe(false);
    expect(await work.rows()).toEqual(before);
  });
});
