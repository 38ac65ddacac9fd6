import { execFileSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../support/proposals.ts';
import { build, projectWith, runIn } from '../support/site.ts';

/** A repository with one commit per state of its files. */
async function repository(commits: Record<string, string>[]): Promise<string> {
  const folder = await temporaryFolder();
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], {
      cwd: folder,
    });
  git('init', '-q', '-b', 'main');
  for (const [i, files] of commits.entries()) {
    await writeFiles(folder, files);
    git('add', '-A');
    const date = `2026-0${i + 2}-01T00:00:00Z`;
    execFileSync(
      'git',
      ['-c', 'user.name=A', '-c', 'user.email=a@example.org', 'commit', '-q', '-m', `step ${i}`],
      { cwd: folder, env: { ...process.env, GIT_COMMITTER_DATE: date, GIT_AUTHOR_DATE: date } },
    );
  }
  return folder;
}

const callbacks =
  "import fs from 'node:fs';\n// fs.readFile(x, done)\nfs.readFile('a', (error, text) => {});\n";
const promises = "import { readFile, rm } from 'node:fs/promises';\nawait readFile('a');\n";

describe('another blueprint in place of the flagships', () => {
  let project: string;
  let dist: string;
  beforeAll(async () => {
    const alpha = await repository([{ 'lib/index.js': callbacks }, { 'lib/index.js': promises }]);
    const beta = await repository([
      { 'lib/index.js': callbacks, 'test/index.test.js': callbacks, 'lib/other.js': promises },
    ]);
    const own = await temporaryFolder();
    const template = await readFile('proposals/_template/index.md', 'utf8');
    await writeFiles(own, {
      'projects.yaml': [
        'teams: { web: { name: Web } }',
        'projects:',
        `  alpha: { team: web, repository: ${JSON.stringify(alpha)} }`,
        `  beta: { team: web, repository: ${JSON.stringify(beta)} }`,
      ].join('\n'),
      '0001-async/index.md': template,
      '0001-async/probes.yaml': await readFile('proposals/_template/probes.yaml', 'utf8'),
    });
    project = await projectWith(own);
    await runIn(project, 'node', ['scripts/check.ts']);
    await runIn(project, 'node', ['scripts/track.ts']);
    dist = await build(project);
  }, 300_000);

  afterAll(() => rm(project, { recursive: true, force: true }));

  test('its status comes from its own repositories', async () => {
    const rows = JSON.parse(await runIn(project, 'node', ['scripts/status.ts', '--json'])) as {
      project: string;
      stage: string;
      status: string;
      counts: unknown;
    }[];
    expect(rows.map(({ project: id, stage, status }) => [id, stage, status])).toEqual([
      ['alpha', 'ready', 'done'],
      ['alpha', 'removed', 'done'],
      ['beta', 'ready', 'done'],
      ['beta', 'removed', 'not started'],
    ]);
    // The comment is no evidence, the test file is counted apart.
    expect(rows[3]?.counts).toMatchObject({ callbacks: { code: 1, strings: 0, tests: 1 } });
  });

  test('its site has its pages and no word of the flagships', async () => {
    for (const page of [
      'index',
      'proposals/0001-async/index',
      'proposals/0001-async/matrix/index',
      'projects/beta/index',
    ]) {
      const html = await readFile(join(dist, `${page}.html`), 'utf8');
      expect(html).not.toMatch(/eventlet|openstack/i);
    }
    expect(await readFile(join(dist, 'projects/beta/index.html'), 'utf8')).toContain(
      'lib/index.js',
    );
  });
});
