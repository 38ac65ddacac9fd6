import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ownRepository } from '../../src/git/own-repository.ts';
import { plusDays } from '../../src/ground/day.ts';
import { loadProposals, type Proposal } from '../../src/proposal/load-proposals.ts';
import type { LearnedChange } from '../../src/status/changes/change.ts';
import {
  changesSince,
  type ChangesSince,
  type Since,
} from '../../src/status/changes/changes-since.ts';
import { KeptStates } from '../../src/status/changes/kept-states.ts';
import { digestSchema } from '../../src/status/digest/digest.ts';
import { screen } from '../../src/status/digest/digest-text.ts';
import { git, noon, writeHistory, type CommitSpec } from '../adoption/support/history.ts';
import { proposalsFolder, temporaryFolder, twoProjects } from '../support/proposals.ts';
import { runCommand } from '../support/run-command.ts';
import { snapshotOf } from '../support/status.ts';

/** What one commit does below `proposals/`, and what of it must be told: `kind subject to`. */
interface Step {
  files: Record<string, string | null>;
  told: string[];
}

const first = '2026-02-01';
const dayOfCommit = (i: number) => plusDays(first, i);
let folder: string;
let proposal: Proposal;
let steps: Step[];
let commits: string[];
let all: ChangesSince;

const index = (data: object, body: string) => `---\n${JSON.stringify(data)}\n---\n${body}`;
const snapshot = (id: string, said: [string, number][], more: object = {}) =>
  `${JSON.stringify({ ...snapshotOf(proposal, id, { callbacks: said }, more) })}\n`;
const reviews = (status: 'open' | 'merged', more: object = {}) =>
  `${JSON.stringify({
    format: 2,
    sources: [],
    reviews: [
      {
        ...{ id: 'github:web/alpha#1', repository: 'web/alpha', title: 'Take out', status },
        ...{ owner: 'Eve', updated: '2026-02-20T10:00:00Z', ...more },
      },
    ],
    links: [
      {
        ...{ review: 'github:web/alpha#1', stage: 'removed', decision: 'confirmed' },
        provenance: [{ kind: 'topic', text: 'async', firstSeen: '2026-02-20' }],
      },
    ],
    unresolved: [],
  })}\n`;

