import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { checkAnswerSchema, type CheckAnswer } from '../../src/proposal/check-answer.ts';
import { printedSchemaOf } from '../../src/site/api/schema/kinds.ts';
import { git } from '../adoption/support/history.ts';
import { proposalsFolder, temporaryFolder, writtenTemplate } from '../support/proposals.ts';
import { runCommand } from '../support/run-command.ts';

let folder: string;
let top: string;
let root: string;
const at = (path: string) => join(root, path);
const check = (...args: string[]) => runCommand('check.ts', [...args, '--root', root]);
const write = async (path: string, text: string) => {
  await mkdir(dirname(at(path)), { recursive: true });
  await writeFile(at(path), text);
};
const change = async (path: string, from: string | RegExp, to: string) => {
  const text = await readFile(at(path), 'utf8');
  expect(text).toMatch(from);
  await writeFile(at(path), text.replace(from, to));
};
const lineOf = async (path: string, part: string) =>
  (await readFile(at(path), 'utf8')).split('\n').findIndex((line) => line.includes(part)) + 1;
const commit = () => {
  git(top, ['add', '-A']);
  git(top, ['commit', '-qm', 'x']);
};
async function answer(...args: string[]): Promise<CheckAnswer> {
  const { out, err } = await check('--format', 'json', ...args);
  expect(err).toBe('');
  return JSON.parse(out) as CheckAnswer;
}

beforeAll(async () => {
  folder = await temporaryFolder();
  top = join(folder, 'plans');
  // A name in which git's patterns would see something.
  root = join(top, 'the [plans]');
  await mkdir(top);
  execFileSync('cp', ['-r', await proposalsFolder(), root]);
  const { index, probes } = await writtenTemplate();
  await write('0002-other/index.md', index);
  await write('0002-other/probes.yaml', probes);
  git(top, ['init', '-q', '-b', 'main']);
  commit();
  git(top, ['switch', '-qc', 'change']);
});
afterAll(() => rm(folder, { recursive: true }));

test('without a fault every format says so', async () => {
  const whole = '2 proposals whole, 0 faulty, 0 faults';
  expect(await check()).toEqual({ code: 0, out: `${whole}\n`, err: '' });
  expect(await check('--format', 'github')).toEqual({ code: 0, out: `${whole}\n`, err: '' });
  const { code, out } = await check('--format', 'gerrit');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ comments: {}, notify: 'NONE' });
  expect(await answer()).toMatchObject({ whole: 2, faulty: [], changed: null, faults: [] });
  expect(await answer('--changed', 'main')).toMatchObject({
    changed: { base: 'main', proposals: [], files: [], isAboutAll: false },
  });
});

