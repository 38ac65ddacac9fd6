import { expect, test } from 'vitest';
import { questionOf } from '../../test/support/status.ts';
import type { Criteria, Predicate } from '../proposal/criteria.ts';
import type { Gap } from './gap.ts';
import { undecidedBeginning, inWords, undecidedAt, undecidedWhere } from './undecided.ts';

const gap = (words: string, kind: Gap['kind'] = 'unreadable', todo = `mend ${words}`): Gap => ({
  kind,
  words,
  todo,
});
const day = '2024-01-01';
/** At one moment `a` is there, `b` is not, `x` and `y` cannot be told; of `z` nothing is known. */
const history = {
  a: [[day, 1] as [string, number]],
  b: [[day, 0] as [string, number]],
  x: [[day, 0, gap('X')] as [string, number, Gap]],
  y: [[day, 0, gap('Y')] as [string, number, Gap]],
};

function open(
  good: Predicate,
  dependencies = [] as { id: string; through: boolean | undefined }[],
) {
  const question = questionOf({ good }, history, {
    dependencies: () => dependencies,
    units: [
      {
        part: null,
        factsAt: (moment) => ({
          answer: (probe) => moment.answers.get(probe),
          dependencies: () =>
            dependencies.some(({ through }) => through === undefined) ? undefined : true,
        }),
      },
    ],
  });
  const [now] = question.moments;
  if (now === undefined) throw new Error('Expected a moment');
  return undecidedAt(question, now).map((one) => one.probe ?? one.gap.words);
}

test.each<[Predicate, string[]]>([
  ['x', ['x']],
  ['z', ['z']],
  [{ not: 'x' }, ['x']],
  [{ all: ['a', 'x'] }, ['x']],
  [{ all: ['a', 'b', 'x'] }, []],
  [{ any: ['b', 'x', { all: ['a', 'y'] }] }, ['x', 'y']],
  [{ any: ['a', 'x'] }, []],
  [{ all: [{ any: ['a', 'x'] }, 'y'] }, ['y']],
  [{ all: [{ not: { all: ['b', 'x'] } }, 'y'] }, ['y']],
])('%j is kept open by %j', (predicate, probes) => {
  expect(open(predicate)).toEqual(probes);
});

test.each([
  [[{ id: 'lib', through: undefined }], 'it depends on lib, which is unknown'],
  [
    [
      { id: 'lib', through: undefined },
      { id: 'old', through: false },
      { id: 'fine', through: true },
      { id: 'tool', through: undefined },
    ],
    'it depends on lib and tool, which are unknown',
  ],
])('of the projects that it stands on those are named that are unknown', (standings, words) => {
  expect(open({ dependencies: 'gone' }, standings)).toEqual([words]);
});

test('where the past alone of what it stands on is unknown, that is said', () => {
  const criteria: Criteria = { good: { dependencies: 'gone' } };
  const question = questionOf(criteria, history, {
    dependencies: () => [{ id: 'lib', through: true }],
    units: [
      { part: null, factsAt: () => ({ answer: () => undefined, dependencies: () => undefined }) },
    ],
  });
  expect(undecidedWhere(question, [undefined], 'good')).toEqual([
    {
      gap: {
        kind: 'dependency',
        words: 'a project that it depends on was unknown then, or a manifest cannot be read',
        todo: 'read the projects that it depends on',
      },
    },
  ]);
});

test('only the roles and the moments that are asked are looked at', () => {
  const question = questionOf({ bad: 'x', good: 'y' }, history, { affected: 'z' });
  const names = (...roles: ('affected' | 'bad' | 'good')[]) =>
    undecidedWhere(question, [undefined], ...roles).map(({ probe }) => probe);
  expect(names('affected')).toEqual(['z']);
  expect(names('bad', 'good')).toEqual(['x', 'y']);
  expect(undecidedWhere(question, [false], 'bad')).toEqual([]);
});

test('every answer that is not exact at any time is found, of bad and of good', () => {
  const of = {
    a: [[day, 1, gap('then')] as [string, number, Gap], ['2024-02-01', 0] as [string, number]],
    b: [[day, 0] as [string, number]],
  };
  const probes = (criteria: Criteria) =>
    undecidedBeginning(questionOf(criteria, of)).map(({ probe }) => probe);
  expect(probes({ bad: 'b', good: { not: 'a' } })).toEqual(['a']);
  expect(probes({ bad: { any: ['b', 'a', 'unheard of'] } })).toEqual(['a']);
  expect(probes({ good: 'b' })).toEqual([]);
  const unread = questionOf({ good: 'b' }, of, { openReviews: undefined });
  expect(undecidedBeginning(unread)).toMatchObject([{ gap: { kind: 'unreadable' } }]);
});

const told = (...gaps: [Gap, probe?: string][]) =>
  inWords(
    gaps.map(([one, probe]) => ({ gap: one, ...(probe === undefined ? {} : { probe }) })),
    (probe) => `${probe}s`,
  );

test('what weighs most stands first, and gives the kind', () => {
  expect(
    told(
      [gap('lib is unknown', 'dependency')],
      [gap('broken', 'unreadable'), 'a'],
      [gap('not asked', 'not asked'), 'b'],
      [gap('never read', 'unread'), 'c'],
    ),
  ).toEqual({
    words: 'never read; not asked (bs); broken (as); lib is unknown',
    unknown: {
      kind: 'unread',
      probes: ['c', 'b', 'a'],
      todo: 'mend never read; mend not asked; mend broken; mend lib is unknown',
    },
  });
});

test('what is the same is said once, with all probes that it concerns', () => {
  const same = gap('setup.cfg is broken', 'unreadable', 'mend it');
  expect(
    told([same, 'b'], [same, 'a'], [same, 'b'], [gap('other', 'unreadable', 'mend it'), 'a']),
  ).toEqual({
    words: 'setup.cfg is broken (bs and as); other (as)',
    unknown: { kind: 'unreadable', probes: ['b', 'a'], todo: 'mend it' },
  });
});

test('nothing undecided is nothing to say', () => {
  expect(told()).toEqual({ words: '', unknown: { kind: 'unread', probes: [], todo: '' } });
});
