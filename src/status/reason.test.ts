import { expect, test } from 'vitest';
import { ask, unreadable } from '../../test/support/status.ts';
import type { Criteria } from '../proposal/criteria.ts';
import type { Answered } from './evaluate.ts';
import { countText } from './reason.ts';

const zero = { code: 0, strings: 0, tests: 0 };
const code = (count: number): Answered => ({ counts: { ...zero, code: count } });
const at = { commit: 'c', date: '2024-01-01T00:00:00Z', at: '2024-01-01T00:00:00Z' };

/** The reason for a project of parts, each with what its `switch` counts; `import` is the whole's. */
function ofParts(criteria: Criteria, parts: Record<string, Answered>, rest: object = {}) {
  return ask(
    criteria,
    {},
    {
      moments: [{ ...at, answers: new Map() }],
      units: Object.entries(parts).map(([part, answer]) => ({
        part,
        factsAt: () => ({
          answer: (probe: string) => (probe === 'switch' ? answer : code(5)),
          dependencies: () => true,
        }),
      })),
      ...rest,
    },
  );
}

test('what all parts have in common is said once, what some have in common together', () => {
  const good: Criteria = { good: 'switch' };
  expect(ofParts(good, { api: code(0), cron: code(0) }).reason).toBe(
    'all 2 parts missing: switchs',
  );
  expect(ofParts(good, { api: code(1), cron: code(0), web: code(0) }).reason).toBe(
    'api done; cron and web missing: switchs',
  );
  expect(ofParts({ bad: 'switch' }, { api: code(0), cron: code(2) }).reason).toBe(
    'api done; cron left: switchs (2)',
  );
});

test('a part of which nothing can be told beside one that is open is called unknown', () => {
  const { status, reason } = ofParts(
    { good: 'switch' },
    { api: code(0), cron: { counts: zero, gap: unreadable } },
    { openReviews: 1 },
  );
  expect(status).toBe('in progress');
  expect(reason).toBe('api missing: switchs; cron unknown; 1 open review');
});

test('what is refused is named where nothing could stand there instead', () => {
  const of = { import: [['2024-01-01', 5] as [string, number]] };
  expect(ask({ good: { not: 'import' } }, of).reason).toBe('left: imports (5)');
  expect(
    ask(
      { good: { not: { any: ['import', 'switch'] } } },
      {
        ...of,
        switch: [['2024-01-01', 0]],
      },
    ).reason,
  ).toBe('left: imports (5)');
});

test('where nothing can be named, that is said', () => {
  const of = {
    import: [['2024-01-01', 5] as [string, number]],
    switch: [['2024-01-01', 0] as [string, number]],
  };
  expect(ask({ bad: { not: 'switch' } }, of).reason).toBe('its criteria do not hold');
});

test('what is found where nobody asks is told with its number', () => {
  const answers = new Map([['import', { counts: { ...zero, tests: 1 } }]]);
  expect(ask({ bad: 'import' }, {}, { moments: [{ ...at, answers }] }).reason).toBe(
    'never affected since 2024-01-01; not asked: imports in tests (1)',
  );
});

test('a count is exact, or at least so many', () => {
  expect(countText({ count: 5, exact: true })).toBe('5');
  expect(countText({ count: 5, exact: false })).toBe('at least 5');
});

test('what a probe of parts finds where nobody asks is added up, of the whole project told once', () => {
  const tests = (count: number): Answered => ({ counts: { ...zero, tests: count } });
  const whole = tests(5);
  const derived = ask(
    { bad: { any: ['import', 'switch'] } },
    {},
    {
      affected: 'note',
      moments: [{ ...at, answers: new Map() }],
      units: [1, 2].map((count) => ({
        part: `part ${count}`,
        factsAt: () => ({
          answer: (probe: string) =>
            probe === 'import' ? whole : probe === 'switch' ? tests(count) : code(1),
          dependencies: () => true,
        }),
      })),
    },
  );
  expect(derived.reason).toBe(
    'all 2 parts: no imports or switchs left in code since 2024-01-01 or before; ' +
      'not asked: imports in tests (5) and switchs in tests (3)',
  );
});

test('open parts that have made the same beginning are told together, done ones not again', () => {
  const good: Criteria = { good: { all: ['switch', 'job'] } };
  const units = ['api', 'cron', 'web'].map((part) => ({
    part,
    factsAt: () => ({
      answer: (probe: string) => code(probe === 'job' && part !== 'api' ? 0 : 1),
      dependencies: () => true,
    }),
  }));
  const moments = [{ ...at, answers: new Map() }];
  expect(ask(good, {}, { moments, units }).reason).toBe(
    'api done; cron and web missing: jobs; cron and web have switchs',
  );
  expect(ask(good, {}, { moments, units: units.slice(0, 2) }).reason).toBe(
    'api done; cron missing: jobs; cron has switchs',
  );
  expect(ask(good, {}, { moments, units: units.slice(1, 2) }).reason).toBe(
    'missing: jobs; has switchs',
  );
});

