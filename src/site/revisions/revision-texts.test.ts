import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/proposals.ts';
import { revisionName } from '../../comments/anchoring/revision.ts';
import { revisionListSchema, revisionSchema } from '../../comments/revision-file.ts';
import { loadProposals } from '../../proposal/load-proposals.ts';
import { RevisionTexts } from './revision-texts.ts';

let work: string;
let root: string;
let index: string;

beforeEach(async () => {
  work = await temporaryFolder();
  onTestFinished(() => rm(work, { recursive: true }));
  root = join(work, 'plans [1]', 'proposals');
  await mkdir(root, { recursive: true });
  await cp(resolve('test/site/fixture/proposals/projects.yaml'), join(root, 'projects.yaml'));
  await cp(resolve('test/site/fixture/proposals/0003-bare'), join(root, '0003-bare'), {
    recursive: true,
  });
  index = join(root, '0003-bare', 'index.md');
  git('init', '-q', '-b', 'main');
});

function git(...args: string[]): string {
  const names = { GIT_AUTHOR_NAME: 'A', GIT_COMMITTER_NAME: 'A' };
  const mails = { GIT_AUTHOR_EMAIL: '', GIT_COMMITTER_EMAIL: '' };
  const date = { GIT_AUTHOR_DATE: day, GIT_COMMITTER_DATE: day };
  const env = { ...process.env, ...names, ...mails, ...date, GIT_CONFIG_GLOBAL: '/dev/null' };
  return execFileSync('git', args, { cwd: work, env, encoding: 'utf8' }).trim();
}

let day = '2026-01-01T00:00:00Z';
function commit(on: string): string {
  day = `${on}T00:00:00Z`;
  git('add', '-A');
  git('commit', '-q', '--allow-empty-message', '-m', '');
  return git('rev-parse', 'HEAD');
}

async function write(prose: string, title = 'Bare'): Promise<void> {
  const front = (await indexText()).split('\n---\n')[0] ?? '';
  await writeFile(index, `${front.replace(/^title: .*$/m, `title: ${title}`)}\n---\n\n${prose}\n`);
}

function indexText(): Promise<string> {
  return readFile(index, 'utf8');
}

async function read() {
  const { proposals } = await loadProposals(root);
  const [one, ...others] = await new RevisionTexts(root, join(work, 'keep')).all(proposals);
  expect(others).toEqual([]);
  const list = revisionListSchema.parse(one?.list);
  const revisions = (one?.revisions ?? []).map((each) => revisionSchema.parse(each));
  expect(revisions.map(({ id }) => id)).toEqual(list.revisions.map(({ id }) => id));
  for (const { id, text } of revisions) expect(await revisionName(text)).toBe(id);
  return { list, texts: revisions.map(({ text, number }) => [number, text]) };
}

test('a text has a number from the commit of the default branch that had it first', async () => {
  await write('One.');
  const first = commit('2026-01-01');
  await write('One.', 'Another title');
  commit('2026-01-02');
  await write('Two.');
  const second = commit('2026-01-03');
  await write('One.');
  commit('2026-01-04');
  const { list, texts } = await read();
  expect(texts).toEqual([
    [1, 'One.'],
    [2, 'Two.'],
  ]);
  expect(list.revisions).toMatchObject([
    { commit: first, date: '2026-01-01T00:00:00.000Z' },
    { commit: second, date: '2026-01-03T00:00:00.000Z' },
  ]);
  // It was taken back: what stands there is r1.
  expect(list.head).toBe(list.revisions[0]?.id);
  expect(list.problem).toBeUndefined();
});

test('a text that no commit has is the head and has no number', async () => {
  await write('One.');
  commit('2026-01-01');
  await write('Not committed.');
  const { list, texts } = await read();
  expect(texts).toEqual([
    [1, 'One.'],
    [undefined, 'Not committed.'],
  ]);
  expect(list.head).toBe(list.revisions[1]?.id);
});

