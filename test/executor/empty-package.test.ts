import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');

/** npm has no hook that `--ignore-scripts` leaves: what it packs then has no code, and must say so. */
let base: string;
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'crossplan-empty-'));
  const source = join(base, 'source');
  for (const name of ['package.json', 'README.md', 'LICENSE']) {
    await cp(join(root, name), join(source, name));
  }
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', base], { cwd: source });
  const tarball = (await readdir(base)).find((name) => name.endsWith('.tgz')) ?? '';
  const modules = join(base, 'node_modules');
  await mkdir(join(modules, 'crossplan'), { recursive: true });
  await run('tar', ['xf', join(base, tarball), '-C', join(modules, 'crossplan'), '--strip=1']);
});
afterAll(() => rm(base, { recursive: true, force: true }));

it('a package that was packed without its scripts fails at its first import, in Node', async () => {
  const imports = ['--input-type=module', '-e', "await import('crossplan/executor')"];
  await expect(run(process.execPath, imports, { cwd: base })).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/dist-library\/index\.js[^]*ERR_MODULE_NOT_FOUND/) as string,
  });
});

it('and in what is built for a browser', async () => {
  const contents = "import 'crossplan/executor';";
  const stdin = { contents, resolveDir: base };
  const options = { stdin, bundle: true, write: false, platform: 'browser' } as const;
  await expect(build({ ...options, logLevel: 'silent' })).rejects.toThrow('crossplan/executor');
});
