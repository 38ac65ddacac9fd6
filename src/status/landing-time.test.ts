import fc from 'fast-check';
import { expect, test } from 'vitest';
import { landingTimes } from './landing-time.ts';

test.each<[string, string[], string[]]>([
  ['dates that never go back stand', ['01', '02', '02', '05'], ['01', '02', '02', '05']],
  ['one from the future moves no other', ['01', '99', '02', '03'], ['01', '01', '02', '03']],
  ['one from 1970 moves no other', ['01', '02', '00', '03'], ['01', '02', '02', '03']],
  ['a first one from the future gets the time of the next', ['99', '02', '03'], ['02', '02', '03']],
  ['of two that disagree the earlier date is believed', ['99', '02'], ['02', '02']],
  ['none', [], []],
])('%s', (_, dates, times) => {
  expect(landingTimes(dates)).toEqual(times);
});

test('times never go back, are dates of the line, and dates in order stay as they are', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[0-9]{2}$/), { maxLength: 30 }), (dates) => {
      const times = landingTimes(dates);
      expect(times).toEqual(times.toSorted());
      expect(times.every((time) => dates.includes(time))).toBe(true);
      expect(landingTimes(dates.toSorted())).toEqual(dates.toSorted());
    }),
  );
});
