import { expect, test } from 'vitest';
import type { OpenStage } from '../../status/duties/team-duties.ts';
import { toldStages } from './told-stages.ts';

const stage = (rows: number, exempt: number) =>
  ({
    rows: Array.from({ length: rows }, (_, i) => ({ row: { project: `p${i}` } })),
    exempt: Array.from({ length: exempt }, (_, i) => ({ row: { project: `e${i}` } })),
  }) as unknown as Pick<OpenStage, 'rows' | 'exempt'>;

test.each<[string, [number, number][], [number, number, number][]]>([
  ['all that is short', [[25, 0]], [[25, 0, 0]]],
  ['of many projects so many', [[26, 3]], [[25, 0, 4]]],
  ['what is exempt behind them', [[20, 8]], [[20, 5, 3]]],
  [
    'of many stages the first, of the others how many',
    [...Array.from({ length: 8 }, (): [number, number] => [30, 0]), [2, 1]],
    [...Array.from({ length: 8 }, (): [number, number, number] => [25, 0, 5]), [0, 0, 3]],
  ],
])('a team’s page tells %s', (_, given, expected) => {
  const stages = given.map(([rows, exempt]) => stage(rows, exempt));
  const told = toldStages(stages);
  expect(told.map(({ rows, exempt, more }) => [rows.length, exempt.length, more])).toEqual(
    expected,
  );
  expect(told.map(({ all }) => all)).toEqual(stages);
  expect(told[0]?.rows).toEqual(stages[0]?.rows.slice(0, 25));
});
