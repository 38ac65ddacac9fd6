import { expect, test } from 'vitest';
import { lineOf } from '../../../test/support/course-line.ts';
import { plusDays } from '../../ground/day.ts';
import { backTest, isBelieved, paceCases, trendCases } from './back-test.ts';

const start = '2024-01-01';

/** Project `i` is through so many days after the start. */
const plan = (days: readonly number[]) =>
  days.map((after, i) =>
    lineOf(
      [
        [start, 1],
        [plusDays(start, after), 0],
      ],
      `p${i}`,
    ),
  );

test('each project that came through is one case, ranked among those that came with it', () => {
  const cases = paceCases(plan([30, 60, 200, 230, 700]), start, 90);
  expect(cases.map(({ project, rank, on }) => [project, rank, on])).toEqual([
    ['p2', 1, plusDays(start, 110)],
    ['p3', 2, plusDays(start, 140)],
    // Of the last, the pace of the 240 days before was none.
  ]);
});

test('a case is made from what was known then', () => {
  const [first] = paceCases(plan([30, 60, 200]), start, 90);
  const [same] = paceCases(plan([30, 60, 200, 201, 202]), start, 90);
  expect(same?.range).toEqual(first?.range);
});

test('a trend is tried where there was one', () => {
  const falling = lineOf(
    [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((left, i) => [plusDays(start, 30 * i), left]),
  );
  expect(trendCases([falling, ...plan([400])], 90)).toEqual([
    {
      stage: 'removed',
      project: 'alpha',
      on: plusDays(start, 270),
      truth: plusDays(start, 360),
      range: { from: plusDays(start, 360), to: plusDays(start, 360) },
      rank: 1,
    },
  ]);
});

test('the sums tell what held, what came early and late, and the middle width', () => {
  const one = { stage: 's', project: 'p', on: start, rank: 1 };
  const range = (from: number, to: number | null) => ({
    from: plusDays(start, from),
    to: to === null ? null : plusDays(start, to),
  });
  const truth = plusDays(start, 50);
  const cases = [
    { ...one, truth, range: range(50, 50) },
    { ...one, truth, range: range(51, 90) },
    { ...one, truth, range: range(10, 49), rank: 4 },
    { ...one, truth, range: range(0, null) },
  ];
  expect(backTest(90, cases)).toEqual({
    before: 90,
    cases: 4,
    held: 2,
    early: 1,
    late: 1,
    medianDays: 39,
    rank: 4,
  });
  expect(backTest(90, [])).toMatchObject({ cases: 0, medianDays: null, rank: 0 });
});

test.each([
  [29, 23, false],
  [30, 21, true],
  [30, 20, false],
  [100, 90, true],
  [100, 91, false],
])('of %i cases %i held: believed is %s', (cases, held, believed) => {
  expect(isBelieved({ cases, held })).toBe(believed);
});
