import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../../test/support/proposals.ts';
import { beginAfresh } from './begin-afresh.ts';

const registry = 'teams: {}\nprojects: {}\n';

test('proposals and registry lie whole in a folder of the day; the template’s is in their place', async () => {
  const root = await temporaryFolder();
  await writeFiles(root, {
    '0001-one/index.md': 'one',
    '0001-one/adoption/a.json': '{}',
    '0002-two/index.md': 'two',
    'projects.yaml': 'mine',
    'README.md': 'stays',
    'notes-0003-x/index.md': 'stays',
    '_template/index.md': 'template',
    '_template/projects.yaml': registry,
  });
  const names = ['0001-one', '0002-two', 'projects.yaml'];
  const folder = join(root, '.set-aside/2026-06-01');
  expect(await beginAfresh(root, '2026-06-01')).toEqual({ folder, names });
  expect((await readdir(root)).sort()).toEqual(
    ['.set-aside', 'README.md', '_template', 'notes-0003-x', 'projects.yaml'].sort(),
  );
  expect(await readFile(join(root, 'projects.yaml'), 'utf8')).toBe(registry);
  expect(await readFile(join(root, '_template/projects.yaml'), 'utf8')).toBe(registry);
  expect(await readFile(join(folder, '0001-one/adoption/a.json'), 'utf8')).toBe('{}');
  expect(await readFile(join(folder, 'projects.yaml'), 'utf8')).toBe('mine');

  // At once again: nothing of before is written over.
  const again = await beginAfresh(root, '2026-06-01');
  expect(again).toEqual({ folder: `${folder}-2`, names: ['projects.yaml'] });
  expect((await beginAfresh(root, '2026-06-01')).folder).toBe(`${folder}-3`);
  expect(await readFile(join(folder, 'projects.yaml'), 'utf8')).toBe('mine');
  await rm(root, { recursive: true });
});

test('a folder that cannot be made ends it, and everything is where it was', async () => {
  const root = await temporaryFolder();
  await writeFiles(root, { 'projects.yaml': 'mine', '.set-aside': 'a file' });
  await expect(beginAfresh(root, '2026-06-01')).rejects.toThrow();
  expect(await readFile(join(root, 'projects.yaml'), 'utf8')).toBe('mine');
  await rm(root, { recursive: true });
});
