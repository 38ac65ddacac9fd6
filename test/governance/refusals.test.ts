import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { plusDays, today } from '../../src/ground/day.ts';
import { git } from '../adoption/support/history.ts';
import { proposalsFolder, temporaryFolder } from '../support/proposals.ts';
import { runCommand } from '../support/run-command.ts';

let folder: string;
let root: string;
let begun: string;
const day = today();
const path = '0001-async/index.md';
const index = () => readFile(join(root, path), 'utf8');
const command = (script: string, ...args: string[]) =>
  runCommand(script, [...args, '--root', root]);
const commit = () => {
  git(root, ['add', '-A']);
  git(root, ['commit', '-qm', 'x', '--allow-empty']);
};
const vote = ['--body', 'council', '--quorum', '2', '--for', 'Ada', '--for', 'Ben'];
const said = ['--reason', 'R.', '--where', 'Minutes'];

beforeAll(async () => {
  folder = await temporaryFolder();
  root = await proposalsFolder({
    'projects.yaml': `teams: { web: {}, ops: {} }
bodies: { council: { name: The council } }
projects:
  alpha: { team: web, repository: https://example.org/x/alpha }
  beta: { team: ops, repository: https://example.org/x/beta }
`,
    '.gitignore': '.index.lock\n',
  });
  git(root, ['init', '-q', '-b', 'main']);
  commit();
  begun = git(root, ['rev-parse', 'HEAD']);
});
beforeEach(() => {
  git(root, ['switch', '-q', 'main']);
  git(root, ['reset', '-q', '--hard', begun]);
});
afterAll(() => Promise.all([folder, root].map((one) => rm(one, { recursive: true }))));

