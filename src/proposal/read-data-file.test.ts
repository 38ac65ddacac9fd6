import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { temporaryFolder, writeFiles } from '../../test/support/proposals.ts';
import { readDataFile } from './read-data-file.ts';

let root: string;
beforeAll(async () => {
  root = await temporaryFolder();
  await writeFiles(root, {
    'good.json': '{"a": 1}',
    'other.json': '{"a": "x", "b": 2}',
    'broken.json': '{"a": ',
    'large.json': JSON.stringify({ a: 1, more: 'x'.repeat(200) }),
    'outside/secret.json': '{"a": 1}',
    'inside/x': '',
  });
  await symlink(join(root, 'outside/secret.json'), join(root, 'inside/link.json'));
  await mkdir(join(root, 'folder.json'));
});
const schema = z.strictObject({ a: z.int() });
const read = (path: string) => readDataFile(join(root, path), schema, 128, 'write it anew');

test('what holds is read, and nothing said of it', async () => {
  expect(await read('good.json')).toEqual({ data: { a: 1 }, problems: [] });
});

test('an absent one holds nothing', async () => {
  expect(await read('absent.json')).toEqual({ data: undefined, problems: [] });
});

test.each([
  ['other.json', 'schema', /a/],
  ['broken.json', 'schema', /^no JSON: /],
  ['large.json', 'too-large', /^the file has 1 KiB; at most 0\.125 KiB are read$/],
  ['inside/link.json', 'unreadable', /./],
  ['folder.json', 'unreadable', /./],
])('%s is a problem, and nothing of it is shown', async (path, code, message) => {
  const { data, problems } = await read(path);
  expect(data).toBeUndefined();
  expect(problems).toEqual([
    {
      ...{ line: 1, column: 1, hint: 'write it anew', code },
      file: expect.stringContaining(path.replace(/^.*\//, '')) as string,
      message: expect.stringMatching(message) as string,
    },
  ]);
});
