import { describe, expect, test } from 'vitest';
import type { Criteria } from '../proposal/criteria.ts';
import { derive, type Question } from './derive.ts';
import type { AdoptionPoint } from '../adoption/snapshot.ts';
import { moments } from './moment.ts';

/** `[day, code]` per change of one probe. */
type History = Record<string, [day: string, code: number][]>;

/** A commit for every day: its position is the day's number. */
function dayNumber(day: string): number {
  return Date.parse(day) / (24 * 60 * 60 * 1000);
}

function history(of: History) {
  const points = Object.entries(of).map(([probe, list]): [string, AdoptionPoint[]] => [
    probe,
    list.map(([day, code]) => [dayNumber(day), `c${day}`, `${day}T00:00:00Z`, code, 0, 0]),
  ]);
  return moments(Object.fromEntries(points));
}

function ask(criteria: Criteria, of: History, rest: Partial<Question> = {}) {
  return derive({
    criteria,
    affected: 'import',
    moments: history(of),
    since: '2024-01-01',
    title: (probe) => `${probe}s`,
    dependencies: () => ({ verdict: true, waitingFor: [] }),
    openReviews: 0,
    ...rest,
  });
}

const removed: Criteria = { bad: { any: ['import', 'requirement'] } };

describe('a stage that asks for something to be gone', () => {
  test('is not affected when it never was there', () => {
    const { status, reason } = ask(removed, {
      import: [['2024-01-01', 0]],
      requirement: [['2024-01-01', 0]],
    });
    expect({ status, reason }).toEqual({
      status: 'not affected',
      reason: 'never affected since 2024-01-01',
    });
  });

  test('is done, since the commit at which the last trace went', () => {
    const derived = ask(removed, {
      import: [
        ['2024-01-01', 5],
        ['2025-03-01', 0],
      ],
      requirement: [
        ['2024-01-01', 1],
        ['2025-04-01', 0],
      ],
    });
    expect(derived).toMatchObject({
      status: 'done',
      reason: 'no imports or requirements left since 2025-04-01',
      since: { commit: 'c2025-04-01' },
    });
  });

  test('is in progress when less is left than once was, and says from where', () => {
    const derived = ask(removed, {
      import: [
        ['2024-01-01', 43],
        ['2025-03-01', 5],
      ],
      requirement: [['2024-01-01', 1]],
    });
    expect(derived).toMatchObject({
      status: 'in progress',
      reason: 'left: imports (5) and requirements (1); down from 44 on 2024-01-01',
      left: [
        { probe: 'import', count: 5 },
        { probe: 'requirement', count: 1 },
      ],
    });
  });

  test('is not started when as much is left as ever', () => {
    const of: History = { import: [['2024-01-01', 43]], requirement: [['2024-01-01', 1]] };
    expect(ask(removed, of).status).toBe('not started');
  });

  test('is in progress as soon as a review is open', () => {
    const of: History = { import: [['2024-01-01', 43]], requirement: [['2024-01-01', 1]] };
    const { status, reason } = ask(removed, of, { openReviews: 2 });
    expect(status).toBe('in progress');
    expect(reason).toContain('2 open reviews');
  });

  test('has regressed when it came back after it was done', () => {
    const derived = ask(removed, {
      import: [
        ['2024-01-01', 5],
        ['2025-03-01', 0],
        ['2025-06-01', 1],
      ],
      requirement: [['2024-01-01', 0]],
    });
    expect(derived).toMatchObject({
      status: 'regressed',
      reason: 'was done until 2025-06-01, now left: imports (1)',
      since: { commit: 'c2025-06-01' },
    });
  });

  test('has not regressed when it was clean before it was ever affected', () => {
    const derived = ask(removed, {
      import: [
        ['2024-01-01', 0],
        ['2025-03-01', 2],
      ],
      requirement: [['2024-01-01', 0]],
    });
    expect(derived.status).toBe('not started');
  });
});

test('of a bad combination only what makes it hold is left to do', () => {
  const derived = ask(
    { bad: { any: ['import', { all: ['switch', 'requirement'] }] } },
    { import: [['2024-01-01', 2]], switch: [['2024-01-01', 1]], requirement: [['2024-01-01', 0]] },
  );
  expect(derived.reason).toBe('left: imports (2)');
});

describe('a stage that asks for something to be there', () => {
  const dual: Criteria = { good: { any: ['switch', { not: 'import' }] } };

  test('is done by either way', () => {
    const bySwitch = ask(dual, {
      import: [['2024-01-01', 5]],
      switch: [
        ['2024-01-01', 0],
        ['2025-01-01', 1],
      ],
    });
    expect(bySwitch).toMatchObject({ status: 'done', reason: 'has switchs since 2025-01-01' });
    const byRemoval = ask(dual, {
      import: [
        ['2024-01-01', 5],
        ['2025-02-01', 0],
      ],
      switch: [['2024-01-01', 0]],
    });
    expect(byRemoval).toMatchObject({
      status: 'done',
      reason: 'no imports left since 2025-02-01',
    });
  });

  test('names what is missing while it is open', () => {
    const derived = ask(dual, { import: [['2024-01-01', 5]], switch: [['2024-01-01', 0]] });
    expect(derived).toMatchObject({ status: 'not started', reason: 'missing: switchs' });
  });

  test('waits for the projects that it depends on, by name', () => {
    const derived = ask(
      { good: { dependencies: 'removed' } },
      { import: [['2024-01-01', 5]] },
      { dependencies: () => ({ verdict: false, waitingFor: ['oslo.service'] }) },
    );
    expect(derived).toMatchObject({ status: 'not started', reason: 'waits for oslo.service' });
  });
});

describe('what cannot be told is unknown', () => {
  test('a repository that was not read', () => {
    const { status, reason } = ask(removed, {}, { unanswered: 'the repository is empty' });
    expect({ status, reason }).toEqual({ status: 'unknown', reason: 'the repository is empty' });
  });

  test('a probe without an answer, unless the others decide', () => {
    expect(ask(removed, { import: [['2024-01-01', 1]] }).status).not.toBe('unknown');
    const undecided = ask(removed, {
      import: [
        ['2024-01-01', 1],
        ['2024-02-01', 0],
      ],
    });
    expect(undecided.status).toBe('unknown');
    expect(undecided.reason).toContain('requirement');
  });
});
