import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noon, writeHistory } from '../../../test/adoption/support/history.ts';
import { proposalsFolder, temporaryFolder, twoProjects } from '../../../test/support/proposals.ts';
import { snapshotOf } from '../../../test/support/status.ts';
import { folderAt } from '../../git/folder-history.ts';
import { openRepository } from '../../git/repository.ts';
import { loadProposals } from '../../proposal/load-proposals.ts';
import { KeptStates } from './kept-states.ts';
import { PastStates } from './past-states.ts';

let folder: string;
let index: string;
/** What stands in a good proposal's folder, and its snapshot of alpha. */
let good: Record<string, string>;
beforeAll(async () => {
  folder = await temporaryFolder();
  const root = await proposalsFolder();
  const [proposal] = (await loadProposals(root)).proposals;
  if (proposal === undefined) throw new Error('Expected the blueprint of the tests to be whole');
  index = proposal.text;
  const snapshot = snapshotOf(proposal, 'alpha', { callbacks: [['2026-01-01', 4]] });
  good = {
    '0001-async/index.md': index,
    '0001-async/probes.yaml': await readFile(join(root, '0001-async/probes.yaml'), 'utf8'),
    '0001-async/adoption/alpha.json': JSON.stringify(snapshot),
  };
});
afterAll(() => rm(folder, { recursive: true }));

let times = 0;
/** The state of proposal 1 at a commit with these files below its folder of plans. */
async function stateOf(files: Record<string, string>, name = '0001-async', number = 1) {
  const at = join(folder, `repository-${times++}`);
  const entries = Object.entries({ 'projects.yaml': twoProjects, ...files }).map(
    ([path, content]) => ({ path: `plans/${path}`, content }),
  );
  const [commit = ''] = writeHistory(at, [{ time: noon('2026-06-01'), entries }]);
  const repository = await openRepository(at);
  const past = new PastStates(repository, new KeptStates(join(folder, 'kept')));
  return past.of(name, number, await folderAt(repository, 'plans', commit));
}

test('a proposal is derived from what the commit has of it, and of nothing else', async () => {
  const state = await stateOf({ ...good, '0002-other/index.md': 'no data', 'README.md': 'x' });
  expect(state).toMatchObject({
    ...{ name: '0001-async', number: 1, lost: [] },
    teams: { alpha: 'web', beta: 'web' },
    reads: { alpha: { engine: 2, isOlder: false }, beta: { commit: null } },
  });
  expect(state.rows['removed']?.['alpha']?.status).not.toBe('unknown');
  expect(state.rows['removed']?.['beta']?.status).toBe('unknown');
});

test('what holds no longer by the rules of today is left out, and said', async () => {
  const told = index.replace(/^---\n/, '---\nclaims: [{ projects: [alpha] }]\n');
  const state = await stateOf({ ...good, '0001-async/index.md': told });
  expect(state.lost).toEqual(['claims']);
  expect(state.data?.title).toBe('Move from callbacks to async functions');
});

test('one whose data is of no use is told as that', async () => {
  expect(await stateOf({ '0001-async/index.md': 'no data' })).toMatchObject({
    ...{ name: '0001-async', number: 1, data: null, stages: {} },
  });
  expect((await stateOf({ ...good, '0007-x/index.md': 'x' }, '0007-x', 7)).data).toBeNull();
});

test('a snapshot of an older form is read no more, and that is said of its project', async () => {
  const older = { ...good, '0001-async/adoption/alpha.json': '{"format": 1, "project": "alpha"}' };
  const state = await stateOf(older);
  expect(state.reads['alpha']).toMatchObject({ isOlder: true });
  expect(state.reads['beta']).toMatchObject({ isOlder: false });
});

test('an answer to another question is none', async () => {
  const then = JSON.parse(good['0001-async/adoption/alpha.json'] ?? '') as {
    probes: Record<string, { definition: string }>;
  };
  for (const answer of Object.values(then.probes)) answer.definition = '0'.repeat(16);
  const changed = { ...good, '0001-async/adoption/alpha.json': JSON.stringify(then) };
  const state = await stateOf(changed);
  expect(state.rows['removed']?.['alpha']?.status).toBe('unknown');
  expect((await stateOf(good)).rows['removed']?.['alpha']?.status).not.toBe('unknown');
});

test('another registry gives another state, another README the same', async () => {
  const other = twoProjects
    .replace('name: Web,', 'name: Web, leads: [a],')
    .replace('beta:', 'gamma:');
  const states = await Promise.all([
    stateOf(good),
    stateOf({ ...good, 'README.md': 'x' }),
    stateOf({ ...good, 'projects.yaml': other.replace('web/beta', 'web/gamma') }),
  ]);
  expect(states.map(({ teams }) => Object.keys(teams))).toEqual([
    ['alpha', 'beta'],
    ['alpha', 'beta'],
    ['alpha', 'gamma'],
  ]);
});