/** Forty commits of known changes. */
async function makeSteps(): Promise<Step[]> {
  const [text, probes] = await Promise.all(
    ['index.md', 'probes.yaml'].map((name) =>
      readFile(join('test/support/async-blueprint', name), 'utf8'),
    ),
  );
  const [, front = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text ?? '') ?? [];
  let data = { ...(parse(front) as Record<string, unknown>), status: 'proposed' };
  let prose = body;
  const at = (name: string) => `0001-async/${name}`;
  const write = (more: object, told: string[]): Step => {
    data = { ...data, ...more };
    return { files: { [at('index.md')]: index(data, prose) }, told };
  };
  const rewrite = (from: string, to: string, told: string[]): Step => {
    prose = prose.replace(from, to);
    return write({}, told);
  };
  const written = parse(front) as { concerns: object[]; stages: object[] };
  const [own] = written.concerns;
  const concern = {
    ...{ id: 'slow', title: 'Slow', text: 'Why.', raisedBy: 'Ben', raised: '2026-02-02' },
    ...{ where: 'List', blocking: true, wouldClear: 'Figures.', state: 'open' },
  };
  const closed = {
    state: 'closed',
    disposition: 'answered',
    closed: '2026-02-09',
    reason: 'Is not.',
  };
  const answer = { says: 'satisfied', date: '2026-02-11', where: 'List' };
  const claim = {
    projects: ['beta'],
    stage: 'removed',
    status: 'done',
    date: '2026-02-12',
    source: 'S',
  };
  const [ready, removed] = written.stages;
  const a = 'adoption/alpha.json';
  const b = 'adoption/beta.json';
  const asked = { asked: '2026-02-03' };
  const unread = ['reading ready', 'reading removed', 'reading ready', 'reading removed'];
  return [
    { files: { 'projects.yaml': twoProjects }, told: [] },
    {
      files: { [at('index.md')]: index(data, prose), [at('probes.yaml')]: probes ?? '' },
      told: ['proposal 0001-async proposed', 'concern stack-traces open'],
    },
    {
      files: { [at(a)]: snapshot('alpha', [['2026-01-01', 3]]) },
      told: ['reading ready not started', 'reading removed not started'],
    },
    {
      files: { [at(b)]: snapshot('beta', [['2026-01-01', 4]]) },
      told: ['reading ready not started', 'reading removed not started'],
    },
    // Less is left: it is in progress, at no commit of its own.
    {
      files: {
        [at(a)]: snapshot('alpha', [
          ['2026-01-01', 3],
          ['2026-02-04', 1],
        ]),
      },
      told: ['status removed in progress'],
    },
    write({ concerns: [own, concern] }, ['concern slow open']),
    write({ signOffs: [{ team: 'web', rounds: [asked] }] }, ['sign-off web asked']),
    write(
      {
        signOffs: [
          { team: 'web', rounds: [{ ...asked, position: 'needs work', date: '2026-02-07' }] },
        ],
      },
      ['sign-off web needs work'],
    ),
    write({ concerns: [own, { ...concern, ...closed }] }, ['concern slow closed, answered']),
    write({ concerns: [own, { ...concern, ...closed, answer }] }, ['concern slow satisfied']),
    rewrite('Why what is there', 'Why that which is there', ['text Problem hash']),
    rewrite('## Problem', '## Problem\n\n', []),
    write({ claims: [claim] }, ['claim removed done']),
    write({ stages: [ready, { ...removed, due: '2026-11-30' }] }, ['plan removed 2026-11-30']),
    write({ title: 'Other title' }, ['plan title Other title']),
    // Nothing is left: done, by a commit.
    {
      files: {
        [at(a)]: snapshot('alpha', [
          ['2026-01-01', 3],
          ['2026-02-04', 1],
          ['2026-02-15', 0],
        ]),
      },
      told: ['status ready done', 'status removed done'],
    },
    {
      files: {
        [at(a)]: snapshot('alpha', [
          ['2026-01-01', 3],
          ['2026-02-15', 0],
          ['2026-02-16', 2],
        ]),
      },
      told: ['status ready regressed', 'status removed regressed'],
    },
    // A file that is none of ours, and one of another folder.
    { files: { [at('notes.test.ts')]: 'x', 'README.md': 'y' }, told: [] },
    { files: { [at('reviews.json')]: reviews('open') }, told: ['review github:web/alpha#1 open'] },
    // A merge conflict was committed: what is open is not known, and no review is told of.
    {
      files: { [at('reviews.json')]: '<<<<<<< a\n' },
      told: ['reading ready unknown', 'reading removed unknown'],
    },
    {
      files: { [at('reviews.json')]: reviews('merged', { merged: '2026-02-20T11:00:00Z' }) },
      told: [
        'reading ready not started',
        'reading removed not started',
        'review github:web/alpha#1 merged',
      ],
    },
    // Nobody can say: its manifest says another format.
    {
      files: { [at(b)]: snapshot('beta', [['2026-01-01', 4]], { format: 1 }) },
      told: ['reading ready unknown', 'reading removed unknown'],
    },
    {
      files: { [at(b)]: snapshot('beta', [['2026-01-01', 4]]) },
      told: ['reading ready not started', 'reading removed not started'],
    },
    // The probe is changed: nothing that was read answers it …
    {
      files: { [at('probes.yaml')]: (probes ?? '').replace(', fs.writeFile]', ']') },
      told: unread.map((one) => `${one} unknown`),
    },
    {
      files: { [at('probes.yaml')]: probes ?? '' },
      told: [
        ...['reading ready regressed', 'reading removed regressed'],
        ...['reading ready not started', 'reading removed not started'],
      ],
    },
    write(
      {
        exemptions: [
          {
            exempts: ['beta'],
            date: '2026-02-20',
            by: 'Council',
            until: '2027-02-20',
            reason: 'Ends.',
            where: 'Minutes',
          },
        ],
      },
      ['decision exemption beta exempt until 2027-02-20'],
    ),
    write({ claims: [] }, ['claim removed null']),
    write({ status: 'nonsense' }, ['proposal 0001-async faulty']),
    write({ status: 'nonsense', title: 'Still' }, []),
    write({ status: 'proposed', title: 'Other title' }, ['proposal 0001-async proposed']),
    rewrite('Who does what here', 'Who does it', ['text Stage: ready hash']),
    write({ projects: ['alpha'] }, ['plan projects null']),
    write({ projects: 'all' }, [
      'plan projects beta',
      'reading ready not started',
      'reading removed not started',
    ]),
    ...Array.from({ length: 5 }, (_, i) =>
      write({ summary: `Summary ${i}.` }, ['plan summary null']),
    ),
    write(
      {
        status: 'rejected',
        moves: [
          { from: 'proposed', to: 'rejected', date: '2026-03-08', by: 'Council', reason: 'No.' },
        ],
      },
      ['proposal 0001-async rejected'],
    ),
    {
      files: Object.fromEntries(
        ['index.md', 'probes.yaml', 'reviews.json', 'notes.test.ts', a, b].map((name) => [
          at(name),
          null,
        ]),
      ),
      told: ['proposal 0001-async null'],
    },
  ];
}

const said = ({ kind, subject, to }: LearnedChange) =>
  `${kind} ${subject} ${kind === 'text' ? 'hash' : String(to)}`;
const since = async (of: Since) =>
  changesSince(
    await ownRepository(join(folder, 'proposals')),
    of,
    new KeptStates(join(folder, '.cache/states')),
  );

