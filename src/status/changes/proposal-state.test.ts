import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { proposalsFolder, writeFiles } from '../../../test/support/proposals.ts';
import { commitOf, snapshotOf } from '../../../test/support/status.ts';
import { loadProposals } from '../../proposal/load-proposals.ts';
import { emptySnapshot, snapshotText } from '../../review/snapshot.ts';
import { loadReports } from '../load-reports.ts';
import { faultyState, proposalState, type ProposalState } from './proposal-state.ts';

const blueprint = await readFile('test/support/async-blueprint/index.md', 'utf8');
const questions = await readFile('test/support/async-blueprint/probes.yaml', 'utf8');
const registry = `reviewSystems:
  - { kind: gerrit, host: review.example.org }
teams: { web: {}, docs: {} }
projects:
  alpha: { team: web, repository: https://review.example.org/web/alpha }
  beta: { team: docs, repository: https://review.example.org/web/beta }
`;

type Edits = Partial<Record<'index' | 'probes' | 'registry', (text: string) => string>>;
const same = (text: string) => text;

/** The state of a plan whose project alpha was read, with one review that merged. */
async function stateOf({ index = same, probes = same, registry: names = same }: Edits = {}) {
  const root = await proposalsFolder({
    '0001-async/index.md': index(blueprint),
    '0001-async/probes.yaml': probes(questions),
    'projects.yaml': names(registry),
  });
  const { proposals, problems } = await loadProposals(root);
  const [proposal] = proposals;
  if (proposal === undefined) throw new Error(JSON.stringify(problems));
  const reviews = emptySnapshot();
  const id = 'gerrit:review.example.org/web/alpha~7';
  const days = { created: '2026-01-05T00:00:00Z', updated: '2026-03-02T00:00:00Z' };
  reviews.reviews.push({
    ...{ id, repository: 'web/Alpha', title: 'T', status: 'merged', owner: null, ...days },
    merged: '2026-03-01T00:00:00Z',
  });
  const provenance = [{ kind: 'topic' as const, text: 'async', firstSeen: '2026-03-01' }];
  for (const stage of ['ready', 'removed']) {
    reviews.links.push({ review: id, stage, decision: 'confirmed', provenance });
  }
  const repository = 'https://review.example.org/web/alpha';
  const counts: [string, number][] = [
    ['2026-01-01', 2],
    ['2026-02-01', 0],
  ];
  await writeFiles(join(root, '0001-async'), {
    'adoption/alpha.json': `${JSON.stringify(snapshotOf(proposal, 'alpha', { callbacks: counts }, { repository }))}\n`,
    'reviews.json': snapshotText(reviews),
  });
  const loaded = await loadReports(root);
  const [report] = loaded.reports;
  if (report === undefined) throw new Error(JSON.stringify(loaded.problems));
  return proposalState(report, loaded.registry, new Set(['beta']), ['claims']);
}

test('what is known of a plan, as it is compared', async () => {
  const state = await stateOf();
  expect(state).toMatchObject({
    ...{ name: '0001-async', number: 1, lost: ['claims'], teams: { alpha: 'web', beta: 'docs' } },
    data: { status: 'draft', concerns: [{ id: 'stack-traces' }], moves: [], waivers: [] },
    stages: {
      ready: { title: 'Can run with promises', due: '2026-12-31' },
      removed: { title: 'Callbacks gone', due: null },
    },
    reads: {
      alpha: {
        commit: commitOf('alpha', '2026-02-01'),
        date: '2026-02-01T00:00:00Z',
        isOlder: false,
      },
      beta: { commit: null, date: null, engine: null, isOlder: true },
    },
    rows: {
      removed: {
        alpha: {
          ...{ status: 'done', unknown: null, others: '' },
          since: { commit: commitOf('alpha', '2026-02-01'), date: '2026-02-01T00:00:00Z' },
        },
        beta: { status: 'unknown', since: null, unknown: 'unread' },
      },
    },
    reviews: {
      'gerrit:review.example.org/web/alpha~7': {
        ...{ title: 'T', status: 'merged', project: 'alpha', stages: ['ready', 'removed'] },
        ...{ at: '2026-03-01T00:00:00Z', formerly: [] },
      },
    },
    sections: { 'Stage: ready': { stage: 'ready' }, Summary: { stage: null } },
  });
  expect(Object.keys(state.data ?? {}).sort()).toEqual([
    ...[
      'champions',
      'claims',
      'concerns',
      'decisions',
      'exemptions',
      'moves',
      'signOffs',
      'status',
    ],
    ...['summary', 'title', 'waivers'],
  ]);
  expect(state.reads['alpha']?.engine).toBeGreaterThan(0);
});

