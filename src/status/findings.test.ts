import { expect, test } from 'vitest';
import type { Criteria } from '../proposal/criteria.ts';
import type { ProbeWhy } from './why.ts';
import { findingKey, findingsOf, isAnswered } from './findings.ts';

const counts = (code: number, tests = 0) => ({ code, strings: 0, tests });
const why = (probe: string, rest: Partial<ProbeWhy> = {}): ProbeWhy => ({
  probe,
  title: `${probe}s`,
  now: { counts: counts(0) },
  files: { looked: 2, unread: 0 },
  evidence: [],
  changes: [],
  ...rest,
});
const found = (criteria: Criteria, ...probes: ProbeWhy[]) => findingsOf({ criteria }, probes);
const at = (day: string, code: number, tests = 0) => ({
  commit: day,
  date: `${day}T00:00:00Z`,
  counts: counts(code, tests),
  bound: 'exact' as const,
});

test('only lines and commits of the places that are asked are kept', () => {
  const changes = [at('2026-01-01', 3), at('2026-02-01', 3, 9), at('2026-03-01', 1, 9)];
  const evidence = [
    { path: 'a.py', in: 'code' as const, lines: [1] },
    { path: 'test_a.py', in: 'tests' as const, lines: [1, 2] },
  ];
  const one = why('import', { now: { counts: counts(1, 9) }, evidence, changes });
  expect(found({ bad: 'import' }, one)).toMatchObject([
    {
      places: ['code'],
      isBad: true,
      count: 1,
      evidence: [{ path: 'a.py' }],
      changes: [{ commit: '2026-03-01', before: 3, count: 1, bound: 'exact', isExact: true }],
    },
  ]);
  expect(found({ good: { probe: 'import', in: ['code', 'tests'] } }, one)).toMatchObject([
    {
      places: ['code', 'tests'],
      isBad: false,
      count: 10,
      evidence: [{ path: 'a.py' }, { path: 'test_a.py' }],
      changes: [
        { commit: '2026-02-01', count: 12 },
        { commit: '2026-03-01', count: 10 },
      ],
    },
  ]);
});

test('a change is exact if what was before and what came were read whole', () => {
  const changes = [
    at('2026-01-01', 5),
    { ...at('2026-02-01', 2), bound: 'lower' as const },
    at('2026-03-01', 4),
    at('2026-04-01', 1),
  ];
  const [finding] = found({ bad: 'import' }, why('import', { changes }));
  expect(finding?.changes.map(({ count, bound, isExact }) => [count, bound, isExact])).toEqual([
    [2, 'lower', false],
    [4, 'exact', false],
    [1, 'exact', true],
  ]);
});

test.each([
  [undefined, false],
  [{ counts: counts(0) }, true],
  [{ counts: counts(0), gap: { kind: 'unreadable' as const, words: '', todo: '' } }, true],
  [{ counts: counts(0), gap: { kind: 'changed' as const, words: '', todo: '' } }, false],
  [{ counts: counts(0), gap: { kind: 'not asked' as const, words: '', todo: '' } }, false],
])('%j is an answer: %s', (now, expected) => {
  expect(isAnswered({ now })).toBe(expected);
});

test('a match of what is refused, or only makes a project affected, is bad', () => {
  expect(found({ good: { not: 'import' } }, why('import'), why('other'))).toMatchObject([
    { probe: 'import', isBad: true },
    { probe: 'other', isBad: true, places: ['code'] },
  ]);
});

test('parts of which nothing was found, now or ever, are told together', () => {
  const part = (name: string, rest: Partial<ProbeWhy> = {}) => why('call', { part: name, ...rest });
  const gap = { kind: 'not asked' as const, words: 'no entry', todo: 'declare it' };
  const groups = found(
    { bad: 'call' },
    part('api'),
    part('cron', { now: { counts: counts(2) } }),
    part('web', { files: { looked: 3, unread: 1 } }),
    part('was', { changes: [at('2026-01-01', 1), at('2026-02-01', 0)] }),
    part('odd', { now: { counts: counts(0), gap } }),
    part('none', { now: undefined, files: null }),
  );
  expect(groups.map(({ parts, files }) => [parts, files])).toEqual([
    [['api', 'web'], { looked: 5, unread: 1 }],
    [['cron'], { looked: 2, unread: 0 }],
    [['was'], { looked: 2, unread: 0 }],
    [['odd'], { looked: 2, unread: 0 }],
    [['none'], null],
  ]);
});

test('the same probe at the same places is the same at every stage, at others not', () => {
  const key = (criteria: Criteria, part?: string) =>
    found(criteria, why('import', part === undefined ? {} : { part })).map(findingKey)[0];
  expect(key({ bad: 'import' })).toBe(key({ good: { not: 'import' } }));
  expect(key({ bad: 'import' })).not.toBe(key({ bad: { probe: 'import', in: ['tests'] } }));
  expect(key({ bad: 'import' })).not.toBe(key({ bad: 'import' }, 'api'));
});
