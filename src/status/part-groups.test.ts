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

test('parts that are done since the same day stand together, whatever their reasons', () => {
  const done = { status: 'done', by: 'sign' } as const;
  const may = since('2026-05-04T23:00:00Z');
  expect(
    partGroups([
      row('api', { ...done, reason: 'has a switch since May', since: may }),
      row('cron', {}),
      row('web', { ...done, reason: 'has another switch since May', since: may }),
      row('old', { ...done, by: 'absence', reason: 'no call left', since: may }),
      row('job', { ...done, reason: 'has a switch since long ago' }),
      row('late', { ...done, since: since('2026-06-01T00:00:00Z') }),
    ]),
  ).toEqual([
    { status: 'done', by: 'sign', parts: ['api', 'web'], since: '2026-05-04', reason: null },
    {
      status: 'not started',
      by: null,
      parts: ['cron'],
      since: null,
      reason: 'missing: a switch',
    },
    { status: 'done', by: 'absence', parts: ['old'], since: '2026-05-04', reason: null },
    { status: 'done', by: 'sign', parts: ['job'], since: null, reason: null },
    { status: 'done', by: 'sign', parts: ['late'], since: '2026-06-01', reason: null },
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
    ['not started', 'missing: a switch', ['a', 'c']],
    ['not started', 'missing: a note', ['b']],
    ['in progress', 'missing: a switch', ['d']],
  ]);
});