test('what is refused and is not there is not called left: it may never have been', () => {
  const derived = ask(
    { bad: 'requirement', good: { not: { probe: 'switch', in: ['strings'] } } },
    {
      import: [['2024-01-01', 1]],
      requirement: [['2024-01-01', 0]],
      switch: [['2024-01-01', 0]],
    },
  );
  expect(derived.reason).toBe(
    'no requirements left in code; no switchs in strings since 2024-01-01 or before',
  );
});

test('what is left, what is missing and who is waited for stand side by side', () => {
  const units = (parts: (string | null)[]) =>
    parts.map((part) => ({
      part,
      factsAt: () => ({
        answer: (probe: string) => code(probe === 'switch' ? 0 : 2),
        dependencies: () => false,
      }),
    }));
  const criteria: Criteria = { bad: 'job', good: { all: ['switch', { dependencies: 'gone' }] } };
  const rest = {
    moments: [{ ...at, answers: new Map() }],
    dependencies: () => [{ id: 'lib', through: false }],
  };
  expect(ask(criteria, {}, { ...rest, units: units([null]) }).reason).toBe(
    'left: jobs (2); missing: switchs; waits for lib',
  );
  expect(ask(criteria, {}, { ...rest, units: units(['a', 'b']) }).reason).toBe(
    'all 2 parts left: jobs (2); missing: switchs; waits for lib',
  );
  const waiting: Criteria = { good: { dependencies: 'gone' } };
  expect(ask(waiting, {}, { ...rest, units: units(['a', 'b']) }).reason).toBe('waits for lib');
});

test('every sign of a beginning is told, of parts each where it differs', () => {
  const moment = (day: string, api: number, cron: number) => ({
    ...at,
    commit: day,
    date: `${day}T00:00:00Z`,
    answers: new Map([
      ['switch api', code(api)],
      ['switch cron', code(cron)],
    ]),
  });
  const units = ['api', 'cron'].map((part) => ({
    part,
    factsAt: ({ answers }: { answers: ReadonlyMap<string, Answered> }) => ({
      answer: (probe: string) => (probe === 'switch' ? answers.get(`switch ${part}`) : code(1)),
      dependencies: () => true,
    }),
  }));
  const moments = [moment('2024-01-01', 5, 4), moment('2024-02-01', 3, 2)];
  const criteria: Criteria = { bad: 'switch', good: { all: ['job', 'note'] } };
  expect(ask(criteria, {}, { moments, units, openReviews: 2 }).reason).toBe(
    'api left: switchs (3); cron left: switchs (2); api and cron have jobs and notes; ' +
      'api down from 5 on 2024-01-01; cron down from 4 on 2024-01-01; 2 open reviews',
  );
  const same = [moment('2024-01-01', 5, 5), moment('2024-02-01', 3, 3)];
  expect(ask({ bad: 'switch' }, {}, { moments: same, units }).reason).toBe(
    'all 2 parts left: switchs (3); api and cron down from 5 on 2024-01-01',
  );
});

test('what is there no file for is not among what is refused and gone', () => {
  const answers = new Map([
    ['import', code(1)],
    ['switch', { ...code(0), unlooked: true as const }],
    ['job', code(0)],
  ]);
  const reason = (criteria: Criteria) =>
    ask(criteria, {}, { moments: [{ ...at, answers }] }).reason.replace(/ since .*/, '');
  expect(reason({ good: { not: { any: ['switch', 'job'] } } })).toBe('no jobs in code');
  expect(reason({ bad: 'switch', good: { not: 'switch' } })).toBe(
    'no file here that it asks about',
  );
});

test('what one probe is asked of is not told as not asked of another', () => {
  const counts = (tests: number): Answered => ({ counts: { ...zero, tests } });
  const answers = new Map([
    ['import', code(1)],
    ['switch', counts(2)],
    ['job', counts(3)],
    ['note', counts(4)],
  ]);
  const bad = {
    any: [{ probe: 'switch', in: ['tests' as const], atLeast: 9 }, 'job', { not: 'note' }],
  };
  const { reason } = ask(
    { good: { not: { all: ['job', 'note'] } }, bad: { all: [bad, 'job'] } },
    {},
    {
      moments: [{ ...at, answers }],
    },
  );
  expect(reason).toMatch(/; not asked: jobs in tests \(3\)$/);
});
