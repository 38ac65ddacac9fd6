import { expect, test } from 'vitest';
import type { ProposalReport } from '../report.ts';
import type { Standing } from '../stage-question.ts';
import type { Status } from '../status.ts';
import { waitsOf } from './waits.ts';

/** Of each project: on whom it stands, and what is known of them; `null`: the stage is not for it. */
type Stands = Record<string, [Status, Standing[]] | null>;

function report(of: Stands): ProposalReport {
  const projects = Object.keys(of);
  const rows = new Map(
    projects.map((id) => [id, new Map([['clean', { status: of[id]?.[0] ?? 'not affected' }]])]),
  );
  const given = {
    proposal: { frontMatter: { stages: [{ id: 'removed' }, { id: 'clean' }] } },
    projects,
    rows,
    questionOf: (project: string, stage: string) => {
      const own = of[project];
      if (stage !== 'clean' || own === null || own === undefined) return undefined;
      return {
        criteria: { good: { dependencies: 'removed' } },
        affected: 'import',
        dependencies: (asked: string) => (asked === 'removed' ? own[1] : []),
      };
    },
  };
  return given as unknown as ProposalReport;
}
const on = (...ids: string[]): Standing[] => ids.map((id) => ({ id, through: false }));
const levels = (of: Stands) =>
  Object.fromEntries([...waitsOf(report(of)).standing].map(([id, { level }]) => [id, level]));

test('who is not through waits for whom it stands on, where that one is not through', () => {
  const dependencies: Standing[] = [
    { id: 'b', through: false },
    { id: 'c', through: true },
    { id: 'd', through: undefined },
  ];
  const { waits } = waitsOf(
    report({ a: ['in progress', dependencies], b: null, c: null, d: ['done', on('b')] }),
  );
  const common = { project: 'a', stage: 'clean', until: 'removed' };
  expect(waits).toEqual([
    { ...common, for: 'b', isUnsure: false },
    { ...common, for: 'd', isUnsure: true },
  ]);
});

test.each<[Status, number]>([
  ['done', 0],
  ['not affected', 0],
  ['in progress', 1],
  ['not started', 1],
  ['regressed', 1],
  ['unknown', 1],
])('a project that is %s at a stage waits for %i', (status, count) => {
  expect(waitsOf(report({ a: [status, on('b')], b: null })).waits).toHaveLength(count);
});

test('who waits for nobody is on level 0, and the others above the highest for whom they wait', () => {
  expect(
    levels({
      a: ['not started', on('b', 'd')],
      b: ['not started', on('c')],
      c: ['not started', on('d')],
      d: ['not started', []],
      e: null,
    }),
  ).toEqual({ a: 3, b: 2, c: 1, d: 0, e: 0 });
});

test('projects that wait for each other share a level, above what they all wait for', () => {
  expect(
    levels({
      a: ['not started', on('b')],
      b: ['not started', on('c')],
      c: ['not started', on('b', 'd')],
      d: ['not started', []],
    }),
  ).toEqual({ a: 2, b: 1, c: 1, d: 0 });
  expect(levels({ a: ['not started', on('b')], b: ['not started', on('a')] })).toEqual({
    a: 0,
    b: 0,
  });
});

test('who waits for a project: by name and sorted, and how many by way of others, each once', () => {
  const { standing } = waitsOf(
    report({
      z: ['not started', on('m')],
      b: ['not started', on('m')],
      top: ['not started', on('z', 'b')],
      m: ['not started', on('root', 'm')],
      root: null,
    }),
  );
  expect(standing.get('m')).toEqual({ level: 1, waiting: ['b', 'm', 'z'], waitingInAll: 3 });
  expect(standing.get('root')).toEqual({ level: 0, waiting: ['m'], waitingInAll: 4 });
  expect(standing.get('top')).toEqual({ level: 3, waiting: [], waitingInAll: 0 });
});
