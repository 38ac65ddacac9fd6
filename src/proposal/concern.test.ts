import { expect, test } from 'vitest';
import { concernSchema } from './concern.ts';

const open = {
  id: 'speed',
  title: 'It is slow',
  text: 'It may be slower than before.',
  raisedBy: 'Operators',
  raised: '2026-01-01',
  where: 'The list',
  blocking: true,
  state: 'open',
};
const faults = (value: object) =>
  concernSchema
    .safeParse(value)
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

test.each(['resolved', 'withdrawn'])('a %s concern needs its reason and its day', (state) => {
  const answered = { reason: 'Measured.', closed: '2026-02-01' };
  expect(faults({ ...open, state, ...answered })).toEqual([]);
  const noReason = `state: a ${state} concern needs its \`reason\``;
  const noDay = `state: a ${state} concern needs the day on which it was \`closed\``;
  expect(faults({ ...open, state })).toEqual([noReason, noDay]);
  expect(faults({ ...open, state, closed: '2026-02-01' })).toEqual([noReason]);
  expect(faults({ ...open, state, reason: 'Measured.' })).toEqual([noDay]);
});

test('an open one may have an answer so far, and needs neither', () => {
  expect(faults(open)).toEqual([]);
  expect(faults({ ...open, reason: 'Being measured.', stage: 'ready' })).toEqual([]);
  expect(faults({ ...open, state: 'forgotten' })).not.toEqual([]);
});
