import { expect, test } from 'vitest';
import { questionOf, unreadable } from '../../test/support/status.ts';
import type { Criteria, Predicate } from '../proposal/criteria.ts';
import { derive } from './derive.ts';
import type { Answered } from './evaluate.ts';
import type { Row } from './report.ts';
import type { StageQuestion } from './stage-question.ts';
import { wouldBeDone } from './would-be-done.ts';

const zero = { code: 0, strings: 0, tests: 0 };
const at = { commit: 'c', date: '2024-01-01T00:00:00Z', at: '2024-01-01T00:00:00Z' };
const code = (count: number, rest: Partial<Answered> = {}): Answered => ({
  counts: { ...zero, code: count },
  ...rest,
});

/** What is to do where probes count so in code; `import` is what makes the project affected. */
function toDo(
  criteria: Criteria,
  counts: Record<string, number | Answered>,
  rest: Partial<StageQuestion> = {},
): string[] {
  const answers = new Map(
    Object.entries({ import: 1, ...counts }).map(([probe, one]) => [
      probe,
      typeof one === 'number' ? code(one) : one,
    ]),
  );
  const question = questionOf(criteria, {}, { moments: [{ ...at, answers }], ...rest });
  return wouldBeDone(derive(question) as Row, question);
}

test.each<[string, Criteria, Record<string, number>, string[]]>([
  [
    'each bad sign',
    { bad: { any: ['import', 'b'] } },
    { b: 2 },
    ['take out imports in code: 1 left', 'take out bs in code: 2 left'],
  ],
  [
    'of bad signs that count together only one',
    { bad: { any: ['import', { all: ['b', 'c'] }] } },
    { b: 2, c: 3 },
    ['take out imports in code: 1 left', 'take out one of: bs in code: 2 left; cs in code: 3 left'],
  ],
  [
    'nothing of a bad combination that does not hold',
    { bad: { any: ['import', { all: ['b', 'c'] }] } },
    { b: 2, c: 0 },
    ['take out imports in code: 1 left'],
  ],
  [
    'down to a limit',
    { bad: { probe: 'b', in: ['code', 'tests'], atLeast: 3 } },
    { b: 4 },
    ['take out bs in code and tests: 4 left, fewer than 3'],
  ],
  ['every good sign', { good: { all: ['b', 'c'] } }, { b: 0, c: 0 }, ['add bs', 'add cs']],
  ['only those that are missing', { good: { all: ['b', 'c'] } }, { b: 1, c: 0 }, ['add cs']],
  ['of alternatives one', { good: { any: ['b', 'c'] } }, { b: 0, c: 0 }, ['add one of: bs; cs']],
  ['up to a number', { good: { probe: 'b', atLeast: 3 } }, { b: 1 }, ['add bs (1 of 3)']],
  [
    'alternatives of several signs each',
    { good: { any: ['b', { all: ['c', { any: ['d', 'e'] }] }] } },
    { b: 0, c: 0, d: 0, e: 0 },
    ['add one of: bs; cs and (ds or es)'],
  ],
  [
    'an alternative of which a part is there',
    { good: { any: [{ all: ['b', 'c'] }, 'd'] } },
    { b: 1, c: 0, d: 0 },
    ['add one of: cs; ds'],
  ],
  [
    'what is refused',
    { good: { not: { any: ['b', 'c'] } } },
    { b: 1, c: 1 },
    ['be left without bs and cs'],
  ],
  [
    'of what is refused only what is there',
    { good: { not: { any: ['b', 'c'] } } },
    { b: 1, c: 0 },
    ['be left without bs'],
  ],
  [
    'a sign, or to be left without another',
    { good: { any: ['b', { not: 'c' }, { not: 'd' }] } },
    { b: 0, c: 1, d: 1 },
    ['add bs, or be left without cs or ds'],
  ],
  [
    'a sign and no other together',
    { good: { any: ['b', { all: ['c', { not: 'd' }] }] } },
    { b: 0, c: 0, d: 1 },
    ['add one of: bs; cs and no ds'],
  ],
])('names %s', (_, criteria, counts, steps) => {
  expect(toDo(criteria, counts)).toEqual(steps);
});

