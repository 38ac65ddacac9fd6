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
