import { describe, expect, test } from 'vitest';
import { ask, line, unreadable, type History } from '../../test/support/status.ts';
import type { Criteria } from '../proposal/criteria.ts';
import type { Gap } from './gap.ts';
import type { Moment } from './moment.ts';

const removed: Criteria = { bad: { any: ['import', 'requirement'] } };
const notAsked: Gap = { kind: 'not asked', words: 'not asked here', todo: 'ask elsewhere' };

describe('a stage that asks for something to be gone', () => {
  test('is not affected when it never was there', () => {
    const derived = ask(removed, {
      import: [['2024-01-01', 0]],
      requirement: [['2024-01-01', 0]],
    });
    expect(derived).toEqual({
      status: 'not affected',
      reason: 'never affected since 2024-01-01',
      by: null,
      left: [],
      missing: [],
      unknown: null,
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
    expect(derived).toEqual({
      status: 'done',
      reason: 'no imports or requirements left in code since 2025-04-01',
      since: { commit: 'c2025-04-01', date: '2025-04-01T00:00:00Z' },
      by: 'absence',
      left: [],
      missing: [],
      unknown: null,
    });
  });

  test('that was done before the history began, is so since then or before', () => {
    const derived = ask(
      { bad: 'requirement' },
      {
        import: [['2024-01-01', 5]],
        requirement: [['2024-01-01', 0]],
      },
    );
    expect(derived).toMatchObject({
      status: 'done',
      reason: 'no requirements left in code since 2024-01-01 or before',
    });
    expect(derived.since).toBeUndefined();
  });

  test('that was done when the history began is so since the day from which it counts', () => {
    // The first commit that is read is the last one before that day.
    const derived = ask(
      { bad: 'requirement' },
      { import: [['2023-11-20', 5]], requirement: [['2023-11-20', 0]] },
    );
    expect(derived.reason).toBe('no requirements left in code since 2024-01-01 or before');
  });

  test('stays done since then, whatever changes later', () => {
    const derived = ask(
      { bad: 'requirement' },
      {
        import: [
          ['2024-01-01', 5],
          ['2025-06-01', 2],
        ],
        requirement: [
          ['2024-01-01', 1],
          ['2025-03-01', 0],
        ],
      },
    );
    expect(derived.reason).toBe('no requirements left in code since 2025-03-01');
    expect(derived.since).toStrictEqual({
      commit: 'c2025-03-01',
      date: '2025-03-01T00:00:00Z',
    });
  });

  test('begins to be done when it is first affected, where it was so already', () => {
    const derived = ask(
      { bad: 'requirement' },
      {
        import: [
          ['2024-01-01', 0],
          ['2024-05-01', 1],
        ],
        requirement: [['2024-01-01', 0]],
      },
    );
    expect(derived).toMatchObject({ status: 'done', since: { commit: 'c2024-05-01' } });
    expect(derived.reason).toMatch(/since 2024-05-01$/);
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
      by: null,
      left: [
        { probe: 'import', count: 5, exact: true },
        { probe: 'requirement', count: 1 },
      ],
    });
  });

  test('is not started when as much is left as ever', () => {
    const of: History = { import: [['2024-01-01', 43]], requirement: [['2024-01-01', 1]] };
    expect(ask(removed, of).status).toBe('not started');
    const risen: History = {
      import: [
        ['2024-01-01', 1],
        ['2024-02-01', 2],
      ],
      requirement: [['2024-01-01', 1]],
    };
    expect(ask(removed, risen).status).toBe('not started');
  });

  test('is in progress as soon as a review is open', () => {
    const of: History = { import: [['2024-01-01', 43]], requirement: [['2024-01-01', 1]] };
    expect(ask(removed, of, { openReviews: 2 })).toMatchObject({
      status: 'in progress',
      reason: 'left: imports (43) and requirements (1); 2 open reviews',
    });
    expect(ask(removed, of, { openReviews: 1 }).reason).toMatch(/; 1 open review$/);
  });

  test('is not told to be unbegun where its reviews could not be read', () => {
    const of: History = { import: [['2024-01-01', 43]], requirement: [['2024-01-01', 1]] };
    expect(ask(removed, of, { openReviews: undefined })).toMatchObject({
      status: 'unknown',
      reason:
        'left: imports (43) and requirements (1); whether it has begun cannot be told: ' +
        'what is known of its reviews could not be read',
      unknown: { todo: 'mend reviews.json or links.yaml of the blueprint' },
    });
    const fallen: History = {
      import: [
        ['2024-01-01', 43],
        ['2024-02-01', 42],
      ],
      requirement: [['2024-01-01', 1]],
    };
    expect(ask(removed, fallen, { openReviews: undefined }).status).toBe('in progress');
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
      left: [{ probe: 'import', count: 1 }],
    });
  });

  test('has regressed since the first commit with it, not since a later one', () => {
    const derived = ask(removed, {
      import: [
        ['2024-01-01', 5],
        ['2025-03-01', 0],
        ['2025-06-01', 1],
        ['2025-07-01', 3],
      ],
      requirement: [['2024-01-01', 0]],
    });
    expect(derived).toMatchObject({
      reason: 'was done until 2025-06-01, now left: imports (3)',
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

  test('is done below a limit, and never says that nothing is left', () => {
    const derived = ask(
      { bad: { probe: 'import', atLeast: 3 } },
      {
        import: [
          ['2024-01-01', 4],
          ['2024-02-01', 2],
        ],
      },
    );
    expect(derived.reason).toBe('fewer than 3 imports in code (2) since 2024-02-01');
  });
});

test('a question without a moment has no answer', () => {
  expect(() => ask(removed, {}, { moments: [] })).toThrow('Expected at least one moment, got none');
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

  test('is done by sign where it is there, by absence where nothing could be wrong', () => {
    const bySwitch = ask(dual, {
      import: [['2024-01-01', 5]],
      switch: [
        ['2024-01-01', 0],
        ['2025-01-01', 1],
      ],
    });
    expect(bySwitch).toMatchObject({
      status: 'done',
      reason: 'has switchs since 2025-01-01',
      by: 'sign',
    });
    const byRemoval = ask(dual, {
      import: [
        ['2024-01-01', 5],
        ['2025-02-01', 0],
      ],
      switch: [['2024-01-01', 0]],
    });
    expect(byRemoval).toMatchObject({
      status: 'done',
      reason: 'no imports in code since 2025-02-01',
      by: 'absence',
    });
  });

  test('is done either way while one sign cannot be read, and does not say which', () => {
    const derived = ask(dual, {
      import: [
        ['2024-01-01', 5],
        ['2025-02-01', 0],
      ],
      switch: [['2024-01-01', 0, unreadable]],
    });
    expect(derived).toMatchObject({ status: 'done', by: null });
  });

  test('names what is missing while it is open', () => {
    const derived = ask(dual, { import: [['2024-01-01', 5]], switch: [['2024-01-01', 0]] });
    expect(derived).toMatchObject({ status: 'not started', reason: 'missing: switchs' });
    const two: Criteria = { good: { probe: 'switch', atLeast: 2 } };
    const of: History = { import: [['2024-01-01', 5]], switch: [['2024-01-01', 1]] };
    expect(ask(two, of).reason).toBe('missing: switchs (1 of 2)');
  });

  test('names of several branches only what keeps those from holding that do not', () => {
    const derived = ask(
      { good: { all: [{ any: ['switch', { not: 'requirement' }] }, { any: ['job', 'note'] }] } },
      {
        import: [['2024-01-01', 5]],
        switch: [['2024-01-01', 0]],
        requirement: [['2024-01-01', 0]],
        job: [['2024-01-01', 0]],
        note: [['2024-01-01', 0]],
      },
    );
    expect(derived).toMatchObject({
      status: 'not started',
      reason: 'missing: jobs or notes',
      missing: [{ probe: 'job' }, { probe: 'note' }],
    });
  });

  test('is in progress when one of several signs is there', () => {
    const derived = ask(
      { good: { all: ['switch', 'job'] } },
      { import: [['2024-01-01', 5]], switch: [['2024-01-01', 1]], job: [['2024-01-01', 0]] },
    );
    expect(derived).toMatchObject({
      status: 'in progress',
      reason: 'missing: jobs; has switchs',
      missing: [{ probe: 'job' }],
    });
  });
});

describe('what is not asked is said', () => {
  const counts = { code: 0, strings: 2, tests: 17 };
  const moment = { commit: 'c', date: '2024-01-01T00:00:00Z', at: '2024-01-01T00:00:00Z' };
  const moments = [{ ...moment, answers: new Map([['import', { counts }]]) }];

  test('beside a project that is never affected by what is asked', () => {
    expect(ask({ bad: 'import' }, {}, { moments }).reason).toBe(
      'never affected since 2024-01-01; not asked: imports in strings (2) and imports in tests (17)',
    );
  });

  test('beside what is done', () => {
    const affected = { probe: 'import', in: ['tests' as const] };
    const bad = { probe: 'import', in: ['code' as const, 'strings' as const], atLeast: 3 };
    expect(ask({ affected, bad }, {}, { moments, affected }).reason).toBe(
      'fewer than 3 imports in code and strings (2) since 2024-01-01 or before; not asked: imports in tests (17)',
    );
  });
});

describe('that there was no file to look at is an answer, and no finding', () => {
  const at = { commit: 'c', date: '2024-01-01T00:00:00Z', at: '2024-01-01T00:00:00Z' };
  const zero = { code: 0, strings: 0, tests: 0 };
  const answers = new Map([
    ['import', { counts: { ...zero, code: 1 } }],
    ['requirement', { counts: zero }],
    ['job', { counts: zero, unlooked: true as const }],
  ]);
  const reason = (criteria: Criteria) =>
    ask(criteria, {}, { moments: [{ ...at, answers }] }).reason;

  test('in what is gone and in what is missing it is not named beside what was found', () => {
    expect(reason({ bad: { any: ['requirement', 'job'] } })).toMatch(
      /^no requirements left in code/,
    );
    expect(reason({ good: { any: ['requirement', 'job'] } })).toBe('missing: requirements');
  });

  test('by itself it is said plainly', () => {
    expect(reason({ bad: 'job' })).toMatch(/^no file here that it asks about since/);
    expect(reason({ good: 'job' })).toBe('missing: jobs');
  });
});

describe('what cannot be told is unknown', () => {
  test('a repository that was not read', () => {
    const gap: Gap = { kind: 'unread', words: 'it was not read', todo: 'read it' };
    const { moments } = { moments: [{ commit: '', date: '', at: '', answers: new Map(), gap }] };
    const units = [
      {
        part: null,
        factsAt: () => ({
          answer: () => ({ counts: { code: 0, strings: 0, tests: 0 }, gap }),
          dependencies: () => true,
        }),
      },
    ];
    expect(ask(removed, {}, { moments, units })).toMatchObject({
      status: 'unknown',
      reason: 'it was not read',
      unknown: { kind: 'unread', probes: ['import'], todo: 'read it' },
    });
  });

  test('a lower bound settles what it can', () => {
    const of: History = {
      import: [
        ['2024-01-01', 3],
        ['2024-02-01', 1, unreadable],
      ],
      requirement: [['2024-01-01', 0]],
    };
    expect(ask({ bad: { probe: 'import', atLeast: 2 } }, of).status).toBe('unknown');
    expect(ask({ good: 'import' }, of).status).toBe('done');
    expect(ask(removed, of, { openReviews: 1 })).toMatchObject({
      status: 'in progress',
      reason: 'left: imports (at least 1); 1 open review',
    });
  });

  test('whether fewer are left, where the number is a lower bound, and says what is left all the same', () => {
    const derived = ask(removed, {
      import: [
        ['2024-01-01', 3],
        ['2024-02-01', 1, unreadable],
      ],
      requirement: [['2024-01-01', 0]],
    });
    expect(derived).toMatchObject({
      status: 'unknown',
      reason:
        'left: imports (at least 1); whether it has begun cannot be told: setup.cfg: not a setup.cfg (imports)',
      left: [{ probe: 'import', count: 1, exact: false }],
      unknown: { kind: 'unreadable', probes: ['import'], todo: 'mend it' },
    });
  });

  test('whether fewer are left, where what is unread may have come and gone since', () => {
    const derived = ask(removed, {
      import: [['2024-01-01', 1, unreadable]],
      requirement: [['2024-01-01', 0]],
    });
    expect(derived).toMatchObject({
      status: 'unknown',
      reason:
        'left: imports (at least 1); whether it has begun cannot be told: setup.cfg: not a setup.cfg (imports)',
    });
  });

  test('a probe that was not asked here, unless the others decide', () => {
    const of: History = {
      import: [['2024-01-01', 1]],
      requirement: [['2024-01-01', 0, notAsked]],
    };
    expect(ask({ bad: { any: ['import', 'requirement'] } }, of, { openReviews: 1 }).status).toBe(
      'in progress',
    );
    const undecided = ask(removed, {
      import: [
        ['2024-01-01', 1],
        ['2024-02-01', 0],
      ],
      requirement: [['2024-01-01', 0, notAsked]],
    });
    expect(undecided).toMatchObject({
      status: 'unknown',
      reason: 'not asked here (requirements)',
      unknown: { kind: 'not asked', probes: ['requirement'], todo: 'ask elsewhere' },
    });
  });

  test('whether it was ever affected, while part of the past cannot be read', () => {
    const derived = ask(removed, {
      import: [
        ['2024-01-01', 0, unreadable],
        ['2024-02-01', 0],
      ],
      requirement: [['2024-01-01', 0]],
    });
    expect(derived).toMatchObject({
      status: 'unknown',
      reason: 'whether it was ever affected cannot be told: setup.cfg: not a setup.cfg (imports)',
    });
  });

  test('whether it ever was done, while part of the past cannot be read', () => {
    const of: History = {
      import: [
        ['2024-01-01', 2],
        ['2024-02-01', 0, unreadable],
        ['2024-03-01', 2],
      ],
      requirement: [['2024-01-01', 0]],
    };
    expect(ask(removed, of)).toMatchObject({
      status: 'unknown',
      reason:
        'left: imports (2); whether it ever was done cannot be told: setup.cfg: not a setup.cfg (imports)',
    });
    // A certain relapse stays one.
    const relapsed: History = {
      ...of,
      import: [['2023-12-01', 1], ['2023-12-02', 0], ...(of['import'] ?? [])],
      requirement: [['2023-12-01', 0]],
    };
    const derived = ask(removed, relapsed);
    expect(derived).toMatchObject({
      status: 'regressed',
      // It may have been done once more, at the commit that cannot be read.
      reason: 'was done on 2023-12-02, now left: imports (2)',
    });
    expect(derived).not.toHaveProperty('since');
  });

  test('whether it ever was done, while an earlier commit alone does not tell that it was affected', () => {
    const of: History = {
      import: [
        ['2024-01-01', 0, unreadable],
        ['2024-02-01', 0],
        ['2024-03-01', 1],
      ],
    };
    expect(ask({ bad: 'import' }, of)).toMatchObject({
      status: 'unknown',
      reason:
        'left: imports (1); whether it ever was done cannot be told: setup.cfg: not a setup.cfg (imports)',
      unknown: { probes: ['import'], todo: 'mend it' },
    });
    const since: History = {
      import: [
        ['2024-01-01', 0, unreadable],
        ['2024-02-01', 0],
        ['2024-04-01', 1],
      ],
      requirement: [
        ['2024-01-01', 1],
        ['2024-02-01', 0],
        ['2024-03-01', 1],
      ],
    };
    expect(ask({ bad: 'requirement' }, since, { affected: 'import' })).toMatchObject({
      status: 'unknown',
      unknown: { probes: ['import'], todo: 'mend it' },
    });
  });

  test('whether it ever was done names what keeps it open, not what was unknown beside it', () => {
    const lost = (path: string): Gap => ({ ...unreadable, words: `${path} is lost` });
    const derived = ask(
      { bad: 'requirement' },
      {
        import: [
          ['2024-01-01', 0],
          // It may have been affected by then, and nothing bad was there: it may have been done.
          ['2024-02-01', 0, lost('a')],
          // Something bad was there: whether it was affected by then decides nothing.
          ['2024-03-01', 0, lost('b')],
          ['2024-04-01', 1],
        ],
        requirement: [
          // Not affected: whether anything bad was there decides nothing.
          ['2024-01-01', 0, lost('c')],
          ['2024-02-01', 0],
          ['2024-03-01', 1],
          // Affected, and perhaps nothing bad.
          ['2024-05-01', 0, lost('d')],
          ['2024-06-01', 1],
        ],
      },
    );
    expect(derived).toMatchObject({ status: 'unknown' });
    expect(derived.reason).toBe(
      'left: requirements (1); whether it ever was done cannot be told: d is lost (requirements); a is lost (imports)',
    );
  });

  test('an unreadable past does not take away what is done now, but the day', () => {
    const derived = ask(removed, {
      import: [
        ['2024-01-01', 2],
        ['2024-02-01', 0, unreadable],
        ['2024-03-01', 0],
      ],
      requirement: [['2024-01-01', 0]],
    });
    expect(derived).toMatchObject({ status: 'done' });
    expect(derived.reason).toMatch(/since 2024-03-01 or before$/);
    expect(derived.since).toBeUndefined();
  });
});

describe('what stands on other projects', () => {
  const criteria: Criteria = { bad: 'import', good: { dependencies: 'removed' } };
  const of: History = {
    import: [
      ['2024-01-01', 1],
      ['2024-02-01', 0],
    ],
  };
  const facts = (verdict: boolean | undefined) => [
    {
      part: null,
      factsAt: (moment: Moment) => ({
        answer: (probe: string) => moment.answers.get(probe),
        dependencies: () => verdict,
      }),
    },
  ];

  test('waits for them, by name', () => {
    const derived = ask(criteria, of, {
      units: facts(false),
      dependencies: () => [
        { id: 'lib', through: false },
        { id: 'other', through: true },
      ],
    });
    expect(derived).toMatchObject({ status: 'in progress' });
    expect(derived.reason).toMatch(/^waits for lib; down from 1 on 2024-01-01$/);
  });

  test('is unknown where one of them is, and says which', () => {
    const derived = ask(criteria, of, {
      units: facts(undefined),
      dependencies: () => [{ id: 'lib', through: undefined }],
    });
    expect(derived).toMatchObject({
      status: 'unknown',
      reason: 'it depends on lib, which is unknown',
      unknown: { kind: 'dependency', todo: 'see why lib is unknown' },
    });
  });
});

describe('a project of several parts', () => {
  const parts = (of: Record<string, History>) => ({
    moments: line(Object.assign({}, ...Object.values(of)) as History),
    units: Object.keys(of).map((part) => ({
      part,
      factsAt: (moment: Moment) => ({
        answer: (probe: string) =>
          moment.answers.get(probe === 'import' ? probe : `${probe}-${part}`),
        dependencies: () => true,
      }),
    })),
  });
  const withSwitch: Criteria = { good: 'switch' };
  const history = (api: History[string], cron: History[string]) =>
    parts({
      api: { import: [['2024-01-01', 5]], 'switch-api': api },
      cron: { 'switch-cron': cron },
    });

  test('is done when all of them are, since the last one is', () => {
    const derived = ask(
      withSwitch,
      {},
      history(
        [
          ['2024-01-01', 0],
          ['2024-02-01', 1],
        ],
        [
          ['2024-01-01', 0],
          ['2024-04-01', 1],
        ],
      ),
    );
    expect(derived).toMatchObject({
      status: 'done',
      by: 'sign',
      reason: 'all 2 parts: has switchs since 2024-04-01',
      since: { commit: 'c2024-04-01' },
    });
  });

  test('is in progress when one of them is done, and says what the others miss', () => {
    const derived = ask(withSwitch, {}, history([['2024-01-01', 1]], [['2024-01-01', 0]]));
    expect(derived).toMatchObject({
      status: 'in progress',
      missing: [{ probe: 'switch', part: 'cron' }],
    });
    expect(derived.reason).toBe('api done; cron missing: switchs');
  });

  test('is never done with a part that gives no sign', () => {
    const derived = ask(
      withSwitch,
      {},
      history([['2024-01-01', 1]], [['2024-01-01', 0, notAsked]]),
    );
    expect(derived).toMatchObject({ status: 'unknown', unknown: { kind: 'not asked' } });
  });
});
