import { expect, test } from 'vitest';
import { someRead, someRow, wholeState } from '../../../test/support/whole-state.ts';
import type { Change, ReadingCause } from './change.ts';
import type { ReadState, RowState } from './proposal-state.ts';
import { causeWords, rowChanges } from './row-changes.ts';

interface Given {
  row?: Partial<RowState> | null;
  read?: Partial<ReadState> | null;
}

/** A state with the row and the reading of alpha alone; null: it has none. */
function stateOf({ row = {}, read = {} }: Given) {
  return wholeState(
    {},
    {
      rows: row === null ? {} : { gone: { alpha: { ...someRow, ...row } } },
      reads: read === null ? {} : { alpha: { ...someRead, ...read } },
    },
  );
}
const changes = (before: Given, after: Given) => rowChanges(stateOf(before), stateOf(after));
const line: Change = {
  ...{ kind: 'status', proposal: 1, subject: 'gone', from: 'in progress', to: 'done' },
  ...{ words: 'alpha, Callbacks gone: done, before in progress', stages: ['gone'] },
  ...{ projects: ['alpha'], teams: ['web'], because: null, happened: null, url: null },
};
const later = { commit: 'cc', date: '2026-06-09T00:00:00Z' };

test('a status is told with its stage, its project and that one’s team', () => {
  expect(changes({}, {})).toEqual([]);
  expect(changes({}, { row: { status: 'done' } })).toEqual([line]);
  const unnamed = { ...stateOf({ row: { status: 'done' } }), stages: {}, teams: {} };
  expect(rowChanges(stateOf({}), unnamed)).toEqual([
    { ...line, words: 'alpha, gone: done, before in progress', teams: [] },
  ]);
});

test('between two readings: what of them is known', () => {
  const happened = (before: Partial<ReadState> | null, after: Partial<ReadState> | null) =>
    changes({ read: before }, { row: { status: 'done' }, read: after })[0]?.happened;
  expect(happened({}, later)).toEqual({ after: someRead.date, until: later.date });
  expect(happened(null, later)).toEqual({ after: null, until: later.date });
  expect(happened({}, null)).toEqual({ after: someRead.date, until: null });
  expect(happened({}, {})).toBeNull();
  expect(happened(null, null)).toBeNull();
});

test('a commit is news only where it came after what was read before', () => {
  const happened = (since: RowState['since'], before: Given = {}) =>
    changes(before, { row: { status: 'done', since } })[0]?.happened;
  const since = { commit: 'bb', date: '2026-05-02T00:00:00Z' };
  expect(happened(since)).toEqual({ on: since.date, commit: 'bb' });
  expect(happened({ ...since, date: someRead.date ?? '' })).toBeNull();
  expect(happened(since, { read: { date: null } })).toBeNull();
  expect(happened(since, { read: null })).toEqual({ after: null, until: someRead.date });
  // What another project's commit did is held against what was read of that one: nothing here.
  expect(happened({ ...since, project: 'beta' })).toBeNull();
  // A row that was not there was not read before: its commit may be old.
  expect(happened(since, { row: null })).toBeNull();
});

test('what was not there is told where it says something', () => {
  const reads = (status: RowState['status']) => [
    {
      ...{ ...line, kind: 'reading', from: null, to: status, because: 'read' },
      words: `alpha, Callbacks gone: reads ${status}; it was not told before`,
    },
  ];
  expect(changes({ row: null }, {})).toEqual(reads('in progress'));
  expect(changes({ row: null }, { row: { status: 'done' } })).toEqual(reads('done'));
  expect(changes({ row: null }, { row: { status: 'unknown' } })).toEqual([]);
  expect(changes({ row: null }, { row: { status: 'not affected' } })).toEqual([]);
  expect(changes({}, { row: { status: 'not affected' } })).toHaveLength(1);
});

const done: Given = { row: { status: 'done' } };
const withRow = (row: Partial<RowState>): Given => ({ row: { status: 'done', ...row } });

test.each<[ReadingCause | null, Given, Given]>([
  [null, {}, done],
  ['format', { read: { isOlder: true } }, done],
  ['format', {}, { ...done, read: { isOlder: true } }],
  ['format', { read: null }, { ...withRow({ plan: 'x' }), read: { isOlder: true } }],
  ['format', { read: { isOlder: true } }, { ...done, read: null }],
  ['plan', {}, withRow({ plan: 'x', registry: 'x', probes: 'x', others: 'x' })],
  ['registry', {}, withRow({ registry: 'x', probes: 'x', others: 'x' })],
  ['probe', {}, withRow({ probes: 'x' })],
  ['probe', { row: { unknown: 'changed' } }, done],
  ['probe', {}, withRow({ unknown: 'changed' })],
  ['probe', {}, withRow({ others: 'x' })],
  ['engine', {}, { ...done, read: { engine: 3 } }],
  ['engine', {}, { ...withRow({ others: 'x' }), read: { engine: 3 } }],
  ['read', { read: { engine: null } }, done],
  ['read', {}, { ...done, read: { engine: null } }],
  [null, { read: { engine: null } }, { ...done, read: { engine: null } }],
  [null, { read: null }, done],
  [null, {}, { ...done, read: null }],
  ['read', { row: { status: 'unknown' } }, done],
  ['read', {}, { row: { status: 'unknown' } }],
])('why it reads otherwise: %s, from %j to %j', (because, before, after) => {
  const [found, ...others] = changes(before, after);
  expect(others).toEqual([]);
  expect(found?.because).toBe(because);
  expect(found?.kind).toBe(because === null ? 'status' : 'reading');
  if (because === null) return;
  expect(found?.happened).toBeNull();
  expect(found?.words.split('; ')[1]).toBe(causeWords[because]);
});
