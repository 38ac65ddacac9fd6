import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { proposalsFolder } from '../test/support/proposals.ts';
import { exitCode } from './lib/cli.ts';

/** Each command, with the arguments that it needs beside the one that is tried. */
const commands = {
  status: [],
  sync: ['--dry-run'],
  track: ['--dry-run', '--no-fetch'],
  link: ['list'],
  concerns: [],
  check: [],
  new: ['A title'],
} as const;
const withProposal = ['status', 'sync', 'track', 'link', 'concerns'] as const;

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'crossplan-commands-'));
  await writeFile(join(root, 'projects.yaml'), 'projects: {}\n');
  await mkdir(join(root, '0007-broken'));
  await writeFile(join(root, '0007-broken', 'index.md'), 'no front matter\n');
});
afterAll(() => rm(root, { recursive: true, force: true }));

function runCommand(name: string, args: readonly string[]) {
  return new Promise<{ code: number; err: string; out: string }>((done) => {
    const script = join(import.meta.dirname, `${name}.ts`);
    execFile(process.execPath, [script, ...args], { timeout: 60_000 }, (error, out, err) => {
      done({ code: error === null ? 0 : Number(error.code ?? -1), err, out });
    });
  });
}

it.each(Object.entries(commands))(
  '%s tells all that is wrong in its arguments at once',
  async (name, args) => {
    const { code, err, out } = await runCommand(name, [
      ...args,
      '--rot',
      '--json=x\u001b[2J',
      '--root',
    ]);
    const wrongJson = name === 'new' ? /no option `--json`/ : /--json takes no value, got `x\[2J`/;
    expect(err).toMatch(/^no option `--rot`; did you mean `--root`\?$/m);
    expect(err).toMatch(wrongJson);
    expect(err).toMatch(/^--root needs a value: --root <dir>$/m);
    expect(err).toMatch(new RegExp(`^See npm run ${name} -- --help$`, 'm'));
    expect({ code, out }).toEqual({ code: exitCode.wrongUse, out: '' });
  },
);

it('check says how to begin where there is no proposal', async () => {
  const empty = await mkdtemp(join(root, 'empty-'));
  await writeFile(join(empty, 'projects.yaml'), 'teams: {}\nprojects: {}\n');
  const { code, out } = await runCommand('check', ['--root', empty]);
  expect(out).toBe('0 proposals whole, 0 faulty, 0 faults\nnpm run new -- "Title" begins one\n');
  expect(code).toBe(exitCode.fine);
});

it.each(withProposal)('%s answers a wrong --proposal in the same words', async (name) => {
  for (const asked of ['9', ' 7']) {
    const { code, err } = await runCommand(name, [
      ...commands[name],
      `--root=${root}`,
      `--proposal=${asked}`,
    ]);
    expect(err).toContain(`--proposal: no proposal \`${asked}\`; allowed: 7`);
    expect(code).toBe(exitCode.wrongUse);
  }
});

it.each(['status', 'sync', 'track'])('%s is partial where the proposal is faulty', async (name) => {
  const args = name === 'status' ? [] : commands[name as 'sync' | 'track'];
  const { code, err } = await runCommand(name, [...args, `--root=${root}`, '--proposal=0007']);
  expect(err).toContain('0007-broken');
  expect(code).toBe(exitCode.partial);
});

it('every command helps with the same words for the same option', async () => {
  const lines = await Promise.all(
    Object.keys(commands).map(async (name) => {
      const { code, out } = await runCommand(name, ['--help', '--wrong']);
      expect(code).toBe(exitCode.fine);
      return /^ +--root.*$/m.exec(out)?.[0].replace(/ +/g, ' ');
    }),
  );
  expect(new Set(lines)).toEqual(
    new Set([' --root <dir> the folder of the proposals; default: proposals']),
  );
});

it('new says that the day from which histories count is still to be set', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'crossplan-new-'));
  try {
    const template = join(import.meta.dirname, '..', 'proposals', '_template');
    await cp(template, join(folder, '_template'), { recursive: true });
    const { code, out } = await runCommand('new', ['Leave', `--root=${folder}`]);
    expect(code).toBe(exitCode.fine);
    expect(out).toMatch(/^Set `since` in index\.md, now today\./m);
    const text = await readFile(join(folder, '0001-leave', 'index.md'), 'utf8');
    expect(text).toMatch(/^since: \d{4}-\d\d-\d\d$/m);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

it.each([
  [20, false],
  [21, true],
])('new says that all projects are %d, if those are many: %s', async (count, isSaid) => {
  const folder = await mkdtemp(join(tmpdir(), 'crossplan-new-'));
  try {
    const template = join(import.meta.dirname, '..', 'proposals', '_template');
    await cp(template, join(folder, '_template'), { recursive: true });
    const projects: Record<string, object> = {};
    for (let i = 0; i < count; i++) {
      projects[`p${i}`] = { team: 'a', repository: `https://git.example/a/p${i}` };
    }
    const registry = { teams: { a: { name: 'A' } }, projects };
    await writeFile(join(folder, 'projects.yaml'), JSON.stringify(registry));
    const { code, out } = await runCommand('new', ['Leave', `--root=${folder}`]);
    expect(code).toBe(exitCode.fine);
    const said = new RegExp(`^\`projects: all\` in index\\.md are the ${count} of`, 'm');
    expect(said.test(out)).toBe(isSaid);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

it('track says once that there is no git, before it reads anything', async () => {
  const script = join(import.meta.dirname, 'track.ts');
  const env = { ...process.env, PATH: root };
  const { code, err, out } = await new Promise<{ code: unknown; err: string; out: string }>(
    (done) => {
      execFile(process.execPath, [script, `--root=${root}`], { env }, (error, out, err) => {
        done({ code: error?.code, err, out });
      });
    },
  );
  expect({ code, err, out }).toEqual({
    code: exitCode.partial,
    err: 'No git on this machine: install it (git-scm.com), and run this again.\n',
    out: '',
  });
});

it('an address of a review says what is missing where no review system is known', async () => {
  const folder = await proposalsFolder();
  try {
    const args = ['confirm', 'https://example.org/1', '--stage=ready', `--root=${folder}`];
    const { code, err } = await runCommand('link', [...args, '--by=Ann']);
    expect(err).toContain('projects.yaml names no review system (reviewSystems)');
    expect(code).toBe(exitCode.wrongUse);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
