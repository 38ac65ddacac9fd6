import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../../test/support/proposals.ts';
import { createProposal, slugOf } from './create-proposal.ts';

test.each([
  ['Move to async functions!', 'move-to-async-functions'],
  ['  Ängström — déjà vu ', 'angstrom-deja-vu'],
  ['日本語', ''],
  [`${'a'.repeat(60)} b`, 'a'.repeat(50)],
  [`${'a'.repeat(45)} bcd efg`, `${'a'.repeat(45)}-bcd`],
  [`${'a'.repeat(46)} bcd efg`, `${'a'.repeat(46)}-bcd`],
  [`${'a'.repeat(47)} bcd e`, 'a'.repeat(47)],
])('the title %j gives the folder %j', (title, slug) => {
  expect(slugOf(title)).toBe(slug);
});

const template = [
  '---',
  "title: 'Replace this'",
  'created: 2000-01-01',
  'updated: 2000-01-01',
  'since: 2000-01-01',
  'concerns:',
  '  - id: a',
  '    raised: 2000-01-01',
  '---',
  '',
  '- 2000-01-01: first draft.',
  'The title: stays as it is.',
  '',
].join('\n');

async function root(folders: string[] = []) {
  const folder = await temporaryFolder();
  await writeFiles(folder, {
    '_template/index.md': template,
    '_template/probes.yaml': 'probes: {}',
  });
  for (const name of folders) await mkdir(join(folder, name));
  return folder;
}

test('a new proposal takes the next number after the highest, and the template whole', async () => {
  const folder = await root(['0003-c', '0001-a', '00010-odd', 'notes']);
  const made = await createProposal(folder, 'A "new" $& plan', '2026-11-25');
  expect(made).toBe(join(folder, '0004-a-new-plan'));
  expect(await readFile(join(made, 'probes.yaml'), 'utf8')).toBe('probes: {}');
  expect((await readFile(join(made, 'index.md'), 'utf8')).split('\n')).toEqual([
    '---',
    'title: "A \\"new\\" $& plan"',
    'created: 2026-11-25',
    'updated: 2026-11-25',
    'since: 2026-11-25',
    'concerns:',
    '  - id: a',
    '    raised: 2026-11-25',
    '---',
    '',
    '- 2026-11-25: first draft.',
    'The title: stays as it is.',
    '',
  ]);
});

test('the first proposal has the number 1', async () => {
  const folder = await root();
  expect(await createProposal(folder, 'One', '2026-11-25')).toBe(join(folder, '0001-one'));
});

test('a title of which no name can be made is refused, with what was given', async () => {
  await expect(createProposal(await root(), '日本語', '2026-11-25')).rejects.toThrow(
    /^Expected a title with Latin letters or digits, of which the folder is named, got "日本語"; /,
  );
});
