import { describe, expect, test } from 'vitest';
import { line, unreadable, type History } from '../../test/support/status.ts';
import type { Criteria } from '../proposal/criteria.ts';
import type { Gap } from './gap.ts';
import { courseOf, declineOf, hasBegun, joined, restful, wasThrough, type Unit } from './unit.ts';
import type { Verdict } from './verdict.ts';

const unit: Unit = {
  part: null,
  factsAt: (moment) => ({
    answer: (probe) => moment.answers.get(probe),
    dependencies: () => true,
  }),
};
type Points = [count: number, gap?: Gap][];
/** One change a day from 2024-01-01 on. */
function history(of: Record<string, Points>): History {
  const found: History = {};
  for (const [probe, points] of Object.entries(of)) {
    found[probe] = points.map(([count, gap], i) => {
      const day = `2024-01-0${i + 1}`;
      return gap === undefined ? [day, count] : [day, count, gap];
    });
  }
  return found;
}

test('once affected, always affected; through is what holds at each moment', () => {
  const moments = line(history({ a: [[0, unreadable], [0], [1], [0]], b: [[1], [0], [1], [0]] }));
  expect(courseOf({ criteria: { bad: 'b' }, affected: 'a' }, unit, moments)).toEqual({
    affected: [undefined, undefined, true, true],
    through: [false, true, false, true],
  });
});

test('a project of parts is affected if any is, through when all are', () => {
  expect(
    joined([
      { affected: [false, undefined, true], through: [true, undefined, true] },
      { affected: [false, false, false], through: [false, true, true] },
    ]),
  ).toEqual({ affected: [false, undefined, true], through: [false, undefined, true] });
  expect(joined([{ affected: [true], through: [false] }])).toEqual({
    affected: [true],
    through: [false],
  });
  expect(joined([])).toEqual({ affected: [], through: [] });
});

test('nothing was left to do before it was affected, and while it was through', () => {
  const affected: Verdict[] = [false, undefined, true, true];
  expect(restful({ affected, through: [false, false, false, true] })).toEqual([
    true,
    undefined,
    false,
    true,
  ]);
});

test.each<[Verdict[], Verdict[], Verdict]>([
  [[true, true], [true, false], true],
  [[false, true], [true, false], false],
  // What holds now is not the past.
  [[true, true], [false, true], false],
  [[undefined, true], [true, false], undefined],
  [[true, true], [undefined, false], undefined],
  [[true], [true], false],
])('affected %j and through %j: done before now: %j', (affected, through, before) => {
  expect(wasThrough({ affected, through })).toBe(before);
});

describe('less is left than once was', () => {
  const criteria: Criteria = { bad: 'a' };
  const decline = (points: Points, affected: Verdict[] = points.map(() => true)) => {
    const moments = line(history({ a: points }));
    const { less, peak } = declineOf({ criteria, affected: 'a' }, unit, moments, {
      affected,
      through: [],
    });
    return [less, peak && [peak.moment.commit, peak.count, peak.exact]];
  };

  test.each<[string, Points, Verdict[] | undefined, Verdict, unknown[] | undefined]>([
    ['where it fell', [[5], [3]], undefined, true, ['c2024-01-01', 5, true]],
    ['from the highest on', [[2], [5], [4], [3]], undefined, true, ['c2024-01-02', 5, true]],
    ['from the first of equals', [[5], [4], [5], [3]], undefined, true, ['c2024-01-01', 5, true]],
    ['not where it rose', [[1], [3]], undefined, false, undefined],
    ['not where it stayed', [[3], [3]], undefined, false, undefined],
    [
      'at least, where more may have been',
      [[5, unreadable], [3]],
      undefined,
      true,
      ['c2024-01-01', 5, false],
    ],
    [
      'perhaps, where more may have been than was seen',
      [[1, unreadable], [3]],
      undefined,
      undefined,
      undefined,
    ],
    [
      'perhaps, where more may be now',
      [[5], [3, unreadable]],
      undefined,
      undefined,
      ['c2024-01-01', 5, true],
    ],
    ['not by what was there before it was affected', [[5], [3]], [false, true], false, undefined],
    [
      'not by what could not be read before it was affected',
      [[1, unreadable], [3]],
      [false, true],
      false,
      undefined,
    ],
    [
      'perhaps, while it may have been affected then',
      [[5], [3]],
      [undefined, true],
      undefined,
      undefined,
    ],
  ])('%s', (_, points, affected, less, peak) => {
    expect(decline(points, affected)).toEqual([less, peak]);
  });

  test('cannot be told without a moment', () => {
    const course = { affected: [], through: [] };
    expect(declineOf({ criteria, affected: 'a' }, unit, [], course)).toEqual({
      less: undefined,
      peak: undefined,
    });
  });
});

test.each<[string, number, Points, Verdict, Verdict]>([
  ['an open review', 1, [[0]], false, true],
  ['a sign', 0, [[1]], false, true],
  ['less that is left', 0, [[0]], true, true],
  ['none of it', 0, [[0]], false, false],
  ['perhaps a sign', 0, [[0, unreadable]], false, undefined],
  ['perhaps less', 0, [[0]], undefined, undefined],
])('a beginning is made by %s', (_, openReviews, points, less, begun) => {
  const [now] = line(history({ s: points }));
  if (now === undefined) throw new Error('Expected a moment');
  const asked = { criteria: { good: 's' }, affected: 'a' };
  expect(hasBegun(asked, unit, now, { less, peak: undefined }, openReviews)).toBe(begun);
});
