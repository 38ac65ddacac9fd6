import { expect, test } from 'vitest';
import type { Exemption } from '../proposal/exemption.ts';
import { confirmable, isStaleOn, soonestStale, lastExemption } from './stale.ts';
import type { ProposalReport, Row } from './report.ts';

const exemption = (until: string, more: Partial<Exemption> = {}): Exemption => ({
  ...{ exempts: ['alpha'], date: '2026-01-01', by: 'The council', until },
  ...{ reason: 'R.', where: 'Minutes', ...more },
});
const row = (project: string, stage: string, status: Row['status'], claim: Row['claim'] = null) => [
  stage,
  { project, stage, status, claim } as Row,
];
const claim = (date: string): Row['claim'] => ({
  ...{ projects: ['alpha'], stage: 'ready', status: 'in progress', date, source: 'The list' },
});

/** What of a report is read here. */
function reportOf(status: string, exemptions: Exemption[] = []): ProposalReport {
  return {
    proposal: {
      number: 3,
      frontMatter: {
        ...{ status, staleAfterDays: 14, calendar: { '1.0': '2026-06-01' }, exemptions },
        stages: [{ id: 'ready', due: '1.0' }, { id: 'gone', due: '2026-05-01' }, { id: 'voted' }],
      },
    },
    projects: ['alpha', 'beta', 'gamma'],
    asOf: new Map([
      ['alpha', { day: '2026-02-01', by: 'fetched' }],
      ['beta', { day: null, newestCommit: '2026-01-01' }],
      ['gamma', { day: '2026-02-01', by: 'fetched' }],
    ]),
    rows: new Map([
      [
        'alpha',
        new Map([
          row('alpha', 'ready', 'in progress', claim('2026-01-31')),
          row('alpha', 'gone', 'done', claim('2025-01-01')),
          row('alpha', 'voted', 'unknown'),
        ] as [string, Row][]),
      ],
      ['beta', new Map([row('beta', 'gone', 'not started')] as [string, Row][])],
      ['gamma', new Map([row('gamma', 'gone', 'done')] as [string, Row][])],
    ]),
  } as unknown as ProposalReport;
}
const registry = {
  projects: { alpha: { team: 'web' }, beta: { team: 'ops' }, gamma: { team: 'web' } },
} as never;
const short = (of: ReturnType<typeof confirmable>) =>
  of.map(({ kind, project, stage, holdsUntil, due }) => [kind, project, stage, holdsUntil, due]);

test('what is not through has its reading, its claims and exemptions, by due day', () => {
  const report = reportOf('active', [exemption('2026-03-01', { stage: 'voted' })]);
  expect(short(confirmable([report], registry))).toEqual([
    // Of no known day: nobody can say that it holds.
    ['reading', 'beta', null, null, '2026-05-01'],
    ['claim', 'alpha', 'ready', '2026-02-14', '2026-06-01'],
    ['reading', 'alpha', null, '2026-02-15', '2026-06-01'],
    ['exemption', 'alpha', 'voted', '2026-03-01', null],
  ]);
  expect(confirmable([report], registry)[1]).toMatchObject({
    ...{ proposal: 3, team: 'web', confirmed: '2026-01-31', by: 'The list' },
  });
});

test('of what is over nobody asks anything', () => {
  for (const status of ['superseded', 'rejected', 'withdrawn', 'completed']) {
    expect(confirmable([reportOf(status)], registry)).toEqual([]);
  }
});

test('the last day still holds; the next one is too late, and an unknown day always was', () => {
  expect(isStaleOn({ holdsUntil: '2026-02-15' }, '2026-02-15')).toBe(false);
  expect(isStaleOn({ holdsUntil: '2026-02-15' }, '2026-02-16')).toBe(true);
  expect(isStaleOn({ holdsUntil: null }, '2026-02-15')).toBe(true);
});

test('of several exemptions the one that holds longest counts, also when all have run out', () => {
  const all = [
    exemption('2026-02-01'),
    exemption('2026-04-01', { stage: 'ready' }),
    exemption('2026-09-01', { stage: 'gone' }),
    exemption('2026-09-01', { exempts: ['beta'] }),
  ];
  expect(lastExemption(all, 'alpha', 'ready')?.until).toBe('2026-04-01');
  expect(lastExemption(all, 'alpha', 'voted')?.until).toBe('2026-02-01');
  expect(lastExemption(all, 'gamma', 'ready')).toBeUndefined();
});

test('of a long list what turns stale first is kept, in the order of the list', () => {
  const entry = (holdsUntil: string | null) => ({ holdsUntil });
  const [late, stale, soon, later] = [
    entry('2026-12-01'),
    entry(null),
    entry('2026-10-01'),
    entry('2026-11-01'),
  ];
  const all = [late, stale, soon, later];
  expect(soonestStale(all, 2)).toEqual([stale, soon]);
  expect(soonestStale(all, 3)).toEqual([stale, soon, later]);
  expect(soonestStale(all, 4)).toEqual(all);
});