/** What differs between two states, as paths. */
function differences(before: unknown, after: unknown, path = ''): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (typeof before !== 'object' || typeof after !== 'object' || !before || !after) return [path];
  const [a, b] = [before as Record<string, unknown>, after as Record<string, unknown>];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) =>
    differences(a[key], b[key], path === '' ? key : `${path}.${key}`),
  );
}
const rowsOf = (part: string, stages = ['ready', 'removed'], projects = ['alpha', 'beta']) =>
  stages.flatMap((stage) => projects.map((project) => `rows.${stage}.${project}.${part}`));

test.each<[string, Edits, string[]]>([
  ['nothing', {}, []],
  [
    'white space of the text',
    { index: (text) => text.replace(/^What is to change, /m, 'What  is\nto change, ') },
    [],
  ],
  [
    'the text of a section',
    { index: (text) => text.replace('What is to change, ', 'What changes, ') },
    ['sections.Summary.hash'],
  ],
  [
    'the criteria of a stage',
    { index: (text) => text.replace('bad: callbacks', 'bad: { not: promises }') },
    ['stages.removed.asks', ...rowsOf('plan', ['removed']), ...rowsOf('probes', ['removed'])],
  ],
  [
    'the first day that counts',
    { index: (text) => text.replace('since: 2026-01-01', 'since: 2025-12-01') },
    rowsOf('plan'),
  ],
  [
    'what a probe asks that one stage names',
    { probes: (text) => text.replace('fs/promises]', 'fs/other]') },
    rowsOf('probes', ['ready']),
  ],
  [
    'what no file means to a probe that both stages name',
    { probes: (text) => text.replace('kind: call\n', 'kind: call\n    absentIs: zero\n') },
    rowsOf('probes'),
  ],
  [
    'the branch of a project',
    { registry: (text) => text.replace('alpha }', 'alpha, branch: next }') },
    rowsOf('registry', ['ready', 'removed'], ['alpha']),
  ],
  [
    'what a project depends on',
    { registry: (text) => text.replace('alpha }', 'alpha, dependsOn: [beta] }') },
    rowsOf('registry', ['ready', 'removed'], ['alpha']),
  ],
  [
    'the team of a project',
    { registry: (text) => text.replace('team: docs', 'team: web') },
    ['teams.beta'],
  ],
])('another hash where the question is another, and nowhere else: %s', async (_, edits, paths) => {
  const hashes = ({ stages, rows, sections, teams }: ProposalState) => ({
    ...{ stages, sections, teams },
    rows: Object.fromEntries(
      Object.entries(rows).map(([stage, byProject]) => [
        stage,
        Object.fromEntries(
          Object.entries(byProject).map(([project, { plan, probes, registry: asked }]) => [
            project,
            { plan, probes, registry: asked },
          ]),
        ),
      ]),
    ),
  });
  const found = differences(hashes(await stateOf()), hashes(await stateOf(edits)));
  expect(found.toSorted()).toEqual(paths.toSorted());
});

test('a stage that asks what others are through with changes with each of their questions', async () => {
  const asking = (text: string) =>
    text.replace('bad: callbacks', 'bad: callbacks\n      good: { dependencies: ready }');
  const others = async (edits: Edits) => {
    const { rows } = await stateOf({ index: asking, ...edits });
    return [rows['removed']?.['alpha']?.others, rows['ready']?.['alpha']?.others];
  };
  const [before, none] = await others({});
  expect([before === '', none]).toEqual([false, '']);
  const edits: Edits[] = [
    { registry: (text) => text.replace('beta }', 'beta, branch: next }') },
    { probes: (text) => text.replace('fs/promises]', 'fs/other]') },
    {
      index: (text) => asking(text).replace('{ any: [promises, { not: callbacks }] }', 'promises'),
    },
  ];
  for (const edit of edits) expect((await others(edit))[0]).not.toBe(before);
  expect((await others({}))[0]).toBe(before);
});

test('of data that is of no use nothing is known but its name', () => {
  expect(faultyState('0002-b', 2)).toEqual({
    ...{ name: '0002-b', number: 2, data: null, lost: [], stages: {}, teams: {}, reads: {} },
    ...{ rows: {}, reviews: {}, sections: {} },
  });
});
