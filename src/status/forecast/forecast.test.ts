import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { proposalsFolder } from '../../../test/support/proposals.ts';
import { commitOf, snapshotOf, type Said } from '../../../test/support/status.ts';
import { definitionHash, questionFor } from '../../adoption/probe-hash.ts';
import type { AdoptionSnapshot } from '../../adoption/snapshot.ts';
import { plusDays } from '../../ground/day.ts';
import { loadProposals, type Proposal } from '../../proposal/load-proposals.ts';
import type { Registry } from '../../proposal/registry.ts';
import { report } from '../report.ts';
import { forecastOf } from './forecast.ts';
import { backTestText, projectForecastText, stageForecastText } from './forecast-text.ts';

const start = '2024-01-01';
let proposal: Proposal;
let registry: Registry;

/** The template's plan, with a stage that asks the dependencies, for sixty projects. */
beforeAll(async () => {
  const template = await readFile('test/support/async-blueprint/index.md', 'utf8');
  const root = await proposalsFolder({
    '0001-async/index.md': template
      .replace(/^since: .*$/m, `since: ${start}`)
      .replace("'1.0': 2026-12-31", "'1.0': 2026-02-01")
      .replace('after: [ready]', "after: [ready]\n    due: '1.0'")
      .replace(
        /(\n# What somebody declared)/,
        '\n  - id: clean\n    title: Clean\n    summary: Clean.\n    criteria: { good: { dependencies: removed } }$1',
      )
      .replace('## Migrating one project', '### Stage: clean\n\nText.\n\n## Migrating one project'),
    'projects.yaml': [
      'teams: { web: {} }',
      'projects:',
      ...Array.from(
        { length: 60 },
        (_, i) => `  p${i}: { team: web, repository: https://example.org/web/p${i} }`,
      ),
    ].join('\n'),
  });
  const loaded = await loadProposals(root);
  const [one] = loaded.proposals;
  if (one === undefined) throw new Error(JSON.stringify(loaded.problems));
  proposal = one;
  registry = loaded.registry;
});

const asked = (
  said: Record<string, Said['counts'] | Said>,
  dependsOn: Record<string, string[]> = {},
) =>
  report({
    proposal,
    registry,
    snapshots: new Map(
      Object.entries(said).map(([id, callbacks]): [string, AdoptionSnapshot] => [
        id,
        snapshotOf(
          proposal,
          id,
          { callbacks, promises: [[start, 0]] },
          { dependencies: { projects: dependsOn[id] ?? [], complete: true } },
        ),
      ]),
    ),
    probeHash: (project, probe, part) =>
      definitionHash(questionFor(proposal.probes, project), probe, part),
  });

/** Projects that use callbacks from the start on, each until so many days later; null: still. */
const plan = (until: readonly (number | null)[]) =>
  Object.fromEntries(
    until.map((days, i): [string, Said['counts']] => [
      `p${i}`,
      [
        [start, 1],
        ...(days === null ? [] : [[plusDays(start, days), 0] satisfies [string, number]]),
      ],
    ]),
  );

/** Pairs of projects, now soon and now late after the pair before. */
const gaps = [12, 70, 8, 35, 22, 95, 5, 40, 18, 60];
const pairs = Array.from({ length: 20 }, (_, i) =>
  gaps.slice(0, i % 10).reduce((sum, gap) => sum + gap, 30 + Math.floor(i / 10) * 365),
);
const steady = [
  ...pairs.flatMap((days) => [days, days + 1]),
  ...Array.from({ length: 6 }, () => null),
];

describe('a plan whose projects come through one after the other', () => {
  test('has a forecast, since its past held', () => {
    const { stages, paceTests, on } = forecastOf(asked(plan(steady)));
    const removed = stages.find(({ stage }) => stage === 'removed');
    if (removed === undefined) throw new Error('Expected the stage');
    expect(on).toBe('2025-12-02');
    expect(removed).toEqual({
      stage: 'removed',
      due: { day: '2026-02-01', release: '1.0' },
      through: 40,
      open: 6,
      unknown: 14,
      pace: { completions: 16, days: 240 },
      next: { from: '2025-12-02', to: '2026-01-17' },
      all: { from: '2026-01-02', to: '2026-06-17' },
      byDue: { from: 1, to: 6 },
      why: null,
    });
    expect(stageForecastText(removed)).toBe(
      '40 of 60 through, 14 not known; 16 came through in the last 240 days. If that goes on, four times ' +
        'of five: the next one is through between 2 Dec 2025 and 17 Jan 2026; 1 to 6 of the 6 open ones ' +
        'by 1.0; all of them between 2 Jan 2026 and 17 Jun 2026.',
    );
    expect(paceTests.slice(0, 1).map(backTestText)).toEqual([
      'Tried 90 days ahead on 66 cases of the past: the interval called 80 % held 58 (88 %), 0 came ' +
        'earlier, 8 later; half of the intervals are at most 239 days wide.',
    ]);
  });

  test('has none farther ahead than its past was tried', () => {
    const late = forecastOf(asked(plan(steady)), '2025-09-01').stages[1];
    expect(late).toMatchObject({ open: 14, through: 32, byDue: null, all: null, why: null });
  });

  test('has none where its past did not hold: all at the same distance, sooner than was to be feared', () => {
    const even = Array.from({ length: 40 }, (_, i) => 20 * i + 20);
    const of = forecastOf(asked(plan([...even, null])));
    expect(of.paceTests[0]).toMatchObject({ cases: 68, held: 68 });
    expect(of.stages[1]).toMatchObject({ next: null, all: null, byDue: null });
    expect(of.stages[1]?.why).toBe(
      'no forecast: of the past, an interval called 80 % held 68 of 68',
    );
  });

  test('has none where nothing came through of late', () => {
    const of = forecastOf(asked(plan([...steady, null])), '2026-12-31');
    expect(of.stages[1]?.why).toBe('no trend: too few came through of late');
    const [line] = of.stages.slice(1, 2).map(stageForecastText);
    expect(line).toBe('40 of 60 through, 13 not known. No trend: too few came through of late.');
  });

  test('tells nothing of what is done, and nothing of what is not known', () => {
    expect(forecastOf(asked(plan([10, 20]))).stages[1]).toMatchObject({ open: 0, unknown: 58 });
    expect(forecastOf(asked({})).stages[1]).toMatchObject({ open: 0, unknown: 60, pace: null });
  });
});

describe('one project', () => {
  const falling = (last: number): Said['counts'] =>
    Array.from({ length: 12 }, (_, i) => [plusDays(start, 30 * i), last + 11 - i]);

  test('has a trend, but no date where no like of it was tried', () => {
    const { projects } = forecastOf(asked({ p0: falling(3) }), plusDays(start, 330));
    const [ready, removed] = projects;
    expect(ready).toMatchObject({ stage: 'ready', why: 'no trend: nothing moved for a year' });
    expect(removed).toMatchObject({
      trend: { kind: 'falling', left: 3 },
      through: null,
      against: null,
      why: 'no forecast: nothing of the past to try it on',
    });
    expect(projects.map(projectForecastText)).toContain(
      'No forecast: nothing of the past to try it on.',
    );
  });

  test('has a date where it held for others, against the due day', () => {
    // Those before, some of them stopping for a while at the end.
    const others = Array.from({ length: 36 }, (_, i): [string, Said['counts']] => {
      const line = falling(1);
      const end = plusDays(start, 360 + (i % 6 === 0 ? 200 : 0));
      return [`p${i + 1}`, [...line, [end, 0]]];
    });
    const said = Object.fromEntries([...others, ['p0', falling(1)]]);
    const { projects, trendTest } = forecastOf(asked(said), plusDays(start, 330));
    expect(trendTest).toMatchObject({ cases: 36, held: 30, late: 6 });
    const mine = projects.find(({ project, stage }) => project === 'p0' && stage === 'removed');
    expect(mine).toMatchObject({
      through: { from: '2024-12-26', to: '2024-12-26' },
      against: 'in time',
      why: null,
    });
    expect(mine && projectForecastText(mine)).toBe(
      'If it goes on so, four times of five it is through between 26 Dec 2024 and 26 Dec 2024 (due 1.0: in time).',
    );
  });

  test('that steps back is named, with the commit', () => {
    const { regressions } = forecastOf(
      asked({
        p0: [
          [start, 2],
          [plusDays(start, 5), 0],
          [plusDays(start, 9), 1],
        ],
      }),
    );
    expect(regressions.map(({ stage, commit }) => [stage, commit])).toEqual([
      ['ready', commitOf('p0', plusDays(start, 9))],
      ['removed', commitOf('p0', plusDays(start, 9))],
    ]);
  });
});

test('who waits for whom: by levels, circles as one, and by way of others', () => {
  const said = plan([null, null, null, null, 5]);
  const dependsOn = { p0: ['p1', 'p4'], p1: ['p2'], p2: ['p1', 'p3'], p4: ['p3'] };
  const { waits } = forecastOf(asked(said, dependsOn));
  const own = waits.waits.filter(({ project }) => Object.hasOwn(said, project));
  expect(own.map((one) => `${one.project} ${one.stage}: ${one.for} ${one.until}`)).toEqual([
    'p0 clean: p1 removed',
    'p1 clean: p2 removed',
    'p2 clean: p1 removed',
    'p2 clean: p3 removed',
    'p4 clean: p3 removed',
  ]);
  expect(own.every(({ isUnsure }) => !isUnsure)).toBe(true);
  const standing = ['p0', 'p1', 'p2', 'p3', 'p4'].map((id) => waits.standing.get(id));
  expect(standing).toEqual([
    { level: 2, waiting: [], waitingInAll: 0 },
    { level: 1, waiting: ['p0', 'p2'], waitingInAll: 2 },
    { level: 1, waiting: ['p1'], waitingInAll: 2 },
    { level: 0, waiting: ['p2', 'p4'], waitingInAll: 4 },
    { level: 1, waiting: [], waitingInAll: 0 },
  ]);
});

test('what was not read may be a wait', () => {
  const { waits } = forecastOf(asked(plan([null]), { p0: ['p1'] }));
  expect(waits.waits.find(({ project }) => project === 'p0')).toMatchObject({
    for: 'p1',
    isUnsure: true,
  });
});
