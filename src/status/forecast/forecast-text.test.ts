import { expect, test } from 'vitest';
import type { BackTest } from './back-test.ts';
import { backTestText, projectForecastText, stageForecastText } from './forecast-text.ts';
import type { ProjectForecast, StageForecast } from './forecast.ts';

const stage: StageForecast = {
  ...{ stage: 'removed', due: null, through: 3, open: 5, unknown: 0 },
  ...{ pace: null, next: null, all: null, byDue: null, why: null },
};
const pace = { completions: 4, days: 240 };

test.each<[Partial<StageForecast>, string]>([
  [{ open: 0 }, '3 of 3 through.'],
  [{ open: 0, unknown: 2 }, '3 of 5 through, 2 not known.'],
  [{ why: 'too few came through of late' }, '3 of 8 through. Too few came through of late.'],
  [
    { pace, unknown: 1, why: 'its past did not hold' },
    '3 of 9 through, 1 not known; 4 came through in the last 240 days. Its past did not hold.',
  ],
  [
    { pace },
    '3 of 8 through; 4 came through in the last 240 days. If that goes on, four times of five: no forecast of when all are.',
  ],
  [
    {
      next: { from: '2026-02-01', to: '2026-05-03' },
      all: { from: '2027-01-01', to: null },
      due: { day: '2026-12-24' },
      byDue: { from: 2, to: 4 },
    },
    '3 of 8 through. If that goes on, four times of five: ' +
      'the next one is through between 1 Feb 2026 and 3 May 2026; ' +
      '2 to 4 of the 5 open ones by 24 Dec 2026; all of them not before 1 Jan 2027.',
  ],
  [
    { due: { day: '2026-12-24', release: '2.0' }, byDue: { from: 2, to: 2 } },
    '3 of 8 through. If that goes on, four times of five: 2 of the 5 open ones by 2.0; no forecast of when all are.',
  ],
  // Without a due day there is nothing to be through by, and without a forecast nothing to say of it.
  [
    { byDue: { from: 2, to: 2 } },
    '3 of 8 through. If that goes on, four times of five: no forecast of when all are.',
  ],
  [
    { due: { day: '2026-12-24' } },
    '3 of 8 through. If that goes on, four times of five: no forecast of when all are.',
  ],
])('a stage: %j', (given, words) => {
  expect(stageForecastText({ ...stage, ...given })).toBe(words);
});

const through = { from: '2026-02-01', to: '2026-05-03' };

test.each<[Partial<ProjectForecast>, string]>([
  [{ through: null, why: 'it stands still' }, 'It stands still.'],
  [{ through: null }, 'No forecast.'],
  [
    { through },
    'If it goes on so, four times of five it is through between 1 Feb 2026 and 3 May 2026.',
  ],
  [
    { through, due: { day: '2026-12-24', release: '2.0' }, against: 'in time' },
    'If it goes on so, four times of five it is through between 1 Feb 2026 and 3 May 2026 (due 2.0: in time).',
  ],
  [
    { through: { from: '2027-02-01', to: null }, due: { day: '2026-12-24' }, against: 'late' },
    'If it goes on so, four times of five it is through not before 1 Feb 2027 (due 24 Dec 2026: late).',
  ],
  ...(['open', null] as const).map((against): [Partial<ProjectForecast>, string] => [
    { through, due: { day: '2026-03-01' }, against },
    'If it goes on so, four times of five it is through between 1 Feb 2026 and 3 May 2026 (due 1 Mar 2026: may be late).',
  ]),
])('a project: %j', (given, words) => {
  expect(
    projectForecastText({ due: null, against: null, why: null, ...given } as ProjectForecast),
  ).toBe(words);
});

const tried: BackTest = {
  ...{ before: 90, cases: 3, held: 2, early: 1, late: 0 },
  ...{ medianDays: 40, rank: 1 },
};

test.each<[Partial<BackTest>, string]>([
  [{ cases: 0 }, 'Nothing of the past to try it on 90 days ahead.'],
  [
    {},
    'Tried 90 days ahead on 3 cases of the past: the interval called 80 % held 2 (67 %), 1 came earlier, 0 later; half of the intervals are at most 40 days wide.',
  ],
  [
    { cases: 1, held: 1, early: 0, late: 0, medianDays: null },
    'Tried 90 days ahead on 1 case of the past: the interval called 80 % held 1 (100 %), 0 came earlier, 0 later; half of the intervals have no end.',
  ],
])('what its past says: %j', (given, words) => {
  expect(backTestText({ ...tried, ...given })).toBe(words);
});
