import { expect, test } from 'vitest';
import { concernSchema } from '../../proposal/concern.ts';
import { exemptionSchema } from '../../proposal/exemption.ts';
import { registrySchema } from '../../proposal/registry.ts';
import type { FullReport } from '../load-reports.ts';
import type { Row } from '../report.ts';
import { dutyLines } from './duty-lines.ts';
import { teamDuties, teamsOfReports } from './team-duties.ts';

const registry = registrySchema.parse({
  teams: { web: { name: 'Web' }, ops: {}, docs: {} },
  projects: {
    alpha: { team: 'web', repository: 'https://example.org/x/alpha' },
    beta: { team: 'ops', repository: 'https://example.org/x/beta' },
    gamma: { team: 'web', repository: 'https://example.org/x/gamma' },
  },
});
const today = '2026-06-01';

const row = (project: string, stage: string, status: Row['status'], drift: Row['drift'] = null) =>
  ({ proposal: 3, project, stage, status, drift, claim: null, asOf: null }) as Row;
const concern = (more: object) =>
  concernSchema.parse({
    ...{ id: 'slow', title: 'It is slow', text: 'T.', raisedBy: 'Ben', raised: '2026-05-01' },
    ...{ where: 'W', blocking: true, wouldClear: 'Figures.', state: 'open', ...more },
  });
const review = (id: string, project: string, who: string, since: string) => ({
  ...{ project, review: { id, title: `Review ${id}` } },
  turn: { who, since, people: [], because: 'B', isRefused: false },
});

interface Given {
  status?: string;
  rows?: Row[];
  reviews?: ReturnType<typeof review>[];
  keys?: object;
}

/** What of a report the duties are read from. */
function reportOf({ status = 'active', rows = [], reviews = [], keys = {} }: Given): FullReport {
  const projects = ['alpha', 'beta', 'gamma'];
  const byProject = (id: string) =>
    new Map(rows.filter(({ project }) => project === id).map((one) => [one.stage, one]));
  return {
    proposal: {
      number: 3,
      frontMatter: {
        ...{ title: 'Plan', status, champions: ['Zoe'], projects: 'all', calendar: {} },
        staleAfterDays: 14,
        ...{ concerns: [], decisions: [], signOffs: [], exemptions: [] },
        stages: [
          { id: 'late', title: 'Late', due: '2027-01-01' },
          { id: 'soon', title: 'Soon', due: '2026-07-01' },
          { id: 'once', title: 'Once' },
        ],
        ...keys,
      },
    },
    projects,
    asOf: new Map(),
    rows: new Map(projects.map((id) => [id, byProject(id)])),
    reviewsByStage: [{ stage: 'soon', confirmed: reviews }],
    questionOf: () => undefined,
  } as unknown as FullReport;
}
const duties = (given: Given, team = 'web') => teamDuties(team, [reportOf(given)], registry, today);
const lines = (given: Given, team = 'web') =>
  dutyLines(duties(given, team)).map(({ kind, due, words }) => `${kind} ${due ?? '-'} ${words}`);

test('what is left stands by due day, each stage with its projects, those of other teams apart', () => {
  const rows = [
    row('alpha', 'late', 'not started'),
    row('alpha', 'soon', 'in progress'),
    row('alpha', 'once', 'regressed'),
    row('beta', 'soon', 'in progress'),
    row('gamma', 'soon', 'unknown'),
    row('gamma', 'late', 'done'),
    row('gamma', 'once', 'not affected'),
  ];
  expect(lines({ rows })).toEqual([
    'stage 2026-07-01 0003 Soon: left for alpha and gamma',
    'stage 2027-01-01 0003 Late: left for alpha',
    'stage - 0003 Once: left for alpha',
  ]);
  expect(lines({ rows: [row('gamma', 'soon', 'unknown')] })).toEqual([
    'stage 2026-07-01 0003 Soon: unknown for gamma',
  ]);
});

test('what is not decided yet asks nobody for work, and what is over for nothing', () => {
  const rows = [row('alpha', 'soon', 'in progress')];
  for (const status of ['draft', 'proposed', 'deferred']) {
    expect(lines({ rows, status }), status).toEqual([]);
  }
  const keys = { concerns: [concern({})], signOffs: [{ team: 'web', rounds: [{ asked: today }] }] };
  for (const status of ['superseded', 'rejected', 'withdrawn', 'completed']) {
    expect(lines({ rows, status, keys }), status).toEqual([]);
  }
});

test('one that is exempt is not asked while the exemption holds, and is again on the day after', () => {
  const rows = [row('alpha', 'soon', 'in progress')];
  const exempt = (until: string) => ({
    exemptions: [
      exemptionSchema.parse({
        ...{ exempts: ['alpha'], date: '2026-01-01', by: 'The council', until },
        ...{ reason: 'R.', where: 'M' },
      }),
    ],
  });
  expect(lines({ rows, keys: exempt(today) })).toEqual([]);
  expect(duties({ rows, keys: exempt(today) }).stages[0]?.exempt).toHaveLength(1);
  expect(lines({ rows, keys: exempt('2026-05-31') })).toEqual([
    'stage 2026-07-01 0003 Soon: left for alpha',
    'confirm 2026-07-01 Exemptions that have run out, 0003: alpha',
  ]);
});

