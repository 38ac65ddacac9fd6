import { expect, test } from 'vitest';
import type { Concern } from './concern.ts';
import { recordThreads, type ConcernThread } from './record-threads.ts';

const id = '0f8fad5b-d9cb-469f-a165-70867728950e';
const other = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const url = `https://example.org/proposals/0001-plan/#thread-${id}`;
const thread: ConcernThread = {
  ...{ id, url, title: 'It is too slow!', text: 'Why.', raisedBy: 'Ben', raised: '2026-05-02' },
  ...{ where: 'The discussion', isOpen: true, hasNoRaiser: false },
};
const today = '2026-06-01';
const record = (register: Partial<Concern>[], threads: ConcernThread[] = [thread], blocks = true) =>
  recordThreads(register, threads, { today, blocks });

const satisfied = {
  ...{ says: 'satisfied' as const, date: today, where: 'The discussion itself', url },
};
const open: Concern = {
  ...{ id: `it-is-too-slow-0f8fad5b`, title: thread.title, text: 'Why.', raisedBy: 'Ben' },
  ...{ raised: '2026-05-02', where: 'The discussion', url, blocking: true },
  ...{ wouldClear: 'Who raised it resolves the discussion.', state: 'open' },
};
const closed: Concern = {
  ...open,
  ...{ state: 'closed', disposition: 'answered', closed: today, answer: satisfied },
  reason: `Who raised it resolved the discussion; read on ${today}.`,
};
const settled = { ...thread, isOpen: false };
/** The edits of an entry at a place, as an object. */
const edited = (edits: ReturnType<typeof record>['edits'], at = 0) => {
  for (const { path } of edits) expect(path.slice(0, 2)).toEqual(['concerns', at]);
  return Object.fromEntries(edits.map(({ path, value }) => [String(path[2]), value]));
};

test('a new thread is an entry of its own; the first ones make the list', () => {
  expect(record([])).toEqual({
    edits: [{ path: ['concerns'], value: [open] }],
    changes: [{ id: open.id, thread: id, what: 'added, open' }],
  });
  expect(record([], [settled])).toEqual({
    edits: [{ path: ['concerns'], value: [closed] }],
    changes: [{ id: open.id, thread: id, what: 'added, settled' }],
  });
  expect(record([], [])).toEqual({ edits: [], changes: [] });
});

test('where it is told when it was resolved, that day is the one of the register', () => {
  const resolved = '2026-05-20';
  const reason = 'Who raised it resolved the discussion.';
  const answer = { ...satisfied, date: resolved };
  const day = { ...settled, resolved };
  expect(record([], [day]).edits[0]?.value).toEqual([
    { ...closed, closed: resolved, reason, answer },
  ]);
  expect(edited(record([open], [day]).edits)).toMatchObject({ closed: resolved, reason, answer });
});

test('further ones stand after what is there', () => {
  const second = { ...thread, id: other, title: 'Other' };
  expect(record([{ id: 'own' }], [thread, second]).edits).toEqual([
    { path: ['concerns', 1], value: open },
    { path: ['concerns', 2], value: { ...open, id: 'other-7c9e6679', title: 'Other' } },
  ]);
});

test('once the proposal is decided, what is added holds nothing up', () => {
  const { wouldClear, ...rest } = open;
  expect(wouldClear).toBeDefined();
  expect(record([], [thread], false).edits[0]?.value).toEqual([{ ...rest, blocking: false }]);
});

test('an entry whose raiser was erased is told as that', () => {
  const left = { ...thread, hasNoRaiser: true };
  expect(record([], [left]).edits[0]?.value).toEqual([{ ...open, formerSince: today }]);
  const { edits, changes } = record([open], [left]);
  expect(changes).toEqual([{ id: open.id, thread: id, what: 'raiser left' }]);
  expect(edited(edits)).toEqual({ formerSince: today });
  expect(record([{ ...open, formerSince: '2026-05-20' }], [left]).changes).toEqual([]);
});

