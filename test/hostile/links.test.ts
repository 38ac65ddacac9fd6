import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proposalsFolder } from '../support/proposals.ts';
import { bounded, goodProposal, linesOfGood, secret } from './support.ts';

/** Files that a command reads or writes below a proposal's folder. */
const places = [
  ...['index.md', 'probes.yaml', 'links.yaml', 'reviews.json', 'as-of.json'],
  ...['adoption/alpha.json', 'adoption'],
];

/** What stands below proposals/ and is no file of it: links, devices, pipes, folders in a file's place. */
describe('a link below proposals/', { timeout: 400_000 }, () => {
  let base: string;
  let root: string;
  let good: string;
  const targets = () => ({
    file: join(base, 'secret'),
    folder: join(base, 'elsewhere'),
    device: '/dev/zero',
    environment: '/proc/self/environ',
    'above the root': '../../secret',
    loop: 'loop',
    'the good one': '../0001-async/index.md',
  });
  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'crossplan-links-'));
    await writeFile(join(base, 'secret'), `title: ${secret}\n${secret}: [\n`);
    await mkdir(join(base, 'elsewhere'));
    for (const name of ['alpha.json', 'package.json', 'index.md', 'probes.yaml']) {
      await writeFile(join(base, 'elsewhere', name), `{"name": "${secret}"}`);
    }
    good = await proposalsFolder();
    root = await proposalsFolder();
    const { index, probes } = await goodProposal();
    let number = 2;
    for (const target of Object.values(targets())) {
      for (const place of places) {
        const folder = join(root, `${String(number).padStart(4, '0')}-link-${number}`);
        number++;
        await mkdir(dirname(join(folder, place)), { recursive: true });
        for (const [name, text] of [
          ['index.md', index],
          ['probes.yaml', probes],
        ] as const) {
          if (name !== place) await writeFile(join(folder, name), text);
        }
        await symlink(target, join(folder, place));
      }
    }
    const pipes = join(root, `${String(number).padStart(4, '0')}-pipes`);
    await mkdir(join(pipes, 'adoption'), { recursive: true });
    for (const place of places.slice(0, 6)) execFileSync('mkfifo', [join(pipes, place)]);
    const folders = join(root, `${String(number + 1).padStart(4, '0')}-folders`);
    for (const place of places) await mkdir(join(folders, place), { recursive: true });
    await symlink(join(base, 'elsewhere'), join(root, '0098-a-linked-folder'));
    await mkdir(join(root, '0099-\u001b[2J\n::error::name'));
  });
  afterAll(async () => {
    for (const folder of [base, root, good]) await rm(folder, { recursive: true, force: true });
  });

  it('is followed by no command, which tells it, and costs the good one nothing', async () => {
    const { code, out } = await bounded('check.ts', ['--root', root]);
    expect(code).toBe(3);
    expect(out).toContain('0098-a-linked-folder:1:1  is a link');
    expect(out.match(/is a link/g)?.length).toBeGreaterThan(20);
    const alone = await bounded('check.ts', ['--root', good]);
    expect(linesOfGood(out, root)).toEqual(linesOfGood(alone.out, good));
    const { out: status } = await bounded('status.ts', ['--root', root]);
    expect(status).toContain('alpha');
  });

  it('leads nothing that is written elsewhere', async () => {
    const cache = ['--cache', join(base, 'cache')];
    const tracked = await bounded('track.ts', ['--root', root, ...cache, '--no-fetch']);
    expect(tracked.code).toBe(3);
    expect(tracked.out).toContain('not written: ');
    expect((await bounded('sync.ts', ['--root', root, ...cache])).code).toBe(3);
    expect((await readdir(join(base, 'elsewhere'))).sort()).toEqual([
      ...['alpha.json', 'index.md', 'package.json', 'probes.yaml'],
    ]);
    for (const name of ['alpha.json', 'package.json']) {
      expect(await readFile(join(base, 'elsewhere', name), 'utf8')).toBe(`{"name": "${secret}"}`);
    }
    expect(await readFile(join(base, 'secret'), 'utf8')).toBe(`title: ${secret}\n${secret}: [\n`);
  });
});
