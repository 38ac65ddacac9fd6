import { expect, test } from 'vitest';
import { partGroups } from './part-groups.ts';
import type { PartRow } from './report.ts';

const row = (part: string, rest: Partial<PartRow>): PartRow => ({
  part,
  status: 'not started',
  reason: 'missing: a switch',
  by: null,
  left: [],
  missing: [],
  unknown: null,
  ...rest,
});
const since = (date: string) => ({ commit: 'c', date });

test('parts that are done stand together with their days, whatever their reasons', () => {
  const done = { status: 'done', by: 'sign' } as const;
  expect(
    partGroups([
      row('api', {
        ...done,
        reason: 'has a switch since May',
        since: since('2026-05-04T23:00:00Z'),
      }),
      row('cron', {}),
      row('web', { ...done, reason: 'has a switch since long ago' }),
      row('old', { ...done, by: 'absence', reason: 'no call left' }),
    ]),
  ).toEqual([
    {
      status: 'done',
      by: 'sign',
      parts: [{ part: 'api', since: '2026-05-04' }, { part: 'web' }],
      reason: null,
    },
    { status: 'not started', by: null, parts: [{ part: 'cron' }], reason: 'missing: a switch' },
    { status: 'done', by: 'absence', parts: [{ part: 'old' }], reason: null },
  ]);
});

test('what is said of several open parts is said once, what differs apart', () => {
  const groups = partGroups([
    row('a', { since: since('2026-05-04T00:00:00Z') }),
    row('b', { reason: 'missing: a note' }),
    row('c', {}),
    row('d', { status: 'in progress' }),
  ]);
  expect(groups.map(({ status, parts, reason }) => [status, reason, parts])).toEqual([
    ['not started', 'missing: a switch', [{ part: 'a' }, { part: 'c' }]],
    ['not started', 'missing: a note', [{ part: 'b' }]],
    ['in progress', 'missing: a switch', [{ part: 'd' }]],
  ]);
});