test('names no sign of a file that the project has not, where another way is open', () => {
  const unlooked = code(0, { unlooked: true });
  const good: Criteria = { good: { any: ['b', 'c'] } };
  expect(toDo(good, { b: 0, c: unlooked })).toEqual(['add bs']);
  expect(toDo(good, { b: unlooked, c: unlooked })).toEqual(['add one of: bs; cs']);
});

test('names what several parts have to do once', () => {
  const units = ['api', 'cron', 'web'].map((part) => ({
    part,
    factsAt: () => ({
      answer: (probe: string) => code(probe === 'b' && part === 'api' ? 1 : probe === 'b' ? 0 : 1),
      dependencies: () => true,
    }),
  }));
  expect(toDo({ bad: 'c', good: 'b' }, {}, { units })).toEqual([
    'api, cron and web: take out cs in code: 1 left',
    'cron and web: add bs',
  ]);
});

test('names the projects that are waited for, and nothing that is as it should be', () => {
  const standings = [
    { id: 'lib', through: false },
    { id: 'other', through: true },
    { id: 'third', through: undefined },
  ];
  const units = [
    {
      part: null,
      factsAt: () => ({ answer: () => code(1), dependencies: () => false }),
    },
  ];
  const good = { all: [{ dependencies: 'gone' }, { any: ['b', { not: 'c' }] }] };
  expect(toDo({ good }, {}, { units, dependencies: () => standings })).toEqual([
    'wait for, or help, lib and third',
  ]);
  expect(toDo({ bad: 'b', good: 'import' }, { b: 0 })).toEqual([]);
  const onlyOthers = { good: { any: [{ dependencies: 'gone' }] } };
  expect(toDo(onlyOthers, {}, { units, dependencies: () => standings })).toEqual([
    'wait for, or help, lib and third',
  ]);
  // It is done by another way: nobody is waited for.
  const done = { good: { any: [{ dependencies: 'gone' }, 'b'] } };
  expect(toDo(done, {}, { units, dependencies: () => standings })).toEqual([]);
});

test('names no project where none is waited for', () => {
  const criteria = { bad: 'b', good: { dependencies: 'gone' } };
  const dependencies = () => [{ id: 'lib', through: true }];
  expect(toDo(criteria, { b: 1 }, { dependencies })).toEqual(['take out bs in code: 1 left']);
});

test('names no way that nothing here could open, nor one that cannot be told', () => {
  const good = (any: Predicate[]): Criteria => ({ good: { all: ['n', { any }] } });
  const counts = { n: 0, b: 0, c: 0, d: 0, u: code(0, { gap: unreadable }) };
  expect(toDo(good(['b', { not: { not: 'c' } }]), counts)).toEqual(['add ns', 'add bs']);
  expect(toDo(good(['b', { dependencies: 'gone' }]), counts)).toEqual(['add ns']);
  expect(toDo(good(['u', 'b']), counts, { openReviews: 1 })).toEqual(['add ns', 'add bs']);
  expect(toDo(good([{ all: ['b', 'c'] }]), counts)).toEqual(['add ns', 'add bs', 'add cs']);
  const unlooked = { ...counts, c: code(0, { unlooked: true }) };
  expect(toDo(good([{ all: ['b', 'c'] }, 'd']), unlooked)).toEqual(['add ns', 'add ds']);
});

test('of what is unknown names what would tell, of what is not affected nothing', () => {
  const gap = { kind: 'unread' as const, words: 'not read', todo: 'read it' };
  expect(toDo({ bad: 'b' }, { b: code(0, { gap }) })).toEqual(['read it']);
  expect(toDo({ bad: 'b' }, { import: 0, b: 1 })).toEqual([]);
});
