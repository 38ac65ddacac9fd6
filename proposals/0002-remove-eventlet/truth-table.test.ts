import { beforeAll, describe, expect, test } from 'vitest';
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

test('neutron comes to zero on 31 October 2025, and stays there', () => {
  const points = report.snapshots.get('neutron')?.probes['eventlet-import']?.points ?? [];
  const falls = points.filter(
    ([, , , code, , tests], i) => code + tests === 0 && (points[i - 1]?.[3] ?? 0) > 0,
  );
  expect(falls.map(([, commit, date]) => [commit.slice(0, 10), date.slice(0, 10)])).toEqual([
    ['45d035fd34', '2025-10-31'],
  ]);
  expect(points.at(-1)?.slice(3)).toEqual([0, 0, 0]);
});

describe('at "Can run without eventlet"', () => {
  const parts = (project: string) =>
    Object.fromEntries(
      (row(project, 'dual-mode')?.parts ?? []).map(({ part, status, since }) => [
        part,
        since === undefined ? status : `${status} ${since.date.slice(0, 10)}`,
      ]),
    );

  test('nova is done on the day on which the last of its services could be started on threads', () => {
    expect(row('nova', 'dual-mode')).toMatchObject({
      status: 'done',
      by: 'sign',
      since: { commit: expect.stringMatching(/^16de45e278/) as string },
    });
    expect(parts('nova')).toEqual({
      api: 'done 2025-08-15',
      compute: 'done 2026-02-26',
      conductor: 'done 2025-10-02',
      metadata: 'done 2025-08-15',
      novncproxy: 'done 2026-04-24',
      scheduler: 'done 2025-08-14',
      serialproxy: 'done 2026-04-24',
      spicehtml5proxy: 'done 2026-04-24',
    });
  });

  test('cinder is not: its volume service hands files to a pool that needs eventlet beside it', () => {
    expect(row('cinder', 'dual-mode')).toMatchObject({ status: 'in progress' });
    expect(parts('cinder')).toEqual({
      api: 'done 2026-05-04',
      backup: 'done 2026-08-13',
      scheduler: 'done 2026-05-04',
      volume: 'in progress',
    });
    expect(row('cinder', 'dual-mode')?.left).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ part: 'volume', probe: 'pool-call', count: 3 }),
        expect.objectContaining({ part: 'volume', probe: 'image-pool-call', count: 5 }),
      ]),
    );
  });

  test.each(['octavia', 'cloudkitty', 'glance', 'aodh', 'ceilometer', 'keystone'])(
    '%s is not: it loads oslo.messaging and chooses no backend, though it imports no eventlet',
    (project) => {
      expect(row(project, 'dual-mode')?.status).toBe('not started');
      expect(row(project, 'dual-mode')?.missing.map(({ probe }) => probe)).toContain(
        'threading-backend',
      );
      expect(row(project, 'removed')?.status).toMatch(/^(done|not affected)$/);
    },
  );

  test('oslo.messaging is, though it loads oslo.service: a library leaves the choice to its caller', () => {
    const { probes } = report.snapshots.get('oslo.messaging') ?? {};
    expect(probes?.['oslo-service-use']?.evidence).toMatchObject([
      { path: 'oslo_messaging/server.py', lines: [28] },
    ]);
    expect(row('oslo.messaging', 'dual-mode')).toMatchObject({ status: 'done', by: 'absence' });
    expect(row('oslo.messaging', 'dual-mode')?.reason).not.toContain('oslo.service');
  });
});

describe('what is done by absence is not called a deed', () => {
  test.each([
    ['nova', 'threading-job', 'sign'],
    ['octavia', 'threading-job', 'absence'],
    ['nova', 'deprecated', 'sign'],
    ['glance', 'deprecated', 'sign'],
    ['octavia', 'deprecated', 'absence'],
  ])('%s at %s: by %s', (project, stage, by) => {
    expect(row(project, stage)).toMatchObject({ status: 'done', by });
  });
});

test('all 101 repositories were read, and nothing is unknown', () => {
  const read = [...report.snapshots.values()].filter(({ commit }) => commit !== null);
  expect(read.length).toBe(101);
  const unknown = [...report.rows.values()].flatMap((stages) =>
    [...stages.values()].filter(({ status }) => status === 'unknown'),
  );
  expect(unknown.map(({ project, stage, reason }) => `${project} ${stage}: ${reason}`)).toEqual([]);
});

test('42 of 61 can run without eventlet, manila among them: one place obeys for all its daemons', () => {
  const all = report.projects.map((project) => row(project, 'dual-mode')?.status);
  expect(all.filter((status) => status === 'done').length).toBe(42);
  expect(all.filter((status) => status !== 'not affected').length).toBe(61);
  expect(row('manila', 'dual-mode')).toMatchObject({
    status: 'done',
    since: { commit: expect.stringMatching(/^b3a020ff7/) as string },
  });
});
