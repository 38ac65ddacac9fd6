import { expect, test } from 'vitest';
import { proposalsFolder, writtenTemplate, writeFiles } from '../../test/support/proposals.ts';
import { mostFaults } from '../ground/problem.ts';
import { checkPlaceholders } from './check-placeholders.ts';
import { loadProposals } from './load-proposals.ts';

test('each placeholder is told with its place and what it says', () => {
  const text = 'title: x\nsummary: REPLACE THIS. Who does what.\nurl: https://a/REPLACE-THIS/b\n';
  expect(checkPlaceholders('index.md', text)).toMatchObject([
    { line: 2, column: 10, message: 'a placeholder is left: REPLACE THIS. Who does what.' },
    { line: 3, column: 16, message: 'a placeholder is left: REPLACE-THIS/b' },
  ]);
  expect(checkPlaceholders('index.md', 'Please replace this. REPLACETHIS')).toEqual([]);
});

test('very many are told up to a bound, and counted', () => {
  const all = checkPlaceholders('index.md', 'REPLACE THIS\n'.repeat(mostFaults + 7));
  expect(all).toHaveLength(mostFaults + 1);
  expect(all.at(-1)).toMatchObject({ more: 7, code: 'placeholder' });
});

test('a template as it came is refused in its text and in the registry, a written one is not', async () => {
  const { index } = await writtenTemplate();
  const root = await proposalsFolder({ '0001-async/index.md': index });
  const codes = async () =>
    (await loadProposals(root)).problems.map(({ code, file }) => [code, file.split('/').at(-1)]);
  expect(await codes()).toEqual([]);
  const line = 'projects: { a: { team: w, repository: https://example.org/REPLACE-THIS/a } }';
  await writeFiles(root, {
    '0001-async/index.md': index.replace('## Problem\n', '## Problem\n\nREPLACE THIS. Why.\n'),
    'projects.yaml': `teams: { w: {} }\n${line}\n`,
  });
  expect(await codes()).toEqual([
    ['placeholder', 'index.md'],
    ['placeholder', 'projects.yaml'],
  ]);
});
