import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { proposalsFolder, temporaryFolder, writeFiles } from '../../test/support/proposals.ts';
import { formatProblem } from '../ground/problem.ts';
import { loadProposals } from './load-proposals.ts';

const index = await readFile('test/support/async-blueprint/index.md', 'utf8');
const probes = await readFile('test/support/async-blueprint/probes.yaml', 'utf8');
const good = (name: string) => ({ [`${name}/index.md`]: index, [`${name}/probes.yaml`]: probes });

async function load(root: string) {
  const { problems, ...rest } = await loadProposals(root, '2026-11-26');
  return {
    ...rest,
    told: problems.map((one) => formatProblem({ ...one, file: one.file.replace(`${root}/`, '') })),
  };
}

describe('what of a folder is a proposal', () => {
  test('a folder with a number, neither hidden nor a template, by its number', async () => {
    const root = await proposalsFolder({
      ...good('0010-ten'),
      ...good('0002-two'),
      ...good('_template'),
      ...good('.hidden'),
      'notes.md': 'Not a folder.',
    });
    const { proposals, faulty, told } = await load(root);
    expect(told).toEqual([]);
    expect(faulty).toEqual([]);
    expect(proposals.map(({ number, name, folder }) => [number, name, folder])).toEqual([
      [1, '0001-async', join(root, '0001-async')],
      [2, '0002-two', join(root, '0002-two')],
      [10, '0010-ten', join(root, '0010-ten')],
    ]);
    const [first] = proposals;
    expect(first?.text).toBe(index);
    expect(index.endsWith(first?.body ?? '?')).toBe(true);
    expect(first?.body).not.toMatch(/^---|^title:/m);
    expect(first?.sections.map(({ title }) => title)).toContain('Stage: ready');
    expect(Object.keys(first?.probes.probes ?? {})).toContain('callbacks');
    expect(first?.probesSource.position(['probes', 'callbacks']).line).toBeGreaterThan(1);
  });

  test('a link is none, and is told', async () => {
    const root = await proposalsFolder();
    await symlink(join(root, '0001-async'), join(root, '0002-link'));
    const { proposals, told } = await load(root);
    expect(proposals.map(({ name }) => name)).toEqual(['0001-async']);
    expect(told).toEqual([
      '0002-link:1:1  is a link  links are not followed here: put the folder itself in its place',
    ]);
  });

  test.each(['0003-\u001b[2J\n::error::x', '0003-##[error]x', '::error::x', '0003-\u202ea'])(
    'a folder named %j is none, and is told',
    async (name) => {
      const { proposals, faulty, told } = await load(await proposalsFolder(good(name)));
      expect(proposals.map((one) => one.name)).toEqual(['0001-async']);
      expect(faulty).toEqual([]);
      expect(told).toHaveLength(1);
      expect(told[0]).toContain('has a name that acts  expected NNNN-slug');
    },
  );

  test.each([
    '3-short',
    '0003',
    '0003-',
    '0003-Big',
    '0003-a--b',
    '00003-a',
    'x0003-a',
    '0003-a_b',
  ])('a folder named %s is told', async (name) => {
    const { proposals, faulty, told } = await load(await proposalsFolder(good(name)));
    expect(proposals.map((one) => one.name)).toEqual(['0001-async']);
    expect(faulty.map((one) => one.name)).toEqual([name]);
    expect(told).toEqual([
      `${name}/index.md:1:1  bad folder name \`${name}\`  expected NNNN-slug: 0003-short-title`,
    ]);
  });

  test('a number that is taken is told at the second, by the name of the first', async () => {
    const { faulty, told } = await load(await proposalsFolder(good('0001-zebra')));
    expect(told).toEqual([
      '0001-zebra/index.md:1:1  number 1 is taken by 0001-async  rename one of the two folders',
    ]);
    expect(
      faulty.map(({ name, folder, problems }) => [name, folder.endsWith(name), problems.length]),
    ).toEqual([['0001-zebra', true, 1]]);
  });
});

test('each fault of a folder has its code', async () => {
  const root = await proposalsFolder({ ...good('0001-zebra'), ...good('0003-##[error]x') });
  await symlink(join(root, '0001-async'), join(root, '0002-link'));
  const { problems } = await loadProposals(root, '2026-11-26');
  expect(problems.map(({ file, code }) => [file.split('/000')[1]?.slice(0, 3), code])).toEqual([
    ['1-z', 'duplicate-id'],
    ['2-l', 'unreadable'],
    ['3-#', 'unreadable'],
  ]);
  const nowhere = await loadProposals(join(root, 'nowhere'), '2026-11-26');
  expect(nowhere.problems.map(({ code }) => code)).toEqual(['unreadable', 'unreadable']);
});

describe('what is not there', () => {
  test('a root that is no folder is told, and nothing else is made up', async () => {
    const root = join(await temporaryFolder(), 'nowhere');
    const { proposals, faulty, registry, told } = await load(root);
    expect([proposals, faulty]).toEqual([[], []]);
    expect(registry).toEqual({ reviewSystems: [], browse: {}, teams: {}, projects: {} });
    expect(told.join('\n')).toMatch(/nowhere:1:1 {2}cannot be read: ENOENT {2}expected a folder/);
    expect(told.join('\n')).toContain('projects.yaml:1:1  is not there  add the file');
  });

  test.each([
    ['index.md', 'probes.yaml'],
    ['probes.yaml', 'index.md'],
  ])('a folder without %s has that one fault', async (missing, there) => {
    const root = await proposalsFolder({
      [`0002-half/${there}`]: there === 'index.md' ? index : probes,
    });
    const { faulty, told } = await load(root);
    expect(faulty.map(({ name }) => name)).toEqual(['0002-half']);
    expect(told).toEqual([`0002-half/${missing}:1:1  is not there  add the file`]);
  });

  test('a front matter has to be there, and to be data', async () => {
    const root = await proposalsFolder({
      '0002-bare/index.md': '# Hello\n',
      '0002-bare/probes.yaml': probes,
      '0003-text/index.md': '---\njust text\n---\n',
      '0003-text/probes.yaml': probes,
    });
    const { told } = await load(root);
    expect(told.filter((one) => one.startsWith('0002'))).toEqual([
      '0002-bare/index.md:1:1  no front matter  begin the file with `---`, data, `---`',
    ]);
    expect(told.find((one) => one.startsWith('0003'))).toBe(
      '0003-text/index.md:2:1  got "just text"  expected object',
    );
  });
});

test('all faults stand in the order of the files and of their lines', async () => {
  const root = await proposalsFolder({
    'projects.yaml':
      'teams: { web: {} }\nprojects:\n  b: { team: x, repository: /b }\n  a: { team: y, repository: /a }\n',
  });
  await writeFiles(root, good('0002-two'));
  const { told } = await load(root);
  expect(told.map((one) => one.replace(/ {2}.*/, ''))).toEqual([
    'projects.yaml:3:14',
    'projects.yaml:4:14',
  ]);
});
