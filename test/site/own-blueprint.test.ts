import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noon, writeHistory } from '../adoption/support/history.ts';
import { copyOfCheckout } from '../support/checkout.ts';
import { temporaryFolder } from '../support/proposals.ts';
import { realParts } from '../support/real-parts.ts';
import { duckdbPython } from '../status/duckdb/available.ts';
import { runIn } from '../support/site.ts';
import { startPage } from '../support/start-page.ts';

const callbacks =
  "import fs from 'node:fs';\n// fs.readFile(x, done)\nfs.readFile('a', (error, text) => {});\n";
const promises = "import { readFile, rm } from 'node:fs/promises';\nawait readFile('a');\n";

/** A repository with one commit per state of its files, a month apart. */
async function repository(...states: Record<string, string>[]): Promise<string> {
  const folder = join(await temporaryFolder(), 'repository.git');
  writeHistory(
    folder,
    states.map((files, i) => ({
      time: noon(`2026-0${i + 2}-01`),
      entries: Object.entries(files).map(([path, content]) => ({ path, content })),
    })),
  );
  return folder;
}

/**
 * Left out of the inner run, which must end soon: tests with brokers, review servers, browsers, hostile
 * input and the many processes of a reading, and long searches of properties. None of them can depend on
 * which blueprints there are: a lint rule (`ofNoBlueprint` in eslint.config.mjs) forbids them to read any.
 * The other unit tests and those of the commands and of statuses run.
 */
const isLeftOut = (path: string) =>
  /^(src|test)\/(comments|executor)\/.*\.test\.ts$/.test(path) ||
  // It asks that the tests stand where a mutation run looks for them; some were left out.
  path === 'scripts/lib/mutation/targets.test.ts' ||
  // It makes a checkout of its own, with a blueprint of its own.
  path === 'test/governance/ci.test.ts' ||
  /^test\/(adoption|hostile|review|site)\/.*\.test\.ts$/.test(path);

/** Checks of the code alone, which no blueprint can make fail: they would take most of the time. */
const notAboutBlueprints = ['format', 'lint', 'types', 'types of pages'];

/** A program in place of `$EDITOR`: writes the registry, and over each placeholder. */
function editorScript(registry: string): string {
  return `
    import { readFileSync, writeFileSync } from 'node:fs';
    const [, , file] = process.argv;
    const text = file.endsWith('projects.yaml')
      ? ${JSON.stringify(registry)}
      : readFileSync(file, 'utf8').replaceAll('REPLACE THIS. ', '');
    writeFileSync(file, text);
  `;
}

/** The commands under "Your own blueprint instead", as the README gives them. */
async function commandsOfReadme(): Promise<string[]> {
  const text = await readFile('README.md', 'utf8');
  const section = /## Your own blueprint instead\n([\s\S]*?)\n## /.exec(text)?.[1] ?? '';
  const block = /```sh\n([\s\S]*?)```/.exec(section)?.[1] ?? '';
  return block.split('\n').filter((line) => line !== '');
}

/** The repositories of this test are folders, which a person must allow, as the README says there. */
function allowingFolders(line: string): string {
  return line.startsWith('npm run track') ? line.replace(/\s*#.*/, ' -- --local') : line;
}

describe.skipIf(!realParts.git.available)('the README’s way to an own blueprint', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await copyOfCheckout((path) => !isLeftOut(path));
    const alpha = await repository({ 'lib/index.js': callbacks }, { 'lib/index.js': promises });
    const beta = await repository({
      'lib/index.js': callbacks,
      'test/index.test.js': callbacks,
      'lib/other.js': promises,
    });
    const registry = [
      'teams: { web: { name: Web } }',
      'projects:',
      `  alpha: { team: web, repository: ${JSON.stringify(alpha)} }`,
      `  beta: { team: web, repository: ${JSON.stringify(beta)} }`,
      '',
    ].join('\n');
    // What a person's editor would do to the file that it is given.
    const editor = join(await temporaryFolder(), 'editor.mjs');
    await writeFile(editor, editorScript(registry));
    process.env['EDITOR'] = `node ${editor}`;
    process.env['DUCKDB_PYTHON'] = duckdbPython;
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('its commands work as they stand there', { timeout: 600_000 }, async () => {
    const commands = await commandsOfReadme();
    expect(commands.map((line) => line.replace(/\s+#.*/, ''))).toEqual(
      expect.arrayContaining(['npm run check', 'npm run track', 'npm start']),
    );
    for (const line of commands) {
      if (line.startsWith('npm start')) {
        expect(await startPage(folder)).toMatch(/Move from callbacks to async functions/);
      } else await runIn(folder, 'sh', ['-c', allowingFolders(line)]);
    }
  });

  test('its status comes from its own repositories', async () => {
    const rows = JSON.parse(await runIn(folder, 'node', ['scripts/status.ts', '--json'])) as {
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

  test(
    'everything is green there, and nothing skipped for it',
    { timeout: 1_200_000 },
    async ({ signal }) => {
      const without = notAboutBlueprints.flatMap((name) => ['--without', name]);
      const output = await runIn(folder, 'npm', ['test', '--', ...without], { signal });
      const skipped = /(\d+) passed, 0 failed, (\d+) skipped/.exec(output)?.[2];
      const lacking = Object.values(realParts).some(({ available }) => !available);
      expect(lacking || skipped === '0' ? 'nothing skipped for it' : output).toBe(
        'nothing skipped for it',
      );
      // The site that it built has no word of what was there before.
      for (const page of ['index', 'proposals/0001-*/index', 'projects/beta/index']) {
        const html = await runIn(folder, 'sh', ['-c', `cat dist/${page}.html`]);
        expect(html).not.toMatch(/eventlet|openstack/i);
      }
      expect(await readFile(join(folder, 'dist/projects/beta/index.html'), 'utf8')).toContain(
        'lib/index.js',
      );
    },
  );
});
