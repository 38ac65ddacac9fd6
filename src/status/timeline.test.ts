import { expect, test } from 'vitest';
import type { Moment } from './moment.ts';
import { sameTimeline, timelineOf, verdictAt, withChangesOf } from './timeline.ts';

const moment = (at: string, commit = at): Moment => ({ at, date: at, commit, answers: new Map() });

test('a timeline holds what changes, and is asked by time', () => {
  const line = ['1', '2', '3', '4'].map((at) => moment(at));
  const timeline = timelineOf(line, [false, false, true, undefined]);
  expect(timeline.map(({ moment: { at }, verdict }) => [at, verdict])).toEqual([
    ['1', false],
    ['3', true],
    ['4', undefined],
  ]);
  expect(['0', '1', '2', '3', '9'].map((at) => verdictAt(timeline, at))).toEqual([
    false,
    false,
    false,
    true,
    undefined,
  ]);
  expect(verdictAt([], '1')).toBeUndefined();
});

test('two timelines are the same if the same changes at the same times', () => {
  const line = [moment('1'), moment('2')];
  const one = timelineOf(line, [true, false]);
  expect(sameTimeline(one, timelineOf([moment('1'), moment('2')], [true, false]))).toBe(true);
  expect(sameTimeline(one, timelineOf(line, [true, undefined]))).toBe(false);
  expect(sameTimeline(one, timelineOf(line, [true, true]))).toBe(false);
  expect(sameTimeline(one, timelineOf([moment('1'), moment('3')], [true, false]))).toBe(false);
});

test('changes of others stand between the own moments, with the answers of before and their names', () => {
  const first = {
    ...moment('2', 'own1'),
    answers: new Map([['p', { counts: { code: 1, strings: 0, tests: 0 } }]]),
  };
  const last = moment('4', 'own2');
  const timeline = timelineOf(
    ['1', '3', '4', '5'].map((at) => moment(at, `lib${at}`)),
    [true, false, true, false],
  );
  const far = { ...moment('6', 'far'), project: 'deeper' };
  const merged = withChangesOf(
    [first, last],
    [
      { id: 'lib', timeline },
      { id: 'other', timeline: timelineOf([moment('0'), moment('1'), far], [true, false, true]) },
    ],
  );
  expect(merged.map(({ commit, project }) => [commit, project])).toEqual([
    ['own1', undefined],
    ['lib3', 'lib'],
    ['own2', undefined],
    ['lib4', 'lib'],
    ['lib5', 'lib'],
    ['far', 'deeper'],
  ]);
  expect(merged[1]?.answers).toBe(first.answers);
  expect(merged[3]?.answers).toBe(last.answers);
  expect(withChangesOf([], [{ id: 'lib', timeline }])).toEqual([]);
});

test('why nothing is known before the history begins holds for the changes of others as well', () => {
  const gap = { kind: 'cut history' as const, words: 'w', todo: 't' };
  const timeline = timelineOf([moment('1'), moment('3')], [true, false]);
  const [, inserted] = withChangesOf([{ ...moment(''), gap }], [{ id: 'lib', timeline }]);
  expect(inserted).toMatchObject({ project: 'lib', gap });
});
