import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { proposalsFolder } from '../../test/support/proposals.ts';
import { movedNames } from './former-names.ts';
import { loadProposals } from './load-proposals.ts';

/** Faults of folders that say which names they had. */
async function faultsOf(formerly: Record<string, string>): Promise<string[]> {
  const root = await proposalsFolder();
  for (const [name, names] of Object.entries(formerly)) {
    const folder = join(root, name);
    await cp(join(root, '0001-async'), folder, { recursive: true });
    const index = join(folder, 'index.md');
    const text = await readFile(index, 'utf8');
    await writeFile(index, text.replace('\nstatus:', `\nformerly: ${names}\nstatus:`));
  }
  const { problems } = await loadProposals(root);
  return problems.map(
    ({ file, message, hint, code }) =>
      `${file.split('/').at(-2) ?? ''} ${message}${code === 'schema' ? ` ${hint}` : ''}`,
  );
}

test('earlier names are data, also under another number', async () => {
  expect(await faultsOf({ '0002-new': '[0002-old, 0009-older]' })).toEqual([]);
});

test('two proposals that would claim one address are refused', async () => {
  expect(await faultsOf({ '0002-new': '[0001-async]' })).toEqual([
    '0002-new formerly.#1: /proposals/0001-async/ is an address of 0001-async',
  ]);
  expect(await faultsOf({ '0002-a': '[0007-old]', '0003-b': '[0007-old]' })).toEqual([
    '0003-b formerly.#1: /proposals/0007-old/ is an address of 0002-a',
  ]);
  expect(await faultsOf({ '0002-a': '[0007-old]', '0003-b': '[0007-other]' })).toEqual([
    '0003-b formerly.#1: /proposals/0007/ is an address of 0002-a',
  ]);
  expect(await faultsOf({ '0002-a': '[0002-a, 0002-b, 0002-b]' })).toEqual([
    '0002-a formerly.#1: /proposals/0002-a/ is its own already',
    '0002-a formerly.#3: /proposals/0002-b/ is its own already',
  ]);
});

test('what is no name of a folder is refused', async () => {
  const [fault] = await faultsOf({ '0002-new': '[../up]' });
  expect(fault).toMatch(/^0002-new formerly\.#1: .*expected NNNN-slug/);
});

test('numbers alone and earlier names lead to the present name; a present name leads nowhere else', () => {
  const proposals = [
    { name: '0001-one', formerly: ['0009-draft', '0001-first'] },
    { name: '0002-two' },
  ];
  const before = [
    { name: '0001-first', proposal: 1 },
    { name: '0001-oldest', proposal: 1 },
    { name: '0001-one', proposal: 1 },
    { name: '0002-one', proposal: 2 },
    { name: '0005-gone', proposal: 5 },
    { name: 'no name', proposal: 2 },
  ];
  expect(movedNames(proposals, before)).toEqual([
    { from: '0001', to: '0001-one' },
    { from: '0002', to: '0002-two' },
    { from: '0009-draft', to: '0001-one' },
    { from: '0009', to: '0001-one' },
    { from: '0001-first', to: '0001-one' },
    { from: '0001-oldest', to: '0001-one' },
    { from: '0002-one', to: '0002-two' },
  ]);
});
