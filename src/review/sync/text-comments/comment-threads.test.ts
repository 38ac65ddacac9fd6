import { expect, test } from 'vitest';
import { commentThreads } from './comment-threads.ts';
import type { LineComment } from './line-comment.ts';

const at = '2026-06-01T12:00:00Z';
const comment = (id: string, more: Partial<LineComment> = {}): LineComment => ({
  ...{ id, answers: undefined, by: 'Ada', at, text: id, resolved: false, version: undefined },
  ...{ line: undefined, words: undefined, patchSet: 1, ...more },
});
const threads = (...comments: LineComment[]) =>
  commentThreads({ comments, texts: new Map() }).threads;

test('threads of one second stand in one order, however they are told', () => {
  const all = ['b', 'a', 'c'].map((id) => comment(id));
  const expected = ['a', 'b', 'c'];
  expect(threads(...all).map(({ id }) => id)).toEqual(expected);
  expect(threads(...all.toReversed()).map(({ id }) => id)).toEqual(expected);
  const older = comment('z', { at: '2026-05-01T12:00:00Z' });
  expect(threads(...all, older)[0]?.id).toBe('z');
});

test('an answer of the same second comes after what it answers, and settles it', () => {
  const told = [
    comment('a', { answers: 'm', resolved: true }),
    comment('m', { answers: 'z' }),
    comment('z'),
  ];
  for (const order of [told, told.toReversed()]) {
    const [thread, other] = threads(...order);
    expect(other).toBeUndefined();
    expect(thread?.comments.map(({ id }) => id)).toEqual(['z', 'm', 'a']);
    expect(thread?.resolved).toBe(true);
  }
});

test('answers that go round in a circle end', () => {
  const found = threads(comment('a', { answers: 'b' }), comment('b', { answers: 'a' }));
  expect(found.map(({ id }) => id).sort()).toEqual(['a', 'b']);
});