test.each([
  ['It is too slow!', `it-is-too-slow-0f8fad5b`],
  ['…', 'thread-0f8fad5b'],
  ['x'.repeat(60), `${'x'.repeat(40)}-0f8fad5b`],
  [`${'x'.repeat(39)} y`, `${'x'.repeat(39)}-0f8fad5b`],
])('the id of “%s” is %s', (title, expected) => {
  expect(record([], [{ ...thread, title }]).changes[0]?.id).toBe(expected);
});

test('an id that is taken, by an entry or by another thread of this run, is made longer', () => {
  expect(record([{ id: open.id }]).changes[0]?.id).toBe(`thread-${id}`);
  const twin = { ...thread, id: `${id.slice(0, -1)}f` };
  expect(record([], [thread, twin]).changes.map((one) => one.id)).toEqual([
    open.id,
    `thread-${twin.id}`,
  ]);
});

test('what the register tells already changes nothing', () => {
  expect(record([open])).toEqual({ edits: [], changes: [] });
  expect(record([closed], [settled])).toEqual({ edits: [], changes: [] });
});

test('an entry belongs to its thread by the link; others are left alone', () => {
  const second = { ...open, id: 'mine', url: url.replace(id, other) };
  expect(record([second]).changes).toMatchObject([{ what: 'added, open' }]);
  const renamed = { ...open, id: 'slow', title: 'Mine' };
  const { edits, changes } = record([second, renamed], [settled]);
  expect(changes).toEqual([{ id: 'slow', thread: id, what: 'settled' }]);
  expect(edited(edits, 1)).toMatchObject({ state: 'closed' });
  // Of two with one link the first is the thread's.
  expect(edited(record([open, renamed], [settled]).edits, 0)).toMatchObject({ state: 'closed' });
});

test('a settled thread closes its entry with its raiser’s answer; a person’s reason stays', () => {
  const { edits, changes } = record([open], [settled]);
  expect(changes).toEqual([{ id: open.id, thread: id, what: 'settled' }]);
  const { state, disposition, reason, answer } = closed;
  expect(edited(edits)).toEqual({ state, disposition, reason, answer, closed: today });
  for (const { order } of edits) expect(order?.slice(0, 2)).toEqual(['id', 'title']);
  expect(edited(record([{ ...open, reason: 'Measured.' }], [settled]).edits)).not.toHaveProperty(
    'reason',
  );
  const own = 'Who raised it resolved the discussion; read on 2026-05-20.';
  expect(edited(record([{ ...open, reason: own }], [settled]).edits)).toMatchObject({ reason });
});

test('what a person closed gets the answer of its raiser, if somebody has to ask', () => {
  const { answer, ...unanswered } = closed;
  const { edits, changes } = record([unanswered], [settled]);
  expect(changes).toEqual([{ id: open.id, thread: id, what: 'answered' }]);
  expect(edited(edits)).toEqual({ answer });
  expect(record([{ ...unanswered, disposition: 'withdrawn' }], [settled]).edits).toEqual([]);
  const elsewhere = { ...closed, answer: { ...satisfied, url: 'https://example.org/list' } };
  expect(record([elsewhere], [settled]).edits).toEqual([]);
});

test('what was reopened is open again, where this thread had closed it', () => {
  const { edits, changes } = record([closed]);
  expect(changes).toEqual([{ id: open.id, thread: id, what: 'reopened' }]);
  expect(edited(edits)).toEqual({
    ...{ state: 'open', disposition: undefined, duplicateOf: undefined, closed: undefined },
    ...{ reason: undefined, answer: undefined },
  });
  expect(edited(record([{ ...closed, reason: 'Mine.' }]).edits)).not.toHaveProperty('reason');
  // What a person closed stays closed.
  const { answer, ...unanswered } = closed;
  expect(answer).toBeDefined();
  expect(record([unanswered]).edits).toEqual([]);
  const asked = { says: 'none' as const, by: '2026-07-01' };
  expect(record([{ ...closed, answer: asked }]).edits).toEqual([]);
  const elsewhere = { ...satisfied, url: 'https://example.org/list' };
  expect(record([{ ...closed, answer: elsewhere }]).edits).toEqual([]);
});