test('a change is told its own faults, those of its own lines first, with the lines that it touches', async () => {
  const index = '0001-async/index.md';
  // On main there is a fault already in what the change does not touch.
  git(top, ['switch', '-q', 'main']);
  await change('0002-other/index.md', /^since: .*$/m, 'since: yesterday');
  commit();
  git(top, ['switch', '-q', 'change']);
  git(top, ['rebase', '-q', 'main']);
  // One fault on a line of the change, one elsewhere in its file, one text that nobody added to git yet.
  await change(index, /^updated: .*$/m, 'updated: "::error::%0A::stop-commands::x"');
  await change('0001-async/probes.yaml', /^ {2}callbacks:$/m, '  callback:');
  await write('0001-async/links.yaml', 'links: 3\n');
  const line = await lineOf(index, 'stop-commands');
  const found = await answer('--changed', 'main');
  expect(found.changed).toMatchObject({
    proposals: ['0001-async'],
    isAboutAll: false,
    files: [
      { path: `the [plans]/${index}`, change: 'changed', lines: [[line, line]] },
      { path: 'the [plans]/0001-async/links.yaml', change: 'new', lines: null },
      { path: 'the [plans]/0001-async/probes.yaml', change: 'changed' },
    ],
  });
  expect(found.faults.length).toBeGreaterThan(1);
  expect(new Set(found.faults.map(({ path }) => dirname(path ?? '')))).toEqual(
    new Set(['the [plans]/0001-async']),
  );
  const own = found.faults.map(({ isOnChangedLine }) => isOnChangedLine);
  expect(own).toEqual(own.toSorted((a, b) => Number(b) - Number(a)));
  expect(new Set(own)).toEqual(new Set([true, false]));
  expect(found.faults.find((one) => one.line === line && one.path?.endsWith('.md'))).toMatchObject({
    path: `the [plans]/${index}`,
    isOnChangedLine: true,
  });
  // All of it: also what the change does not touch.
  const all = await answer();
  expect(all.faults.some(({ path }) => path === 'the [plans]/0002-other/index.md')).toBe(true);

  // What is printed is what its published schema says.
  const published = z.fromJSONSchema(printedSchemaOf('check') as never);
  for (const one of [found, all]) {
    expect(published.safeParse(one).error).toBeUndefined();
    expect(checkAnswerSchema.safeParse(one).error).toBeUndefined();
  }

  const github = await check('--changed', 'main', '--format', 'github');
  expect(github.code).toBe(1);
  const commands = github.out.split('\n').filter((one) => one.startsWith('::'));
  expect(commands).toHaveLength(found.faults.length);
  expect(commands[0]).toMatch(
    new RegExp(`^::error file=the \\[plans\\]/${index},line=${line},col=\\d+,title=.+::.`),
  );
  // The text of a stranger stays inside of a command.
  expect(github.out).toContain('%250A');
  expect(github.out).not.toMatch(/^\s*::stop/m);
  expect(github.out).toContain('1 proposal touched since main');

  const gerrit = await check('--changed', 'main', '--format', 'gerrit');
  const review = JSON.parse(gerrit.out) as { tag: string; comments: Record<string, object[]> };
  expect(review.tag).toBe('autogenerated:crossplan');
  expect(Object.values(review.comments).flat()).toHaveLength(found.faults.length);
  expect(review.comments[`the [plans]/${index}`]).toContainEqual(
    expect.objectContaining({ line, unresolved: true }),
  );
  const { code, out } = await check('--changed', 'main');
  expect(code).toBe(1);
  expect(out.split('\n')[0]).toContain(`${at(index)}:${line}:`);
  git(top, ['checkout', '-q', '.']);
  await rm(at('0001-async/links.yaml'));
});

test('what comes and goes, and the registry, are about all', async () => {
  git(top, ['mv', at('0001-async'), at('0003-async')]);
  const moved = await answer('--changed', 'main');
  expect(moved.changed).toMatchObject({
    isAboutAll: true,
    proposals: ['0001-async', '0003-async'],
  });
  expect(moved.faults.some(({ path }) => path === 'the [plans]/0002-other/index.md')).toBe(true);
  // Gerrit takes no comment on a file that the change does not touch.
  const { out } = await check('--changed', 'main', '--format', 'gerrit');
  const { comments } = JSON.parse(out) as { comments: Record<string, { message: string }[]> };
  expect(Object.keys(comments)).toEqual(['/PATCHSET_LEVEL']);
  expect(comments['/PATCHSET_LEVEL']?.[0]?.message).toMatch(
    /^the \[plans\]\/0002-other\/index\.md:\d+ {2}/,
  );
  git(top, ['reset', '-q', '--hard']);
  await change('projects.yaml', 'name: Web,', 'name: Web pages,');
  expect((await answer('--changed', 'main')).changed).toMatchObject({
    isAboutAll: true,
    proposals: [],
  });
  git(top, ['checkout', '-q', '.']);
});

test('what cannot be compared says what to do', async () => {
  const unknown = await check('--changed', 'nowhere');
  expect(unknown).toMatchObject({ code: 2, out: '' });
  expect(unknown.err).toContain('no commit `nowhere` here; expected a branch, tag or commit');
  git(top, ['switch', '-q', '--orphan', 'apart']);
  git(top, ['commit', '-qm', 'x', '--allow-empty']);
  git(top, ['switch', '-q', 'change']);
  const apart = await check('--changed', 'apart');
  expect(apart).toMatchObject({ code: 2, out: '' });
  expect(apart.err).toContain('no commit in common');
  git(folder, ['clone', '-q', '--depth', '1', '--no-single-branch', `file://${top}`, 'shallow']);
  for (const base of ['main', 'HEAD^', 'origin/apart']) {
    const args = ['--changed', base, '--root', join(folder, 'shallow/the [plans]')];
    const shallow = await runCommand('check.ts', args);
    expect(shallow.err).toMatch(/this clone is shallow: git fetch --unshallow/);
    expect(shallow).toMatchObject({ code: 3, out: '' });
  }
  const bare = await proposalsFolder();
  const none = await runCommand('check.ts', ['--changed', 'main', '--root', bare]);
  expect(none).toMatchObject({ code: 2, out: '' });
  expect(none.err).toContain('the proposals are in no git repository');
  await rm(bare, { recursive: true });
});