test('a sign-off waits with its day until it is settled; needed work is the champion’s', () => {
  const asked = (more: object = {}) => ({
    keys: { signOffs: [{ team: 'web', rounds: [{ asked: '2026-05-25', ...more }] }] },
  });
  expect(lines(asked())).toEqual(['sign-off 2026-06-04 Sign-off on 0003, Plan: no answer yet']);
  expect(lines(asked(), 'ops')).toEqual([]);
  const work = { position: 'needs work', date: '2026-05-26', by: 'B' };
  expect(lines(asked(work))).toEqual(['sign-off - Sign-off on 0003, Plan: needs work']);
  for (const position of ['yes', 'no', 'no answer']) {
    expect(lines(asked({ ...work, position }))).toEqual([]);
  }
  // A draft is signed off, too.
  expect(lines({ ...asked(), status: 'draft' })).toHaveLength(1);
});

test('reviews stand by whose turn it is, what can land first, the longest waiting first', () => {
  const reviews = [
    review('r1', 'alpha', 'author', '2026-01-01T00:00:00Z'),
    review('r2', 'gamma', 'reviewers', '2026-03-01T00:00:00Z'),
    review('r3', 'alpha', 'submitter', '2026-04-01T00:00:00Z'),
    review('r4', 'alpha', 'reviewers', '2026-02-01T00:00:00Z'),
    review('r5', 'beta', 'reviewers', '2026-02-01T00:00:00Z'),
    review('r4', 'alpha', 'reviewers', '2026-02-01T00:00:00Z'),
  ];
  expect(duties({ reviews }).reviews.map((one) => one.review.review.id)).toEqual([
    ...['r3', 'r4', 'r2', 'r1'],
  ]);
  expect(lines({ reviews })).toEqual([
    'review - 1 review on 0003: ready to land, the longest since 1 Apr 2026',
    'review - 2 reviews on 0003: waiting for review, the longest since 1 Feb 2026',
    'review - 1 review on 0003: waiting for their author, the longest since 1 Jan 2026',
  ]);
});

test('concerns about its projects by name come first, of those about all it is told how many', () => {
  const own = { id: 'own', title: 'Own', projects: ['gamma'], blocking: false };
  const keys = {
    concerns: [
      concern({ id: 'all', title: 'For all', blocking: false }),
      concern({ id: 'theirs', title: 'Theirs', projects: ['beta'], blocking: false }),
      concern(own),
      concern({}),
    ],
  };
  const found = lines({ keys });
  expect(found.map((line) => line.split('“')[1]?.split('”')[0] ?? line)).toEqual([
    ...['Own', 'It is slow', 'concern - 1 open concern on 0003 about every project'],
  ]);
  expect(found[1]).toContain('holds it up');
  const closed = { state: 'closed', disposition: 'answered', reason: 'R.', closed: '2026-05-02' };
  expect(lines({ keys: { concerns: [concern({ ...own, ...closed })] } })).toEqual([]);
});

test('a claim that the repository does not bear out is told', () => {
  const rows = [
    row('alpha', 'soon', 'done', { direction: 'ahead', text: 'claimed x, done' }),
    row('beta', 'soon', 'done', { direction: 'ahead', text: 'claimed x, done' }),
  ];
  expect(lines({ rows })).toEqual(['drift - Claim about alpha, Soon: claimed x, done']);
});

test('claims that nobody confirmed for long are told of each proposal at once; drift is told by itself', () => {
  const claimed = (project: string, date: string, more: Partial<Row> = {}): Row => ({
    ...row(project, 'soon', 'in progress'),
    claim: { projects: [project], stage: 'soon', status: 'in progress', date, source: 'S' },
    ...more,
  });
  const told = (...rows: Row[]) => lines({ rows }).filter((line) => !line.startsWith('stage'));
  // The fourteenth day still holds.
  expect(told(claimed('alpha', '2026-05-18'))).toEqual([]);
  expect(told(claimed('alpha', '2026-05-17'), claimed('gamma', '2026-01-01'))).toEqual([
    'confirm 2026-07-01 Claims that nobody confirmed, 0003: gamma and alpha',
  ]);
  expect(told(claimed('beta', '2026-01-01'))).toEqual([]);
  const drift = { direction: 'behind', text: 'claimed x' } as const;
  expect(told(claimed('alpha', '2026-01-01', { drift }))).toEqual([
    'drift - Claim about alpha, Soon: claimed x',
  ]);
});

test('teams are those of projects, and those that were asked', () => {
  expect(teamsOfReports([reportOf({})], registry)).toEqual(['ops', 'web']);
  const keys = { signOffs: [{ team: 'docs', rounds: [{ asked: today }] }] };
  expect(teamsOfReports([reportOf({ keys })], registry)).toEqual(['docs', 'ops', 'web']);
});
