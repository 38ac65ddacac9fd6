import { expect, test } from 'vitest';
import { answerKey, moments, type Change } from './moment.ts';

const change = (position: number, code: number, date = `2024-01-0${position + 1}`): Change => ({
  position,
  commit: `c${position}`,
  date,
  answer: { counts: { code, strings: 0, tests: 0 } },
});

test('changes of one commit are one moment, each probe keeps its answer until its next change', () => {
  const line = moments(
    new Map([
      ['a', [change(0, 1), change(2, 0)]],
      ['b', [change(0, 5), change(1, 4), change(2, 3)]],
    ]),
  );
  expect(
    line.map(({ commit, answers }) => [
      commit,
      answers.get('a')?.counts.code,
      answers.get('b')?.counts.code,
    ]),
  ).toEqual([
    ['c0', 1, 5],
    ['c1', 1, 4],
    ['c2', 0, 3],
  ]);
});

test('moments stand in the order of the line, whatever their dates say', () => {
  const line = moments(new Map([['a', [change(10, 2, '2024-01-01'), change(9, 1, '2030-01-01')]]]));
  expect(line.map(({ commit, at }) => [commit, at])).toEqual([
    ['c9', '2024-01-01'],
    ['c10', '2024-01-01'],
  ]);
});

test('a part has answers of its own', () => {
  expect(answerKey('switch', null)).toBe('switch');
  expect(answerKey('switch', 'api')).not.toBe(answerKey('switch', 'cron'));
});
