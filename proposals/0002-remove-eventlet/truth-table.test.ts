import { beforeAll, expect, test } from 'vitest';
import { loadReports, type FullReport } from '../../src/status/load-reports.ts';

/** What is known of real projects, held against the committed snapshots of blueprint 2. */
let report: FullReport;
beforeAll(async () => {
  const { reports } = await loadReports('proposals');
  const found = reports.find(({ proposal }) => proposal.number === 2);
  if (found === undefined) throw new Error('Expected blueprint 2');
  report = found;
});

const row = (project: string, stage = 'removed') => report.rows.get(project)?.get(stage);

test.each(['octavia', 'mistral', 'ironic', 'heat', 'barbican', 'designate', 'neutron', 'cyborg'])(
  '%s is done where imports and requirement must be gone',
  (project) => {
    expect(row(project)).toMatchObject({ status: 'done' });
  },
);

test.each(['nova', 'cinder', 'manila', 'watcher', 'swift', 'blazar', 'oslo.service'])(
  '%s is not done there, and says what is left',
  (project) => {
    expect(row(project)?.status).toMatch(/^(not started|in progress)$/);
    expect(row(project)?.reason).toMatch(/^left: .+ \(\d+\)/);
  },
);

test.each(['glance', 'magnum'])('%s is further than the public claims say', (project) => {
  expect(row(project)).toMatchObject({ status: 'done', drift: { direction: 'ahead' } });
});

test('a facade does not make swift look nearly done: its importers count', () => {
  const evidence = report.snapshots.get('swift')?.probes['eventlet-import']?.evidence ?? [];
  const direct = evidence.filter((one) => one.in === 'code' && one.via === undefined);
  const through = evidence.filter((one) => one.in === 'code' && one.via !== undefined);
  expect(new Set(direct.map(({ path }) => path))).toEqual(new Set(['swift/common/concurrency.py']));
  expect(through.length).toBeGreaterThan(40);
  const left = row('swift')?.left.find(({ probe }) => probe === 'eventlet-import')?.count ?? 0;
  expect(left).toBeGreaterThan(70);
});

test('a comment that holds a pattern is no evidence: neutron names monkey_patch( in one only', () => {
  const probes = report.snapshots.get('neutron')?.probes ?? {};
  const found = Object.values(probes).flatMap(({ evidence }) =>
    evidence.filter((one) => one.in === 'code'),
  );
  expect(found.filter(({ path }) => /monkey_patch|eventlet/.test(path))).toEqual([]);
  expect(probes['eventlet-import']?.counts).toEqual({ code: 0, strings: 0, tests: 0 });
});

test('at least 60 real repositories were read, none of them unknown', () => {
  const read = [...report.snapshots.values()].filter(({ commit }) => commit !== null);
  expect(read.length).toBeGreaterThanOrEqual(60);
  const unknown = [...report.rows.values()].flatMap((stages) =>
    [...stages.values()].filter(({ status }) => status === 'unknown'),
  );
  expect(unknown).toEqual([]);
});