test('what a branch wrote counts as one text, when it lands; a folder may be renamed', async () => {
  await write('One.');
  commit('2026-01-01');
  git('checkout', '-q', '-b', 'side');
  await write('A draft of two.');
  commit('2026-01-02');
  await write('Two.');
  await rename(join(root, '0003-bare'), join(root, '0003-other'));
  commit('2026-01-03');
  git('checkout', '-q', 'main');
  day = '2026-01-04T00:00:00Z';
  git('merge', '-q', '--no-ff', '-m', 'merge', 'side');
  const { list, texts } = await read();
  expect(texts).toEqual([
    [1, 'One.'],
    [2, 'Two.'],
  ]);
  expect(list).toMatchObject({ proposal: 3, slug: '0003-other' });
  expect(list.revisions[1]?.date).toBe('2026-01-04T00:00:00.000Z');
});

test('the default branch is what the remote calls so, with what is committed to it here', async () => {
  await write('One.');
  commit('2026-01-01');
  // As a clone leaves it.
  git('update-ref', 'refs/remotes/origin/main', 'main');
  git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
  git('checkout', '-q', '-b', 'side');
  await write('Proposed.');
  commit('2026-01-02');
  expect((await read()).texts).toEqual([
    [1, 'One.'],
    [undefined, 'Proposed.'],
  ]);
  git('branch', '-f', 'main', 'side');
  git('checkout', '-q', 'main');
  expect((await read()).texts).toEqual([
    [1, 'One.'],
    [2, 'Proposed.'],
  ]);
});

test('what cannot be rendered has no number and stops nothing', async () => {
  await write(`${'> '.repeat(40)}deep`);
  commit('2026-01-01');
  await writeFile(index, Buffer.alloc(300_000, 'a'));
  commit('2026-01-02');
  await writeFile(index, '---\ntitle: [\nstages: 5\n---\n\nNo data before it.\n');
  commit('2026-01-03');
  await cp(resolve('test/site/fixture/proposals/0003-bare/index.md'), index);
  await write('One.');
  commit('2026-01-04');
  expect((await read()).texts).toEqual([
    [1, 'No data before it.'],
    [2, 'One.'],
  ]);
});

test('a stage stands in the text by its title', async () => {
  const text = (await indexText()).split('\n---\n');
  expect(text[1]).toContain('### Stage:');
  commit('2026-01-01');
  const { texts } = await read();
  expect(texts).toHaveLength(1);
  expect(texts[0]?.[0]).toBe(1);
  expect(texts[0]?.[1]).not.toContain('Stage:');
});

test.each([
  ['no git', () => rm(join(work, '.git'), { recursive: true }), 'it is not in a git repository'],
  [
    'the last commits alone',
    async () => {
      git('clone', '-q', '--depth', '1', `file://${work}`, 'again');
      await rm(join(work, '.git'), { recursive: true });
      await rename(join(work, 'again', '.git'), join(work, '.git'));
    },
    'this clone has only the last commits',
  ],
  [
    'a lost file',
    async () => {
      const blob = git('rev-parse', 'HEAD~1:plans [1]/proposals/0003-bare/index.md');
      await rm(join(work, '.git', 'objects', blob.slice(0, 2), blob.slice(2)), { force: true });
    },
    'this clone lacks some of its files',
  ],
])('without all of git’s history there is the head alone: %s', async (_, lose, problem) => {
  await write('One.');
  commit('2026-01-01');
  await write('Two.');
  commit('2026-01-02');
  await lose();
  const { list, texts } = await read();
  expect(texts).toEqual([[undefined, 'Two.']]);
  expect(list.problem).toBe(problem);
});

test('texts of earlier runs are kept, and go when neither a commit nor the folder has them', async () => {
  await write('One.');
  commit('2026-01-01');
  await read();
  const [kept = ''] = await readdir(join(work, 'keep'));
  // What is kept is what is read: a text that differs shows that nothing was rendered again.
  await writeFile(join(work, 'keep', kept), 'As it was kept.');
  expect((await read()).texts).toEqual([[1, 'As it was kept.']]);
  await write('Two.');
  expect((await read()).texts).toEqual([
    [1, 'As it was kept.'],
    [undefined, 'Two.'],
  ]);
  expect(await readdir(join(work, 'keep'))).toHaveLength(2);
  await rm(join(work, '.git'), { recursive: true });
  expect((await read()).texts).toEqual([[undefined, 'Two.']]);
  const left = await readdir(join(work, 'keep'));
  expect(left).toHaveLength(1);
  expect(left).not.toContain(kept);
});
