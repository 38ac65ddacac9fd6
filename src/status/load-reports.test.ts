import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { proposalsFolder, twoProjects, writeFiles } from '../../test/support/proposals.ts';
import { snapshotOf } from '../../test/support/status.ts';
import { writeAsOf } from '../adoption/as-of-file.ts';
import { loadProposals } from '../proposal/load-proposals.ts';
import { emptySnapshot, snapshotText } from '../review/snapshot.ts';
import type { Review } from '../review/review.ts';
import { loadReports } from './load-reports.ts';

const review: Review = {
  id: 'gerrit:review.example.org/web/beta~7',
  repository: 'web/beta',
  title: 'T',
  status: 'open',
  owner: null,
  created: '2026-03-01T00:00:00Z',
};

/** Proposal 1 with what was read of both projects, and an open review of one of them. */
async function folder(files: Record<string, string> = {}): Promise<string> {
  const index = (await readFile('test/support/async-blueprint/index.md', 'utf8'))
    .replace(/^since: .*$/m, 'since: 2026-01-01')
    .replace(/^updated: .*$/m, 'updated: 2026-04-01')
    .replace(/(### Stage: removed\n)/, '$1\nSee https://review.example.org/c/web/alpha/+/8.\n');
  const root = await proposalsFolder({
    '0001-async/index.md': index,
    'projects.yaml': `reviewSystems:\n  - { kind: gerrit, host: review.example.org }\n${twoProjects}`,
  });
  const { proposals, problems } = await loadProposals(root);
  const [proposal] = proposals;
  if (proposal === undefined) throw new Error(JSON.stringify(problems));
  const snapshot = (project: string, callbacks: [string, number][]) =>
    `${JSON.stringify(snapshotOf(proposal, project, { callbacks }))}\n`;
  const reviews = emptySnapshot();
  reviews.reviews.push(review);
  reviews.links.push({
    review: review.id,
    stage: 'removed',
    decision: 'confirmed',
    provenance: [{ kind: 'topic', text: 'async', firstSeen: '2026-03-01' }],
  });
  await writeFiles(join(root, '0001-async'), {
    'adoption/alpha.json': snapshot('alpha', [
      ['2026-01-01', 2],
      ['2026-02-01', 0],
    ]),
    'adoption/beta.json': snapshot('beta', [['2026-01-01', 3]]),
    'reviews.json': snapshotText(reviews),
    ...files,
  });
  const days = new Map([['alpha', { day: '2026-02-05', by: 'fetched' as const }]]);
  await writeAsOf(join(root, '0001-async'), days);
  return root;
}

test('everything that is known is read and derived: repositories, days, reviews, citations', async () => {
  const { reports, registry, faulty, problems } = await loadReports(await folder());
  expect({ faulty, problems }).toEqual({ faulty: [], problems: [] });
  expect(Object.keys(registry.projects)).toEqual(['alpha', 'beta']);
  expect(reports).toHaveLength(1);
  const [report] = reports;
  const row = (project: string) => report?.rows.get(project)?.get('removed');
  expect(row('alpha')).toMatchObject({ status: 'done', asOf: { day: '2026-02-05' } });
  // Nothing fell there: the open review alone shows that somebody has begun.
  expect(row('beta')).toMatchObject({ status: 'in progress', asOf: null });
  expect(row('beta')?.reason).toMatch(/; 1 open review$/);
  expect(report?.reviewsByStage.map(({ stage, counts }) => [stage, counts.open])).toEqual([
    ['ready', 0],
    ['removed', 1],
  ]);
  expect(report?.reviews.unresolved).toEqual(['gerrit:review.example.org/web/alpha~8']);
  const cited = report?.reviews.links.find(({ review: id }) => id.endsWith('~8'));
  expect(cited?.provenance).toMatchObject([{ kind: 'cited', firstSeen: '2026-04-01' }]);
});

test('as of a past day, what landed and what was opened later is not there yet', async () => {
  const root = await folder();
  const on = async (day: string) => {
    const [report] = (await loadReports(root, { on: day })).reports;
    return ['alpha', 'beta'].map((id) => report?.rows.get(id)?.get('removed')?.status);
  };
  expect(await on('2026-01-31')).toEqual(['not started', 'not started']);
  expect(await on('2026-02-28')).toEqual(['done', 'not started']);
  expect(await on('2026-03-01')).toEqual(['done', 'in progress']);
});

test('files that cannot be read are told with the others, in order; what is whole stands', async () => {
  const root = await folder({
    'adoption/beta.json': '{ "format": 2, <<<<<<< ours',
    'reviews.json': '[',
  });
  await writeFiles(root, { '0001-async/as-of.json': '{', '0002-broken/index.md': 'no data\n' });
  const { reports, problems, faulty } = await loadReports(root);
  expect(faulty.map(({ name }) => name)).toEqual(['0002-broken']);
  const files = problems.map(({ file }) => file.replace(/^.*?(?=000\d-)/, ''));
  expect([...new Set(files)]).toEqual([
    '0001-async/adoption/beta.json',
    '0001-async/as-of.json',
    '0001-async/reviews.json',
    '0002-broken/index.md',
    '0002-broken/probes.yaml',
  ]);
  const rows = reports[0]?.rows;
  expect(rows?.get('alpha')?.get('removed')?.status).toBe('done');
  expect(rows?.get('beta')?.get('removed')).toMatchObject({
    status: 'unknown',
    unknown: { kind: 'unread' },
  });
});
