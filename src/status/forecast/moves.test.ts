import { expect, test } from 'vitest';
import { lineOf } from '../../../test/support/course-line.ts';
import { movesOf, movesSince, regressionsOf } from './moves.ts';

const line = lineOf([
  ['2026-01-01', 4],
  ['2026-02-01', 2],
  ['2026-03-01', null],
  ['2026-04-01', 3],
  ['2026-05-01', 5],
  ['2026-06-01', 0],
  ['2026-07-01', 1],
]);

test('each commit that changed something is a step, with what was left before and after', () => {
  expect(movesOf(line).map(({ kind, commit, left }) => [kind, commit, left])).toEqual([
    ['closer', 'c2026-02-01', { before: 4, after: 2 }],
    // From and to what was not read whole there is no step.
    ['farther', 'c2026-05-01', { before: 3, after: 5 }],
    ['done', 'c2026-06-01', { before: 5, after: 0 }],
    ['regressed', 'c2026-07-01', { before: 0, after: 1 }],
  ]);
});

test('a step back is told with the commit that brought it', () => {
  expect(regressionsOf(line)).toEqual([
    {
      project: 'alpha',
      stage: 'removed',
      kind: 'regressed',
      commit: 'c2026-07-01',
      date: '2026-07-01T00:00:00Z',
      day: '2026-07-01',
      left: { before: 0, after: 1 },
    },
  ]);
});

test('the moves since a day are those after it, newest first, then by project', () => {
  const other = lineOf(
    [
      ['2026-05-31', 2],
      ['2026-06-01', 1],
    ],
    'beta',
  );
  const moves = movesSince([other, line], '2026-05-01');
  expect(moves.map(({ project, day }) => `${project} ${day}`)).toEqual([
    'alpha 2026-07-01',
    'alpha 2026-06-01',
    'beta 2026-06-01',
  ]);
});

test('what was not affected and now is has moved; another project whose commit it is stands by', () => {
  const [first, second] = lineOf([
    ['2026-01-01', 0],
    ['2026-02-01', 3],
  ]).points;
  if (first === undefined || second === undefined) throw new Error('Expected two points');
  const points = [
    { ...first, affected: false },
    { ...second, project: 'beta' },
  ];
  expect(movesOf({ project: 'alpha', stage: 'removed', points })).toMatchObject([
    { kind: 'affected', by: 'beta' },
  ]);
});
