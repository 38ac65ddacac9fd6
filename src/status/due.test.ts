import { expect, test } from 'vitest';
import { stageSchema } from '../proposal/stage.ts';
import { dueOf } from './due.ts';

const stage = (due?: string) =>
  stageSchema.parse({ id: 's', title: 'S', summary: 'S.', due, criteria: { bad: 'x' } });
const calendar = { '2026.2': '2026-09-30' };

test.each([
  ['2026.2', { day: '2026-09-30', release: '2026.2' }],
  ['2026-12-24', { day: '2026-12-24' }],
  // A name that every object has is no release.
  ['toString', { day: 'toString' }],
])('a stage that is due %s is so on its day', (due, found) => {
  expect(dueOf(stage(due), calendar)).toEqual(found);
});

test('a stage without a due date has none', () => {
  expect(dueOf(stage(), calendar)).toBeUndefined();
});
