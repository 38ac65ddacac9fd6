import { expect, test } from 'vitest';
import { reached } from './reached.ts';
import type { ProposalReport } from './report.ts';
import type { Status } from './status.ts';

/** Two branches after `a`: `b` then `c`, and `x`; `end` comes after both. */
const after: Record<string, string[]> = { a: [], b: ['a'], c: ['b'], x: ['a'], end: ['c', 'x'] };

function reachedWith(statuses: Record<string, Status>, plan = after): string[] {
  const stages = Object.entries(plan).map(([id, before]) => ({ id, after: before }));
  const rows = new Map([
    ['p', new Map(Object.entries(statuses).map(([stage, status]) => [stage, { status }]))],
  ]);
  const report = { proposal: { frontMatter: { stages } }, rows } as unknown as ProposalReport;
  return reached(report, 'p');
}

test.each<[string, Record<string, Status>, string[]]>([
  ['nothing where nothing is done', { a: 'not started', b: 'in progress' }, []],
  ['the last of one branch', { a: 'done', b: 'done', c: 'not started', x: 'unknown' }, ['b']],
  [
    'the last of each branch, in the plan’s order',
    { a: 'done', b: 'done', c: 'done', x: 'done' },
    ['c', 'x'],
  ],
  ['nothing that comes after what is not done', { a: 'not started', b: 'done', c: 'done' }, []],
  ['nothing after what is not known', { a: 'unknown', b: 'done' }, []],
  [
    'nothing after what has come back, however far before',
    { a: 'regressed', b: 'done', c: 'done' },
    [],
  ],
  [
    'what comes after stages that do not affect it',
    { a: 'not affected', b: 'not affected', c: 'done' },
    ['c'],
  ],
  ['no stage that only does not affect it', { a: 'not affected', b: 'not affected' }, []],
  [
    'the end alone where all is done',
    { a: 'done', b: 'done', c: 'done', x: 'done', end: 'done' },
    ['end'],
  ],
])('a project has reached %s', (_, statuses, stages) => {
  expect(reachedWith(statuses)).toEqual(stages);
});

test('what comes before is asked once each, over however many ways it is met', () => {
  // Each stage after all before it: two to the power of thirty ways.
  const ids = Array.from({ length: 30 }, (_, i) => `s${i}`);
  const plan = Object.fromEntries(ids.map((id, i) => [id, ids.slice(0, i)]));
  const statuses = Object.fromEntries(ids.map((id): [string, Status] => [id, 'done']));
  expect(reachedWith(statuses, plan)).toEqual(['s29']);
});

test('a project that has no row has reached nothing', () => {
  expect(reachedWith({})).toEqual([]);
});
