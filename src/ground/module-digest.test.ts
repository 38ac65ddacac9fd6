import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../test/support/proposals.ts';
import { moduleDigest } from './module-digest.ts';

const files = {
  'a.ts':
    "import type { Root } from 'nowhere';\nimport {\n  b,\n} from './b.ts';\nimport one from 'one';\n",
  'b.ts': "import { readFile } from 'node:fs/promises';\nexport const b = 1;\n",
  'unread.ts': 'export const c = 1;\n',
  'node_modules/one/package.json': '{"name":"one","version":"1.0.0","dependencies":{"two":"*"}}',
  'node_modules/two/package.json': '{"name":"two","version":"1.0.0"}',
};

test.each<[string, Partial<Record<keyof typeof files, string>>, boolean]>([
  ['nothing', {}, true],
  ['a file that is not imported', { 'unread.ts': '' }, true],
  ['the file itself', { 'a.ts': `${files['a.ts']}//` }, false],
  ['a file that it imports', { 'b.ts': 'export const b = 2;' }, false],
  ['a package', { 'node_modules/one/package.json': '{"name":"one","version":"1.0.1"}' }, false],
  [
    'a package that another one needs',
    { 'node_modules/two/package.json': '{"name":"two","version":"2.0.0"}' },
    false,
  ],
])('with %s written anew a module is the same or another', async (_, change, isSame) => {
  const folder = await temporaryFolder();
  onTestFinished(() => rm(folder, { recursive: true }));
  const digestWith = async (all: Record<string, string>) => {
    for (const [path, text] of Object.entries(all)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    return moduleDigest(join(folder, 'a.ts'));
  };
  const before = await digestWith(files);
  expect((await digestWith({ ...files, ...change })) === before).toBe(isSame);
});
