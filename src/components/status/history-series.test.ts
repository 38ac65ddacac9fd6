import { expect, test } from 'vitest';
import { answerOf } from '../../../test/support/status.ts';
import type { AdoptionSnapshot } from '../../adoption/snapshot.ts';
import type { Proposal } from '../../proposal/load-proposals.ts';
import { historySeries } from './history-series.ts';

const line = ['2026-01-01', '2026-02-01', '2026-03-01'];

/** The lines of a project whose probes, by their ids, counted so many on the days of `line`. */
function lines(counted: Record<string, readonly number[]>) {
  const ids = Object.keys(counted);
  const proposal = {
    frontMatter: {
      stages: [{ criteria: { bad: { any: ids.map((probe) => ({ probe, in: ['code'] })) } } }],
    },
    probes: { probes: Object.fromEntries(ids.map((id) => [id, { title: `Uses of ${id}` }])) },
  } as unknown as Proposal;
  const snapshot = {
    date: '2026-03-02T00:00:00Z',
    probes: Object.fromEntries(
      Object.entries(counted).map(([id, counts]) => [
        id,
        answerOf({ counts: line.map((day, i) => [day, counts[i] ?? 0]) }, line, 'alpha', id),
      ]),
    ),
  } as unknown as AdoptionSnapshot;
  return historySeries(proposal, snapshot).map(({ label, peak, now }) => [label, peak, now]);
}

test('every probe that ever counted something has a line, however many there are', () => {
  expect(
    lines({
      a: [3, 2, 1],
      b: [9, 9, 0],
      c: [1, 1, 1],
      d: [4],
      e: [5, 0, 5],
      f: [2, 6, 2],
      none: [],
    }),
  ).toEqual([
    ['Uses of b', 9, '0'],
    ['Uses of f', 6, '2'],
    ['Uses of e', 5, '5'],
    ['Uses of d', 4, '0'],
    ['Uses of a', 3, '1'],
    ['Uses of c', 1, '1'],
  ]);
});
