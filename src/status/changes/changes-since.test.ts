import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { git, noon, writeHistory } from '../../../test/adoption/support/history.ts';
import { temporaryFolder, twoProjects } from '../../../test/support/proposals.ts';
import { ownRepository } from '../../git/own-repository.ts';
import { changesSince, type Since } from './changes-since.ts';
import { KeptStates } from './kept-states.ts';

let folder: string;
let ids: string[];

/** A proposal whose data is of no use: that it comes and goes is all that is told of it. */
const plan = (name: string, content: string | null) => ({
  path: `proposals/${name}/index.md`,
  content,
});

beforeAll(async () => {
  folder = await temporaryFolder();
  const days = ['2026-06-01', '2026-06-03', '2026-06-02', '2026-06-05'] as const;
  ids = writeHistory(
    join(folder, '.git'),
    [
      [{ path: 'proposals/projects.yaml', content: twoProjects }, plan('0001-one', 'x')],
      // Its clock was ahead: it counts as landed with the commit before.
      [plan('0002-two', 'x')],
      [plan('0003-three', 'x'), { path: 'README.md', content: 'x' }],
      [plan('0001-one', null), plan('0002-two', 'y')],
    ].map((entries, i) => ({ time: noon(days[i] ?? ''), entries })),
  );
});
afterAll(() => rm(folder, { recursive: true }));

async function told(since: Since, of = folder) {
  const repository = await ownRepository(join(of, 'proposals'));
  const found = await changesSince(repository, since, new KeptStates(join(folder, 'kept')));
  return {
    ...found,
    changes: found.changes.map(({ subject, to, learned }) => [
      ...[subject, to ?? 'gone', ids.indexOf(learned.commit)],
      learned.date.slice(0, 10),
    ]),
  };
}
const one = ['0001-one', 'faulty', 0, '2026-06-01'];
const two = ['0002-two', 'faulty', 1, '2026-06-01'];
const three = ['0003-three', 'faulty', 2, '2026-06-02'];
const gone = ['0001-one', 'gone', 3, '2026-06-05'];

test('from before the first commit on, all is told, and compared with nothing', async () => {
  expect(await told({ day: '2026-01-01' })).toEqual({
    base: null,
    head: { commit: ids[3], date: '2026-06-05T12:00:00Z' },
    changes: [one, two, three, gone],
    unknown: [],
  });
});

test.each<[string, Since, number, unknown[]]>([
  ['the first day itself', { day: '2026-06-01' }, -1, [one, two, three, gone]],
  ['a day on which one landed', { day: '2026-06-02' }, 1, [three, gone]],
  ['the time of a clock that was ahead', { day: '2026-06-03' }, 2, [gone]],
  ['a day between', { day: '2026-06-04' }, 2, [gone]],
  ['a day after all', { day: '2026-06-06' }, 3, []],
])('from %s', async (_, since, base, changes) => {
  const found = await told(since);
  expect(found.changes).toEqual(changes);
  expect(found.base?.commit).toBe(ids[base]);
  if (base === 1) expect(found.base?.date).toBe('2026-06-01T12:00:00Z');
});

test('after a commit, named in whole or by how it begins', async () => {
  expect((await told({ commit: ids[0] ?? '' })).changes).toEqual([two, three, gone]);
  const short = await told({ commit: (ids[1] ?? '').slice(0, 12) });
  expect(short).toMatchObject({ base: { commit: ids[1] }, changes: [three, gone], unknown: [] });
  expect((await told({ commit: ids[3] ?? '' })).changes).toEqual([]);
  await expect(told({ commit: 'x' })).rejects.toThrow('x is no commit of its branch');
  await expect(told({ commit: '' })).rejects.toThrow('may be several commits');
});

test('a shallow clone says from when on it knows anything', async () => {
  const clone = join(folder, 'clone');
  const from = `file://${join(folder, '.git')}`;
  git(folder, ['clone', '--quiet', '--depth', '2', from, clone]);
  await mkdir(join(clone, 'proposals'), { recursive: true });
  const found = await told({ day: '2026-01-01' }, clone);
  expect(found.base?.commit).toBe(ids[2]);
  expect(found.changes).toEqual([gone]);
  expect(found.unknown).toEqual([
    'what changed up to 2026-06-02: this clone has no commits of before (git fetch --unshallow)',
  ]);
  // What begins within it is whole.
  expect((await told({ day: '2026-06-04' }, clone)).unknown).toEqual([]);
});
