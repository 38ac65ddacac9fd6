import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../test/support/proposals.ts';
import { loadProposals } from '../src/proposal/load-proposals.ts';

let root: string;
beforeEach(async () => {
  root = await temporaryFolder();
  await cp('proposals/_template', join(root, '_template'), { recursive: true });
  await writeFile(join(root, 'projects.yaml'), 'of before\n');
  await mkdir(join(root, '0003-old'));
  await writeFile(join(root, '0003-old/index.md'), 'old\n');
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Nobody is at a terminal here. */
function newProposal(...args: string[]) {
  const script = join(import.meta.dirname, 'new.ts');
  const all = [script, ...args, `--root=${root}`];
  return new Promise<{ code: unknown; out: string; err: string }>((done) => {
    execFile(process.execPath, all, (error, out, err) => {
      done({ code: error?.code ?? 0, out, err });
    });
  });
}

/** Every file below the root but for the template's. */
async function files(): Promise<string[]> {
  const all = await readdir(root, { recursive: true, withFileTypes: true });
  return all
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('_template'))
    .map((entry) => join(entry.parentPath.slice(root.length), entry.name))
    .map((path) => path.replace(/\d{4}-\d\d-\d\d/, 'DAY'))
    .sort();
}

test('--fresh sets aside what was there, whole, and begins with one proposal and a small registry', async () => {
  const { code, out, err } = await newProposal('--fresh', 'Leave it', '--since=2020-02-03');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('2 set aside in ');
  expect(out).not.toContain('Set `since`');
  expect(await files()).toEqual([
    '/.set-aside/DAY/0003-old/index.md',
    '/.set-aside/DAY/projects.yaml',
    '/0001-leave-it/index.md',
    '/0001-leave-it/probes.yaml',
    'projects.yaml',
  ]);
  const { proposals, registry, problems } = await loadProposals(root);
  expect(proposals).toMatchObject([{ number: 1, frontMatter: { since: '2020-02-03' } }]);
  expect(Object.keys(registry.projects)).toEqual(['alpha', 'beta']);
  // Whole, and yet nothing to publish.
  expect(new Set(problems.map((problem) => problem.code))).toEqual(new Set(['placeholder']));
  expect(new Set(problems.map((problem) => problem.file.split('/').at(-1)))).toEqual(
    new Set(['index.md', 'projects.yaml']),
  );
});

test('a second time takes a folder of its own', async () => {
  await newProposal('--fresh', 'One', '--since=2020-02-03');
  await newProposal('--fresh', 'Two', '--since=2020-02-03');
  const asides = await readdir(join(root, '.set-aside'));
  expect(asides).toHaveLength(2);
  expect(
    await readFile(join(root, '.set-aside', asides.sort()[0] ?? '', 'projects.yaml'), 'utf8'),
  ).toBe('of before\n');
});

test.each([
  [['--fresh', 'One'], /--since is needed with --fresh.*\n.*Choose one before anybody began/],
  [
    ['--fresh', 'One', '--since=soon'],
    /--since: expected a day up to today, YYYY-MM-DD, got `soon`/,
  ],
  [['--fresh', '日本語', '--since=2020-02-03'], /Expected a title with Latin letters/],
  [['--fresh', '--since=2020-02-03'], /Expected one title/],
])('%j is wrong use, and moves nothing', async (args, message) => {
  const before = await files();
  const { code, err } = await newProposal(...args);
  expect(err).toMatch(message);
  expect(code).toBe(2);
  expect(await files()).toEqual(before);
});
