import { expect, test } from 'vitest';
import { daysToAnswer, signOffClock } from './sign-off-clock.ts';
import type { SignOffRound } from './sign-off.ts';

const asked = (day: string): SignOffRound => ({ asked: day });
const said = (day: string, position: SignOffRound['position'], date: string): SignOffRound => ({
  asked: day,
  position,
  date,
  by: 'B',
});

test.each<[string, SignOffRound[], string, object]>([
  [
    'runs while nobody answers',
    [asked('2026-05-01')],
    '2026-05-04',
    {
      ...{ asked: '2026-05-01', days: 3, isRunning: true, due: '2026-05-11', isOverdue: false },
      ...{ firstAnswer: undefined, settled: undefined, position: undefined },
    },
  ],
  [
    'is in time on its last day',
    [asked('2026-05-01')],
    '2026-05-11',
    { days: 10, isOverdue: false },
  ],
  [
    'is overdue on the day after',
    [asked('2026-05-01')],
    '2026-05-12',
    { days: 11, isOverdue: true },
  ],
  [
    'ends with a yes',
    [said('2026-05-01', 'yes', '2026-05-03')],
    '2026-06-01',
    {
      ...{ days: 2, isRunning: false, due: undefined, isOverdue: false },
      ...{ firstAnswer: '2026-05-03', settled: '2026-05-03', position: 'yes' },
    },
  ],
  [
    'ends with a no',
    [said('2026-05-01', 'no', '2026-05-03')],
    '2026-06-01',
    { settled: '2026-05-03' },
  ],
  [
    'stops while work is needed, and is not settled',
    [said('2026-05-01', 'needs work', '2026-05-03')],
    '2026-06-01',
    {
      ...{ days: 2, isRunning: false, due: undefined, isOverdue: false },
      ...{ firstAnswer: '2026-05-03', settled: undefined, position: 'needs work' },
    },
  ],
  [
    'goes on when asked again: the champion’s days do not count',
    [said('2026-05-01', 'needs work', '2026-05-03'), asked('2026-05-20')],
    '2026-05-24',
    {
      ...{ asked: '2026-05-01', days: 6, isRunning: true, due: '2026-05-30' },
      ...{ firstAnswer: '2026-05-03', settled: undefined, position: undefined },
    },
  ],
  [
    'is settled by no answer, which is none',
    [said('2026-05-01', 'no answer', '2026-05-20')],
    '2026-06-01',
    {
      ...{ days: 19, isRunning: false, settled: '2026-05-20', firstAnswer: undefined },
      position: 'no answer',
    },
  ],
  [
    'begins to wait again after no answer',
    [said('2026-05-01', 'no answer', '2026-05-20'), said('2026-05-21', 'yes', '2026-05-22')],
    '2026-06-01',
    { days: 20, firstAnswer: '2026-05-22', settled: '2026-05-22', position: 'yes' },
  ],
  [
    'counts no day backwards',
    [asked('2026-05-10')],
    '2026-05-01',
    { days: 0, isRunning: true, isOverdue: false },
  ],
])('the clock %s', (_, rounds, today, expected) => {
  expect(signOffClock({ rounds }, today)).toMatchObject(expected);
});

test('a team has ten days for its first answer, as the guide says', () => {
  expect(daysToAnswer).toBe(10);
});
