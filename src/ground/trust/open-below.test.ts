import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { noLinkBelow, readTextBelow, writeBelow } from './open-below.ts';

let base: string;
let root: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'crossplan-below-'));
  root = join(base, 'root');
  await mkdir(join(root, 'in'), { recursive: true });
  await writeFile(join(root, 'in', 'a.txt'), 'é');
  await writeFile(join(base, 'secret'), 'credentials');
  await mkdir(join(base, 'elsewhere'));
});
afterEach(() => rm(base, { recursive: true, force: true }));

const read = (path: string, most = 100) => readTextBelow(root, join(root, path), most);

it('reads a regular file up to its limit', async () => {
  expect(await read('in/a.txt', 2)).toBe('é');
  await expect(read('in/a.txt', 1)).rejects.toMatchObject({ code: 'too-large' });
  await expect(read('in/none.txt')).rejects.toMatchObject({ code: 'ENOENT' });
});

it('follows no link: to a file, to a device, of a folder, to itself, to within', async () => {
  const links: [string, string][] = [
    ['file', join(base, 'secret')],
    ['device', '/dev/zero'],
    ['proc', '/proc/self/environ'],
    ['loop', 'loop'],
    ['within', 'in/a.txt'],
  ];
  for (const [name, target] of links) {
    await symlink(target, join(root, name));
    await expect(read(name), name).rejects.toMatchObject({ code: 'link' });
    await expect(writeBelow(root, join(root, name), 'x'), name).rejects.toMatchObject({
      code: 'link',
    });
  }
  await symlink(join(base, 'elsewhere'), join(root, 'folder'));
  await expect(read('folder/package.json')).rejects.toMatchObject({ code: 'link' });
  await expect(writeBelow(root, join(root, 'folder/package.json'), 'x')).rejects.toMatchObject({
    code: 'link',
  });
  await expect(readFile(join(base, 'elsewhere', 'package.json'))).rejects.toThrow('ENOENT');
  expect(await readFile(join(base, 'secret'), 'utf8')).toBe('credentials');
});

it('opens no pipe and no folder, and waits for neither', async () => {
  execFileSync('mkfifo', [join(root, 'pipe')]);
  await expect(read('pipe')).rejects.toMatchObject({ code: 'not-a-file' });
  await expect(read('in')).rejects.toMatchObject({ code: 'not-a-file' });
  await expect(read('in/a.txt/b')).rejects.toMatchObject({ code: 'not-a-file' });
});

it('leads nowhere outside its root, whatever the path', async () => {
  const part = fc.constantFrom('..', '.', 'in', 'a.txt', '', '/', 'x', '...', '..\u0000', '\\..');
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 8 }), async (parts) => {
      const path = `${root}/${parts.join('/')}`;
      const below = resolve(path).startsWith(`${root}/`);
      if (below) await noLinkBelow(root, path).catch(() => undefined);
      else await expect(noLinkBelow(root, path)).rejects.toMatchObject({ code: 'outside' });
    }),
  );
});

it('a root that is itself reached by a link is the operator’s own', async () => {
  await symlink(root, join(base, 'link'));
  const link = join(base, 'link');
  expect(await readTextBelow(link, join(link, 'in/a.txt'), 100)).toBe('é');
});

it('opens no more files at once than a system allows, however many there are', async () => {
  const names = Array.from({ length: 1200 }, (_, i) => `in/${i}`);
  await Promise.all(names.map((name) => writeFile(join(root, name), name)));
  const program = `
    import { readTextBelow } from ${JSON.stringify(import.meta.resolve('./open-below.ts'))};
    const read = (name) => readTextBelow(${JSON.stringify(root)}, ${JSON.stringify(root)} + '/' + name, 100);
    const texts = await Promise.all(${JSON.stringify(names)}.map(read));
    console.log(new Set(texts).size);`;
  const child = spawnSync(
    'sh',
    ['-c', 'ulimit -n 200 && exec "$0" "$@"', process.execPath, '--input-type=module', '-'],
    { input: program, encoding: 'utf8' },
  );
  expect({ out: child.stdout, err: child.stderr }).toEqual({ out: '1200\n', err: '' });
});
