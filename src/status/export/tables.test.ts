import { beforeAll, describe, expect, test } from 'vitest';
import { proposalsFolder } from '../../../test/support/proposals.ts';
import { commitOf, snapshotOf, type Said } from '../../../test/support/status.ts';
import { definitionHash, questionFor } from '../../adoption/probe-hash.ts';
import { loadProposals, type Proposal } from '../../proposal/load-proposals.ts';
import type { Registry } from '../../proposal/registry.ts';
import { report, type ProposalReport } from '../report.ts';
import { csvPieces } from './csv.ts';
import { jsonPieces } from './json.ts';
import { exportTables } from './tables.ts';
import type { Cell, Table } from './table.ts';

let proposal: Proposal;
let registry: Registry;
beforeAll(async () => {
  const loaded = await loadProposals(
    await proposalsFolder({
      'projects.yaml': [
        'teams: { web: {} }',
        'projects:',
        ...['beta', 'alpha', 'gamma'].map(
          (id) => `  ${id}: { team: web, repository: https://example.org/web/${id} }`,
        ),
      ].join('\n'),
    }),
  );
  [proposal] = loaded.proposals as [Proposal];
  registry = loaded.registry;
});

function reportOf(said: Record<string, Said['counts'] | Said>): ProposalReport {
  return report({
    proposal,
    registry,
    snapshots: new Map(
      Object.entries(said).map(([id, callbacks]) => [id, snapshotOf(proposal, id, { callbacks })]),
    ),
    probeHash: (project, probe) => definitionHash(questionFor(proposal.probes, project), probe),
  });
}

function rowsOf(of: ProposalReport, name: string, probe = 'callbacks') {
  const table = exportTables([of], registry).find((one) => one.name === name);
  if (table === undefined) throw new Error(`no table ${name}`);
  const rows = [...table.rows()] as Record<string, Cell>[];
  for (const row of rows)
    expect(Object.keys(row).sort()).toEqual(Object.keys(table.columns).sort());
  return name === 'statuses' ? rows : rows.filter((row) => row['probe'] === probe);
}

test('what each probe counts now, sorted; what was not read has no number', () => {
  const rows = rowsOf(
    reportOf({ beta: [['2026-01-01', 4]], alpha: [['2026-01-01', 0]] }),
    'counts',
  );
  const common = { proposal: 1, probe: 'callbacks', part: null };
  const exact = { strings: 0, tests: 0, bound: 'exact', unknown: null };
  const at = (project: string) => ({
    ...{ commit: commitOf(project, '2026-01-01'), commit_time: '2026-01-01T00:00:00Z' },
  });
  expect(rows).toEqual([
    { ...common, project: 'alpha', code: 0, ...exact, ...at('alpha') },
    { ...common, project: 'beta', code: 4, ...exact, ...at('beta') },
    {
      ...{ ...common, project: 'gamma', code: null, strings: null, tests: null },
      ...{ bound: null, unknown: 'unread', commit: null, commit_time: null },
    },
  ]);
});

test('what could not be read whole is a lower bound', () => {
  const counts: Said = { counts: [['2026-01-01', 4]], bounds: [['2026-01-01', 'lower']] };
  const [row] = rowsOf(reportOf({ alpha: counts }), 'counts');
  expect(row).toMatchObject({ project: 'alpha', code: 4, bound: 'lower', unknown: null });
});

test('each change of a count, numbered as it happened; what did not change is left out', () => {
  const alpha: Said['counts'] = [
    ['2026-01-01', 4],
    ['2026-02-01', 4],
    ['2026-03-01', 1],
  ];
  const rows = rowsOf(reportOf({ alpha, beta: [['2026-01-01', 2]] }), 'changes');
  expect(rows.map(({ project, code, step, commit }) => [project, code, step, commit])).toEqual([
    ['alpha', 4, 0, commitOf('alpha', '2026-01-01')],
    ['alpha', 1, 1, commitOf('alpha', '2026-03-01')],
    ['beta', 2, 0, commitOf('beta', '2026-01-01')],
  ]);
  expect(rows[1]).toMatchObject({
    ...{ commit_time: '2026-03-01T00:00:00Z', landed: '2026-03-01T00:00:00Z', bound: 'exact' },
  });
});

test('a status is exported with its reason, its commit and what is claimed', () => {
  const fell: Said['counts'] = [
    ['2026-01-01', 4],
    ['2026-02-01', 0],
  ];
  const of = reportOf({ alpha: fell });
  const rows = rowsOf(of, 'statuses');
  expect(rows.map(({ stage, project, status }) => `${stage} ${project} ${status}`)).toEqual([
    ...['ready alpha done', 'ready beta unknown', 'ready gamma unknown'],
    ...['removed alpha done', 'removed beta unknown', 'removed gamma unknown'],
  ]);
  const row = of.rows.get('alpha')?.get('removed');
  expect(rows[3]).toEqual({
    ...{ proposal: 1, stage: 'removed', project: 'alpha', part: null, team: 'web' },
    ...{ status: 'done', reason: row?.reason, done_by: 'absence', unknown: null },
    ...{ since: '2026-02-01T00:00:00Z', since_commit: commitOf('alpha', '2026-02-01') },
    ...{ since_project: null, due: null, due_release: null, as_of: row?.asOf?.day ?? null },
    ...{ not_for_it: false, claim: null, claim_date: null, drift: null },
  });
  expect(rows[4]).toMatchObject({ unknown: 'unread', since: null, done_by: null });
});

describe('a table as text', () => {
  const table = (rows: Record<string, Cell>[]): Table => ({
    name: 'one',
    columns: { a: 'text', b: 'whole' },
    rows: () => rows,
  });
  const csv = (...rows: Record<string, Cell>[]) => [...csvPieces(table(rows))].join('');
  const json = (...rows: Record<string, Cell>[]) => [...jsonPieces(table(rows))].join('');

  test('CSV has its names first, in the order of the columns', () => {
    expect(csv({ b: 1, a: 'x' }, { a: null, b: 0 })).toBe('a,b\r\nx,1\r\n,0\r\n');
    expect(csv()).toBe('a,b\r\n');
    expect(csv({ a: 'x' })).toBe('a,b\r\nx,\r\n');
  });

  test.each([
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['a\rb', '"a\rb"'],
    ['a\nb', '"a\nb"'],
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@x', "'@x"],
    ['\tx', "'\tx"],
    ['\r=x', '"\'\r=x"'],
    ['=a,b', '"\'=a,b"'],
    ['a=b', 'a=b'],
    ['', ''],
  ])('CSV: %j is %j', (text, cell) => {
    expect(csv({ a: text, b: -1 })).toBe(`a,b\r\n${cell},-1\r\n`);
  });

  test('JSON is an array of rows, a row a line, with the columns’ cells alone', () => {
    expect(json()).toBe('[]\n');
    expect(json({ b: 1, a: 'x', c: 'not a column' }, { a: null, b: true })).toBe(
      '[\n{"a":"x","b":1},\n{"a":null,"b":true}\n]\n',
    );
  });
});
