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
    'api done; cron and web missing: switchs; api has switchs',
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

test('a single match that is not asked is one', () => {
  const answers = new Map([['import', { counts: { ...zero, tests: 1 } }]]);
  expect(ask({ bad: 'import' }, {}, { moments: [{ ...at, answers }] }).reason).toBe(
    'never affected since 2024-01-01; 1 imports in tests is not asked',
  );
});

test('a count is exact, or at least so many', () => {
  expect(countText({ count: 5, exact: true })).toBe('5');
  expect(countText({ count: 5, exact: false })).toBe('at least 5');
});