test.each<[string, string[], string]>([
  ['sign-off.ts', ['ask', 'nobody'], 'no team `nobody`'],
  ['sign-off.ts', ['ask'], 'expected teams'],
  ['sign-off.ts', ['ask', 'web', 'web'], 'each once'],
  ['sign-off.ts', ['ask', 'web', '--on', plusDays(day, 1)], 'expected a day up to today'],
  ['sign-off.ts', ['answer', 'web', '--says', 'yes', '--by', 'B'], 'web was not asked'],
  ['sign-off.ts', ['answer', 'web', '--says', 'perhaps', '--by', 'B'], 'no position `perhaps`'],
  ['sign-off.ts', ['answer', 'web', '--says', 'yes'], '--by is needed'],
  ['sign-off.ts', ['list', 'web'], 'list takes no team'],
  ['decide.ts', ['waive', 'web', 'ops', ...vote, ...said], 'expected one team'],
  ['decide.ts', ['waive', 'nobody', ...vote, ...said], 'no team `nobody`'],
  ['decide.ts', ['waive', 'web', ...vote], 'reason'],
  ['decide.ts', ['exempt', 'alpha', '--by', 'C', ...said], 'until'],
  ['decide.ts', ['exempt', 'alpha', '--until', day, ...said], 'by'],
  ['decide.ts', ['exempt', 'nothing', '--by', 'C', '--until', day, ...said], 'no project'],
  [
    'decide.ts',
    ['exempt', 'alpha', '--stage', 'never', '--by', 'C', '--until', day, ...said],
    'no stage `never`',
  ],
])('%s %j is wrong use, and writes nothing', async (script, args, why) => {
  const before = await index();
  const { code, out, err } = await command(script, ...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(why);
  expect(await index()).toBe(before);
});

test.each<[string, string[], string]>([
  // The rules of check-decisions.ts hold what commands write, too.
  ['decide.ts', ['waive', 'web', ...vote, ...said], 'web had not been asked by then'],
  [
    'decide.ts',
    ['exempt', 'alpha', '--by', 'C', '--until', plusDays(day, -1), ...said],
    `${plusDays(day, -1)} is before ${day}`,
  ],
])('%s %j would break a rule, and writes nothing', async (script, args, why) => {
  const before = await index();
  const { code, err } = await command(script, ...args);
  expect(code).toBe(1);
  expect(err).toContain(why);
  expect(err).toContain('nothing was written');
  expect(await index()).toBe(before);
});

test('a yes is to a text that others can read; any other word is taken, and asked again it waits anew', async () => {
  await command('sign-off.ts', 'ask', 'web');
  const dirty = await command('sign-off.ts', 'answer', 'web', '--says', 'yes', '--by', 'B');
  expect(dirty).toMatchObject({ code: 2, out: '' });
  expect(dirty.err).toContain(`${path} is not committed`);
  commit();
  const needs = ['answer', 'web', '--says', 'needs work', '--by', 'B'];
  expect(await command('sign-off.ts', ...needs)).toMatchObject({ code: 0 });
  commit();
  const twice = await command('sign-off.ts', ...needs);
  expect(twice.code).toBe(2);
  expect(twice.err).toContain('web said needs work');
  const again = await command('sign-off.ts', 'ask', 'web');
  expect(again.out).toContain(`0001  web  asked  asked ${day}, 0 days; due ${plusDays(day, 10)}`);
});

test('two people at once: of two questions both stand, of two answers to one question one is told', async () => {
  const both = await Promise.all(['web', 'ops'].map((team) => command('sign-off.ts', 'ask', team)));
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect((await index()).match(/team: (web|ops)/g)?.toSorted()).toEqual(['team: ops', 'team: web']);
  commit();
  const answers = await Promise.all(
    ['yes', 'no'].map((word) =>
      command('sign-off.ts', 'answer', 'web', '--says', word, '--by', word),
    ),
  );
  expect(answers.map(({ code }) => code).toSorted()).toEqual([0, 2]);
  expect((await index()).match(/position: /g)).toHaveLength(1);
  const exempted = await Promise.all(
    ['alpha', 'beta'].map((project) =>
      command('decide.ts', 'exempt', project, '--by', 'C', '--until', day, ...said),
    ),
  );
  expect(exempted.map(({ code }) => code)).toEqual([0, 0]);
  expect((await index()).match(/exempts:/g)).toHaveLength(2);
});

test('on no branch nothing is decided, and only the step says so: records of what was said are taken', async () => {
  git(root, ['checkout', '-q', '--detach']);
  const step = await command('transition.ts', '1', 'withdrawn', '--reason', 'R.');
  expect(step.code).toBe(1);
  expect(step.err).toContain('HEAD is detached');
  expect(await command('sign-off.ts', 'ask', 'web')).toMatchObject({ code: 0 });
});

test('a registry that is not committed decides nothing', async () => {
  const registry = join(root, 'projects.yaml');
  await writeFile(registry, (await readFile(registry, 'utf8')).replace('The council', 'Us'));
  const { code, err } = await command('transition.ts', '1', 'withdrawn', '--reason', 'R.');
  expect(code).toBe(1);
  expect(err).toContain('projects.yaml is not committed: its teams and bodies decide');
});

test('in a shallow clone a position of before is not called current', async () => {
  await command('sign-off.ts', 'ask', 'web');
  commit();
  await command('sign-off.ts', 'answer', 'web', '--says', 'yes', '--by', 'B');
  commit();
  const whole = await command('sign-off.ts', 'list');
  expect(whole.out).not.toContain('unknown');
  const clone = join(folder, 'shallow');
  git(folder, ['clone', '-q', '--depth', '1', `file://${root}`, clone]);
  const { out } = await runCommand('sign-off.ts', ['list', '--root', clone]);
  expect(out).toContain('what changed since is unknown: this clone is shallow and lacks commit');
  const exempt = ['exempt', 'alpha', '--by', 'C', '--until', day, ...said, '--root', clone];
  expect(await runCommand('decide.ts', exempt)).toMatchObject({ code: 0 });
});

test('two exemptions of one project are kept, and the list says until when', async () => {
  const until = plusDays(day, 3);
  await command('decide.ts', 'exempt', 'alpha', '--by', 'C', '--until', until, ...said);
  await command('decide.ts', 'exempt', 'alpha', '--by', 'D', '--until', day, ...said);
  const { out } = await command('decide.ts', 'list');
  expect(out).toContain(`0001  ${day}  alpha exempt until ${until}  C\n`);
  expect(out).toContain(`0001  ${day}  alpha exempt until ${day}  D\n`);
});
