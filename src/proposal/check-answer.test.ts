import { expect, test } from 'vitest';
import { checkAnswerSchema } from './check-answer.ts';

const fault = {
  ...{ file: 'index.md', path: null, line: 1, column: 1, message: 'M', hint: '', code: 'schema' },
  isOnChangedLine: null,
};
const changed = {
  ...{ base: 'main', commit: 'a'.repeat(40), proposals: ['0001-a'], isAboutAll: false },
  files: [{ path: 'index.md', change: 'new', lines: [[1, 2]] }],
};
const answer = { version: 1, whole: 1, faulty: [], changed: null, faults: [] };
const isAnswer = (more: object) => checkAnswerSchema.safeParse({ ...answer, ...more }).success;

test('what the check prints, with and without a commit to compare with', () => {
  expect(isAnswer({})).toBe(true);
  expect(isAnswer({ changed, faults: [fault, { ...fault, more: 3, isOnChangedLine: true }] })).toBe(
    true,
  );
});

test.each([
  [{ more: 1 }],
  [{ version: 2 }],
  [{ changed: undefined }],
  [{ faults: [{ ...fault, code: 'no such rule' }] }],
  [{ faults: [{ ...fault, line: 1.5 }] }],
  [{ faults: [{ ...fault, also: 1 }] }],
  [{ changed: { ...changed, also: 1 } }],
  [{ changed: { ...changed, files: [{ ...changed.files[0], change: 'moved' }] } }],
  [{ changed: { ...changed, files: [{ ...changed.files[0], also: 1 }] } }],
])('nothing else: %j', (more) => {
  expect(isAnswer(more)).toBe(false);
});
