import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { proposalsFolder } from '../../test/support/proposals.ts';
import { questionOf, snapshotOf } from '../../test/support/status.ts';
import { definitionHash, questionFor } from '../adoption/probe-hash.ts';
import { loadProposals } from '../proposal/load-proposals.ts';
import type { Criteria, Predicate } from '../proposal/criteria.ts';
import { derive } from './derive.ts';
import { predicateText } from './predicate-text.ts';
import { report, type ProposalReport, type Row } from './report.ts';
import { rowJson } from './row-json.ts';
import type { StageQuestion } from './stage-question.ts';
import { verdictText, why } from './why.ts';

async function explained(stage: string, counts: [string, number][], promises = 0) {
  const index = (await readFile('test/support/async-blueprint/index.md', 'utf8')).replace(
    /^since: .*$/m,
    'since: 2026-01-01',
  );
  const { proposals, registry } = await loadProposals(
    await proposalsFolder({ '0001-async/index.md': index }),
  );
  const [proposal] = proposals;
  if (proposal === undefined) throw new Error('Expected a proposal');
  const snapshot = snapshotOf(proposal, 'alpha', {
    callbacks: counts,
    promises: [['2026-01-01', promises]],
  });
  const derived = report({
    proposal,
    registry,
    snapshots: new Map([['alpha', snapshot]]),
    probeHash: (project, probe) => definitionHash(questionFor(proposal.probes, project), probe),
  });
  return { derived, found: why(derived, 'alpha', stage), snapshot };
}

test('a status stands on its predicates, on what each probe found, and on the commits that changed it', async () => {
  const { found, snapshot } = await explained('removed', [
    ['2026-01-01', 4],
    ['2026-02-01', 1],
  ]);
  expect(found?.row).toMatchObject({ status: 'in progress' });
  expect(found?.predicates).toEqual([
    {
      role: 'affected',
      text: expect.stringContaining('calls that take a callback') as string,
      verdict: true,
      parts: [],
    },
    { role: 'bad', text: 'calls that take a callback in code', verdict: true, parts: [] },
  ]);
  expect(found?.probes.find(({ probe }) => probe === 'callbacks')).toMatchObject({
    title: 'calls that take a callback',
    now: { counts: { code: 1 } },
    files: { looked: 1, unread: 0 },
    changes: [
      { commit: snapshot.probes['callbacks']?.points[0]?.[1], counts: { code: 4 } },
      { date: '2026-02-01T00:00:00Z', counts: { code: 1 }, bound: 'exact' },
    ],
  });
  expect(found?.wouldBeDone).toEqual(['take out calls that take a callback in code: 1 left']);
});

/** A status of a project of two parts, of which one has what the other has not. */
function explainedParts(
  criteria: Criteria,
  snapshot?: object,
  rest: Partial<StageQuestion> = {},
  reported: Partial<ProposalReport> = {},
) {
  const zero = { code: 0, strings: 0, tests: 0 };
  const moment = { commit: 'c', date: '2024-01-01T00:00:00Z', at: '2024-01-01T00:00:00Z' };
  const question = questionOf(
    criteria,
    {},
    {
      moments: [{ ...moment, answers: new Map() }],
      units: ['api', 'cron'].map((part) => ({
        part,
        factsAt: () => ({
          answer: (probe: string) => ({
            counts: { ...zero, code: probe === 'import' || part === 'api' ? 1 : 0 },
          }),
          dependencies: () => true,
        }),
      })),
      ...rest,
    },
  );
  const row = { ...derive(question), project: 'p', stage: 's' } as Row;
  return why(
    {
      rows: new Map([['p', new Map([['s', row]])]]),
      questionOf: () => question,
      snapshots: new Map([['p', snapshot]]),
      ...reported,
    } as unknown as ProposalReport,
    'p',
    's',
  );
}

test('a predicate holds of a project if it is affected or bad in any part, or good in all', () => {
  const bad = explainedParts({ bad: 'switch' })?.predicates ?? [];
  expect(bad).toEqual([
    { role: 'affected', text: 'imports in code', verdict: true, parts: [] },
    {
      role: 'bad',
      text: 'switchs in code',
      verdict: true,
      parts: [
        { part: 'api', verdict: true },
        { part: 'cron', verdict: false },
      ],
    },
  ]);
  expect(bad.map((one) => verdictText(one))).toEqual(['yes', 'api: yes; cron: no']);
  const good = explainedParts({ good: { any: ['switch', { not: 'import' }] } })?.predicates ?? [];
  expect(good[1]).toMatchObject({ role: 'good', verdict: false });
  expect(good.map((one) => verdictText(one))).toEqual(['yes', 'api: yes; cron: no']);
});

test('what is asked of parts is told of each part, what is asked of the whole once', () => {
  const answer = (name: string) => ({
    coverage: { files: { head: 3, history: 4 }, unread: { head: 1, history: 2 }, spans: [] },
    evidence: [{ path: name, in: 'code', lines: [1] }],
    points: [[0, name, '2024-01-01T00:00:00Z', 1, 2, 3]],
  });
  const snapshot = {
    probes: { import: answer('whole') },
    partProbes: { api: { switch: answer('api') }, cron: { switch: answer('cron') } },
  };
  const rest = { dependencies: () => [{ id: 'lib', through: undefined }] };
  const found = explainedParts(
    { good: { all: ['switch', { dependencies: 'gone' }] } },
    snapshot,
    rest,
  );
  expect(
    found?.probes.map(({ probe, part, evidence }) => [probe, part, evidence[0]?.path]),
  ).toEqual([
    ['import', undefined, 'whole'],
    ['switch', 'api', 'api'],
    ['switch', 'cron', 'cron'],
  ]);
  expect(found?.probes[0]).not.toHaveProperty('part');
  expect(found?.probes[2]).toMatchObject({
    now: { counts: { code: 0 } },
    files: { looked: 3, unread: 1 },
    changes: [{ commit: 'cron', counts: { code: 1, strings: 2, tests: 3 }, bound: 'lower' }],
  });
  expect(found?.dependencies).toEqual([{ stage: 'gone', project: 'lib', through: undefined }]);
  // Of a part that was not read, the first alone stands for the probe.
  const unread = explainedParts({ good: 'switch' }, { ...snapshot, partProbes: {} });
  expect(unread?.probes.map(({ probe, files }) => [probe, files])).toEqual([
    ['import', { looked: 3, unread: 1 }],
    ['switch', null],
  ]);
});

