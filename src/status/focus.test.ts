import { expect, test } from 'vitest';
import type { Proposal } from '../proposal/load-proposals.ts';
import { focusOf, nextDue } from './focus.ts';
import type { Row } from './report.ts';
import type { Status } from './status.ts';

/** A plan whose stages are due on these days, with the statuses of its projects at each. */
function plan(stages: Record<string, { due?: string; at: Status[] }>) {
  const list = Object.entries(stages).map(([id, { due }]) => ({ id, ...(due && { due }) }));
  const calendar = { '1.0': '2026-03-31' };
  const projects = [...new Set(Object.values(stages).flatMap(({ at }) => [...at.keys()]))];
  return {
    proposal: { frontMatter: { stages: list, calendar } } as unknown as Proposal,
    rows: new Map(
      projects.map((n) => [
        `p${n}`,
        new Map(
          Object.entries(stages).map(([id, { at }]) => [
            id,
            { project: `p${n}`, stage: id, status: at[n] ?? 'not affected', by: null } as Row,
          ]),
        ),
      ]),
    ),
  };
}

const open: Status[] = ['done', 'not started'];

test.each([
  [
    'of those that were missed, the one that was due last',
    {
      a: { due: '2026-01-01', at: open },
      b: { due: '1.0', at: open },
      c: { due: '2027-01-01', at: open },
    },
    'b',
  ],
  [
    'what is through was not missed',
    { a: { due: '2026-01-01', at: open }, b: { due: '1.0', at: ['done', 'done'] as Status[] } },
    'a',
  ],
  [
    'nothing missed: the one that is due next',
    { a: { at: open }, b: { due: '2028-01-01', at: open }, c: { due: '2027-01-01', at: open } },
    'c',
  ],
  [
    'of several of a day, the one that affects most',
    {
      a: { due: '1.0', at: ['not started', 'not affected'] as Status[] },
      b: { due: '1.0', at: open },
      c: { due: '1.0', at: open },
    },
    'b',
  ],
  ['its own day is not missed yet', { a: { at: open }, b: { due: '2026-11-26', at: open } }, 'b'],
  [
    'nothing is due: the first that is open',
    { a: { at: ['done'] as Status[] }, b: { at: open } },
    'b',
  ],
  ['unknown is open', { a: { due: '1.0', at: ['unknown'] as Status[] } }, 'a'],
  ['nothing is open', { a: { due: '1.0', at: ['done'] as Status[] } }, undefined],
])('progress is told by a stage: %s', (_, stages, expected) => {
  expect(focusOf(plan(stages), '2026-11-26')?.stage.id).toBe(expected);
});

test('the next day counts until it is over, and what is through is not waited for', () => {
  const stages = plan({
    a: { due: '2026-11-26', at: ['done'] },
    b: { due: '2026-11-27', at: open },
    c: { due: '2026-11-28', at: open },
  });
  expect(nextDue(stages, '2026-11-27')?.stage.id).toBe('b');
  expect(nextDue(stages, '2026-11-28')?.stage.id).toBe('c');
  expect(nextDue(stages, '2026-11-29')).toBeUndefined();
});
