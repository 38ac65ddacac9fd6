import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRepository } from '../../src/git/repository.ts';
import { probesFileSchema } from '../../src/proposal/probe.ts';
import { readMirrors } from '../../src/review/sync/git/read-mirrors.ts';
import { realParts } from '../support/real-parts.ts';
import { Workbench } from './workbench.ts';

const changeId = (letter: string) => `I${letter.repeat(40)}`;
const host = 'review.example.org';
const idOf = (letter: string, branch = 'master', project = 'demo/alpha') =>
  `gerrit:${host}/${project}~${branch}~${changeId(letter)}`;

describe.skipIf(!realParts.git.available)('sync --from-git', () => {
  let root: string;
  let clone: string;
  let clock = Date.UTC(2026, 0, 1);

  const git = (...args: string[]): string => {
    clock += 3_600_000;
    const date = new Date(clock).toISOString();
    const result = spawnSync('git', args, {
      cwd: clone,
      encoding: 'utf8',
      env: {
        ...process.env,
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_AUTHOR_NAME: 'Ada',
        GIT_AUTHOR_EMAIL: 'ada@example.com',
        GIT_COMMITTER_NAME: 'Gate',
        GIT_COMMITTER_EMAIL: 'gate@example.com',
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_DATE: date,
      },
    });
    if (result.status !== 0) throw new Error(`git ${args.join(' ')}: ${result.stderr}`);
    return result.stdout.trim();
  };
  const commit = (...message: string[]) => {
    git('commit', '-q', '--allow-empty', '-m', message.join('\n'));
    return git('rev-parse', 'HEAD');
  };

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'crossplan-mirrors-'));
    clone = join(root, 'alpha');
    await mkdir(clone);
    git('init', '-q', '-b', 'master');
    clock = Date.UTC(2020, 0, 1);
    commit('Before the time', '', 'Closes-Bug: #1', `Change-Id: ${changeId('0')}`);
    clock = Date.UTC(2026, 0, 1);
    git('branch', 'stable/1');
    // As Gerrit merges: the change on a side line, a merge commit on the first-parent line.
    git('checkout', '-q', '-b', 'side');
    const first = commit(
      'Drop it, says ada@example.com',
      '',
      'Closes-Bug: #1',
      'Depends-On: https://review.example.org/77',
      'Signed-off-by: Ada <ada@example.com>',
      `Change-Id: ${changeId('a')}`,
    );
    git('checkout', '-q', 'master');
    git('merge', '-q', '--no-ff', '-m', 'Merge "Drop it"', 'side');
    const merge = git('log', '-1', '--format=%cI');
    commit('Speaks of old things', '', `Change-Id: ${changeId('b')}`);
    commit('Plain', '', `Change-Id: ${changeId('c')}`);
    commit('No change at all');
    commit(
      'Revert "Drop it"',
      '',
      `This reverts commit ${first.slice(0, 12)}.`,
      '',
      `Change-Id: ${changeId('d')}`,
    );
    commit('Cited', '', `Change-Id: ${changeId('e')}`);
    commit(
      'Numbered',
      '',
      `Change-Id: ${changeId('f')}`,
      'Reviewed-on: https://review.example.org/c/demo/alpha/+/88',
      'Partial-Bug: #1',
    );
    git('checkout', '-q', 'stable/1');
    commit(
      'Drop it',
      '',
      'Closes-Bug: #1',
      `Change-Id: ${changeId('a')}`,
      `(cherry picked from commit ${first})`,
    );
    git('checkout', '-q', 'master');
    await writeFile(join(root, 'merge'), merge);
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  async function bench() {
    const work = await Workbench.create(
      [{ kind: 'gerrit', host, aliases: [] }],
      ['https://git.example.org/demo/alpha', 'https://git.example.org/demo/gone'],
    );
    work
      .stage('one', { bug: ['1'] })
      .stage('two', { message: ['old things'] }, { topic: ['unknowable'] });
    work.text = `### Stage: two\n\nhttps://${host}/q/${changeId('e')} and https://${host}/5`;
    return work;
  }
  const read = async (work: Workbench, projects = ['p0']) =>
    readMirrors({
      registry: work.registry,
      proposals: [
        {
          ...(await work.input()),
          since: '2025-06-01',
          projects,
          probes: probesFileSchema.parse({ probes: {} }),
          plan: [],
        },
      ],
      open: (repository) =>
        repository.endsWith('gone')
          ? Promise.reject(new Error('it is not there'))
          : openRepository(clone),
      today: '2026-03-01',
    });

  it('links by bug, suggests by word, knows what is cited, and leaves the rest', async () => {
    await using work = await bench();
    const { figures } = await read(work);
    expect(figures).toEqual([
      { proposal: '0001-test', project: 'p0', found: 7, linked: 4, suggested: 1, unlinked: 2 },
    ]);
    expect(await work.rows()).toEqual([
      'one: Drop it confirmed (bug Closes-Bug: #1)',
      'one: Drop it, says (address left out) confirmed (bug Closes-Bug: #1)',
      'one: Numbered confirmed (bug Partial-Bug: #1)',
      'two: Cited confirmed (cited)',
      'two: Speaks of old things suggested (message old things)',
      `two: gerrit:${host}/?~5 confirmed (cited)`,
    ]);
  });

  it('knows branch, merge date and Change-Id, and leaves unknown what git cannot tell', async () => {
    await using work = await bench();
    await read(work);
    const { reviews, sources } = await work.read();
    const merged = new Date(await readFile(join(root, 'merge'), 'utf8')).toISOString().slice(0, 19);
    expect(reviews.find(({ id }) => id === idOf('a'))).toEqual({
      id: idOf('a'),
      repository: 'demo/alpha',
      title: 'Drop it, says (address left out)',
      status: 'merged',
      owner: 'Ada',
      branch: 'master',
      updated: `${merged}Z`,
      merged: `${merged}Z`,
      dependsOn: [`gerrit:${host}/?~77`],
      changeId: changeId('a'),
      commit: expect.any(String) as string,
      footers: [{ key: 'Closes-Bug', value: '#1' }],
      fromGit: true,
    });
    expect(reviews.some(({ id }) => id === idOf('a', 'stable/1'))).toBe(true);
    expect(reviews.some(({ id }) => id === `gerrit:${host}/demo/alpha~88`)).toBe(true);
    // The revert is tied to no stage, and kept for what it takes back.
    expect(reviews.find(({ id }) => id === idOf('d'))?.reverts).toBe(idOf('a'));
    expect(sources).toMatchObject([{ source: 'git', seen: {} }]);
  });

  it('gives the same bytes again, and keeps what it knew of a mirror that is gone', async () => {
    await using work = await bench();
    await read(work);
    const { written } = await read(work);
    expect(written[0]?.changed).toBe(false);
    const partial = await read(work, ['p0', 'p1']);
    expect(partial.figures[1]).toMatchObject({
      project: 'p1',
      found: 0,
      problem: 'it is not there',
    });
    const none = await read(work, ['p1']);
    expect(none.written[0]?.changed).toBe(false);
    expect((await work.read()).reviews.length).toBeGreaterThan(4);
  });
});