test('a status without a question, or a question without a moment, is not explained', () => {
  const asked = { questionOf: () => undefined } as Partial<ProposalReport>;
  expect(explainedParts({ good: 'switch' }, undefined, {}, asked)).toBeUndefined();
  const moments = { questionOf: () => questionOf({ good: 'switch' }, {}, { moments: [] }) };
  expect(explainedParts({ good: 'switch' }, undefined, {}, moments)).toBeUndefined();
  const rows = { rows: new Map() } as Partial<ProposalReport>;
  expect(explainedParts({ good: 'switch' }, undefined, {}, rows)).toBeUndefined();
});

test('a predicate that cannot be told is called unknown, parts alike together', () => {
  expect(verdictText({ verdict: undefined, parts: [] })).toBe('unknown');
  expect(verdictText({ verdict: false, parts: [] })).toBe('no');
  const parts = [
    { part: 'a', verdict: undefined },
    { part: 'b', verdict: true },
    { part: 'c', verdict: undefined },
  ];
  expect(verdictText({ verdict: undefined, parts })).toBe('a and c: unknown; b: yes');
  expect(verdictText({ verdict: undefined, parts }, ['there', 'gone'])).toBe(
    'a and c: unknown; b: there',
  );
  expect(verdictText({ verdict: false, parts: [] }, ['there', 'gone'])).toBe('gone');
});

test('what would make it done names each way', async () => {
  const { found } = await explained('ready', [['2026-01-01', 4]]);
  expect(found?.row.status).toBe('not started');
  expect(found?.wouldBeDone).toEqual([
    'add imports of the promise API, or be left without calls that take a callback',
  ]);
});

test('what is done was affected once, though what affected it is gone', async () => {
  const { found } = await explained('removed', [
    ['2026-01-01', 4],
    ['2026-02-01', 0],
  ]);
  expect(found?.predicates.map(({ role, verdict }) => [role, verdict])).toEqual([
    ['affected', true],
    ['bad', false],
  ]);
});

test('of what is done nothing is left to do; of what is unknown, what would tell', async () => {
  const done = await explained('removed', [
    ['2026-01-01', 4],
    ['2026-02-01', 0],
  ]);
  expect(done.found?.wouldBeDone).toEqual([]);
  const beta = why(done.derived, 'beta', 'removed');
  expect(beta?.wouldBeDone).toEqual(['run npm run track -- --project beta']);
  expect(beta?.probes[0]).toMatchObject({ files: null, evidence: [], changes: [] });
});

test('a stage or project that is not there is not explained', async () => {
  const { derived } = await explained('removed', [['2026-01-01', 0]]);
  expect(why(derived, 'alpha', 'nowhere')).toBeUndefined();
  expect(why(derived, 'nobody', 'removed')).toBeUndefined();
});

test('a row for programs holds everything that a page shows, with null for what is not there', async () => {
  const { derived, found } = await explained('removed', [
    ['2026-01-01', 4],
    ['2026-02-01', 0],
  ]);
  const row = found?.row;
  if (row === undefined) throw new Error('Expected a row');
  expect(rowJson(row)).toEqual({
    proposal: 1,
    stage: 'removed',
    project: 'alpha',
    notForIt: false,
    status: 'done',
    reason: 'no calls that take a callback left in code since 2026-02-01',
    since: { commit: row.since?.commit, date: '2026-02-01T00:00:00Z', project: null },
    by: 'absence',
    unknown: null,
    parts: [],
    asOf: null,
    claim: null,
    drift: null,
    counts: row.counts,
  });
  const claim = {
    projects: ['alpha'],
    stage: 'removed',
    status: 'done' as const,
    date: '2026-01-01',
    source: 'Meeting',
  };
  const unread = derived.rows.get('beta')?.get('removed');
  if (unread === undefined) throw new Error('Expected a row');
  const part = { ...unread, part: 'api', since: { commit: 'c', date: 'd', project: 'lib' } };
  expect(rowJson({ ...unread, claim, parts: [part] })).toMatchObject({
    since: null,
    unknown: { kind: 'unread' },
    claim: { status: 'done', date: '2026-01-01', source: 'Meeting', url: null },
    parts: [{ part: 'api', status: 'unknown', since: { commit: 'c', project: 'lib' } }],
  });
});

test.each<[Predicate, string]>([
  ['a', 'As in code'],
  [{ probe: 'a', in: ['code', 'tests'], atLeast: 2 }, 'at least 2 As in code and tests'],
  [{ not: 'a' }, 'no As in code'],
  [
    { any: ['a', { all: ['b', { dependencies: 'gone' }] }] },
    'As in code or (Bs in code and all that it depends on through with gone)',
  ],
  [{ not: { any: ['a', 'b'] } }, 'no (As in code or Bs in code)'],
  [{ all: ['a'] }, 'As in code'],
])('%j is read as it is meant', (predicate, text) => {
  expect(predicateText(predicate, (probe) => `${probe.toUpperCase()}s`)).toBe(text);
});