beforeAll(async () => {
  folder = await temporaryFolder();
  const root = await proposalsFolder();
  [proposal] = (await loadProposals(root)).proposals as [Proposal];
  await rm(root, { recursive: true });
  steps = await makeSteps();
  const specs = steps.map(({ files }, i): CommitSpec => ({
    time: noon(dayOfCommit(i)),
    entries: Object.entries(files).map(([path, content]) => ({
      path: `proposals/${path}`,
      content,
    })),
  }));
  writeHistory(join(folder, '.git'), specs);
  const line = git(join(folder, '.git'), ['rev-list', '--first-parent', '--reverse', 'main']);
  commits = line.split('\n');
  all = await since({ day: first });
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

test('forty commits: each change is told once, by the commit that brought it', () => {
  expect(steps).toHaveLength(40);
  const told = steps.map((_, i) =>
    all.changes.filter(({ learned }) => learned.commit === commits[i]).map(said),
  );
  expect(told.map((list) => list.toSorted())).toEqual(
    steps.map(({ told: list }) => list.toSorted()),
  );
  expect(all.changes).toHaveLength(told.flat().length);
  for (const { learned } of all.changes) {
    const day = dayOfCommit(commits.indexOf(learned.commit));
    expect(learned.date).toBe(`${day}T12:00:00Z`);
  }
});

test('a change says when it happened in the project, beside when it was learned', () => {
  const find = (kind: string, to: string) =>
    all.changes.find((one) => one.kind === kind && one.to === to);
  expect(find('status', 'done')).toMatchObject({
    happened: { on: '2026-02-15T00:00:00Z' },
    learned: { date: `${dayOfCommit(15)}T12:00:00Z` },
  });
  expect(find('status', 'in progress')).toMatchObject({
    happened: { after: '2026-01-01T00:00:00Z', until: '2026-02-04T00:00:00Z' },
  });
  expect(find('review', 'merged')?.happened).toEqual({ on: '2026-02-20T11:00:00Z' });
  expect(find('concern', 'satisfied')?.happened).toEqual({ on: '2026-02-11' });
});

test('from whatever commit or day, what is told is the rest of the whole', async () => {
  for (const i of [0, 4, 18, 27, 38]) {
    const rest = all.changes.filter(({ learned }) => commits.indexOf(learned.commit) > i);
    const commit = (commits[i] ?? '').slice(0, 12);
    expect((await since({ commit })).changes.map(said)).toEqual(rest.map(said));
    expect((await since({ day: dayOfCommit(i + 1) })).changes.map(said)).toEqual(rest.map(said));
  }
  expect((await since({ day: dayOfCommit(40) })).changes).toEqual([]);
  await expect(since({ commit: 'f'.repeat(40) })).rejects.toThrow('no commit of its branch');
});

test('what an older form kept from being read is said to be unknown', () => {
  expect(all.unknown).toContainEqual(
    expect.stringMatching(/^statuses of 0001-async before 2026-02-/),
  );
});

test('the command tells a shallow clone’s bounds, and each format what it says it is', async () => {
  const clone = join(folder, 'clone');
  await mkdir(clone);
  git(folder, ['clone', '-q', '--depth', '3', `file://${join(folder, '.git')}`, 'clone']);
  const run = (...args: string[]) =>
    runCommand('digest.ts', [...args, '--root', join(clone, 'proposals')]);
  const json = await run('--since', first, '--format', 'json');
  expect(json.code).toBe(3);
  const digest = digestSchema.parse(JSON.parse(json.out));
  expect(digest.unknown[0]).toContain('git fetch --unshallow');
  expect(digest.changes.map(said)).toEqual([
    'proposal 0001-async null',
    'proposal 0001-async rejected',
  ]);
  const wrong = await run('--since', '2026-13-01', '--team', 'nobody', '--format', 'pdf');
  expect(wrong).toMatchObject({ code: 2, out: '' });
});

test('a team’s digest fits one screen, and begins with what it must do', async () => {
  const work = join(folder, 'work');
  git(folder, ['clone', '-q', `file://${join(folder, '.git')}`, 'work']);
  git(work, ['checkout', '-q', '-B', 'main', commits[36] ?? '']);
  git(work, ['remote', 'remove', 'origin']);
  const run = (...args: string[]) =>
    runCommand('digest.ts', [...args, '--team', 'web', '--root', join(work, 'proposals')]);
  const md = await run('--since', first);
  expect(md.code).toBe(3);
  const lines = md.out.trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(screen.lines);
  expect(lines.every((line) => line.length <= screen.signs)).toBe(true);
  expect(lines.slice(0, 5)).toEqual([
    '# Web: what changed since 1 Feb 2026',
    '',
    '## To do',
    '',
    '- Sign-off on 0001, Other title: needs work',
  ]);
});
