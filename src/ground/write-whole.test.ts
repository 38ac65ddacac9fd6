import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeWhole, writeWholePieces } from './write-whole.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossplan-whole-'));
  path = join(folder, 'below', 'data.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = {
  'at once': (text: string) => writeWhole(path, text),
  'in pieces': (text: string) => writeWholePieces(path, text.match(/[\s\S]{1,7}/gu) ?? []),
};

test.each(Object.keys(write) as (keyof typeof write)[])(
  'written %s, the text is there, the same text leaves the file alone',
  async (way) => {
    const text = `${'ä 𝔵 line\n'.repeat(40_000)}end`;
    expect(await write[way](text)).toBe(true);
    expect(await readFile(path, 'utf8')).toBe(text);
    const before = await stat(path);
    expect(await write[way](text)).toBe(false);
    expect((await stat(path)).ino).toBe(before.ino);
    expect(await write[way](`${text}.`)).toBe(true);
    expect(await readFile(path, 'utf8')).toBe(`${text}.`);
    expect(await readdir(join(folder, 'below'))).toEqual(['data.json']);
  },
);

test('a text whose making fails in its midst leaves the file as it was and nothing beside it', async () => {
  await writeWhole(path, 'before');
  const failing = function* () {
    yield 'x'.repeat(200_000);
    throw new TypeError('no such record');
  };
  await expect(writeWholePieces(path, failing())).rejects.toThrow('no such record');
  expect(await readFile(path, 'utf8')).toBe('before');
  expect(await readdir(join(folder, 'below'))).toEqual(['data.json']);
});

test('a link is replaced, and what it leads to is not touched', async () => {
  const other = join(folder, 'other');
  await writeFile(other, 'theirs');
  await mkdir(join(folder, 'below'));
  await symlink(other, path);
  expect(await writeWholePieces(path, ['theirs'])).toBe(true);
  expect((await stat(path)).isFile()).toBe(true);
  expect(await readFile(path, 'utf8')).toBe('theirs');
  expect(await readdir(join(folder, 'below'))).toEqual(['data.json']);
});
