import { spawn, spawnSync } from 'node:child_process';
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from './support/proposals.ts';

/** A step of a stage: `COPY scripts scripts` is `{ word: 'COPY', rest: 'scripts scripts' }`. */
interface Step {
  word: string;
  rest: string;
}

/** The stages of the Containerfile, each with the steps of those that it stands on. */
async function stages(): Promise<Map<string, Step[]>> {
  const text = (await readFile('Containerfile', 'utf8'))
    .replace(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '');
  const found = new Map<string, Step[]>();
  let steps: Step[] = [];
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const [, word = '', rest = ''] = /^([A-Z]+) (.*)$/.exec(line.trim()) ?? [];
    const from = /^(\S+) AS (\w+)$/.exec(rest);
    if (word === 'FROM' && from !== null) {
      steps = [...(found.get(from[1] ?? '') ?? [])];
      found.set(from[2] ?? '', steps);
    } else steps.push({ word, rest });
  }
  return found;
}

/**
 * Runs what a stage copies in an empty folder, from this checkout. Packages are those of this checkout:
 * scripts/setup.test.ts brings them by set-up; the build, which test/site makes, is one page.
 */
async function folderOf(steps: readonly Step[]): Promise<string> {
  const folder = await temporaryFolder();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const { word, rest } of steps) {
    if (word !== 'COPY') continue;
    const parts = rest.split(' ');
    if (parts[0]?.startsWith('--from=')) {
      expect(rest).toBe('--from=build /srv/crossplan/dist dist');
      await mkdir(join(folder, 'dist'));
      await writeFile(join(folder, 'dist', 'index.html'), 'the start page');
      continue;
    }
    const to = parts.at(-1) ?? '';
    for (const from of parts.slice(0, -1)) {
      const target = to.endsWith('/')
        ? join(folder, to, from.split('/').at(-1) ?? '')
        : join(folder, to);
      await mkdir(dirname(target), { recursive: true });
      await cp(from, target, { recursive: true });
    }
  }
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  return folder;
}

const commandOf = (steps: readonly Step[], word: string): string[] =>
  JSON.parse(steps.findLast((step) => step.word === word)?.rest ?? '[]') as string[];

test('set-up is run where all that it reads has been copied', async () => {
  const steps = (await stages()).get('packages') ?? [];
  const runs = steps.filter(({ word }) => word === 'RUN').map(({ rest }) => rest);
  expect(runs.at(-1)).toBe('node scripts/setup.mjs');
  const folder = await folderOf(steps);
  const read = await readFile('scripts/setup.mjs', 'utf8');
  const named = [...read.matchAll(/join\(root, ((?:'[^']+'(?:, )?)+)\)/g)].map(([, parts = '']) =>
    parts.replaceAll("'", '').split(', ').join('/'),
  );
  const needed = named.filter((path) => !path.startsWith('node_modules'));
  expect(needed).toContain('package-lock.json');
  for (const path of needed) {
    const there = spawnSync('test', ['-e', join(folder, path)]);
    expect([path, there.status]).toEqual([path, 0]);
  }
});

test('the build has the history, and nothing that a checkout has beside its files', async () => {
  const steps = (await stages()).get('build') ?? [];
  expect(steps.slice(-2)).toEqual([
    { word: 'COPY', rest: '. .' },
    { word: 'RUN', rest: 'npm run build' },
  ]);
  const left = (await readFile('.containerignore', 'utf8')).trim().split('\n');
  expect(left).toEqual(expect.arrayContaining(['node_modules', 'dist', '.cache']));
  expect(left).not.toContain('.git');
});

test('what the target serve has answers', async () => {
  const steps = (await stages()).get('serve') ?? [];
  const folder = await folderOf(steps);
  const [, ...args] = commandOf(steps, 'CMD');
  expect(args).toContain('8080');
  const given = args.map((arg) => (arg === '8080' ? '0' : arg === '0.0.0.0' ? '127.0.0.1' : arg));
  const child = spawn(process.execPath, given, {
    cwd: folder,
    env: { PATH: process.env['PATH'], COMMENTS_STORE: join(folder, 'store', 'comments.sqlite') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const first = String((await lines.next()).value);
  const at = /^Listening on (\S+)\/$/.exec(first)?.[1] ?? first;
  expect((await fetch(`${at}/comments/health`)).status).toBe(200);
  expect(await (await fetch(`${at}/`)).text()).toBe('the start page');
});

test('what the target worker has starts', async () => {
  const steps = (await stages()).get('worker') ?? [];
  const folder = await folderOf(steps);
  const [, ...args] = commandOf(steps, 'ENTRYPOINT');
  const run = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  expect([run.status, run.stderr]).toEqual([2, expect.stringContaining('--queue is needed')]);
});
