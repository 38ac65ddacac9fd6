import { expect, test } from 'vitest';
import { countFaults, fewOfEachFile, moreFaults, mostFaults, type Problem } from './problem.ts';

const fault = (file: string, line: number): Problem => ({
  file,
  line,
  column: 1,
  message: 'wrong',
  hint: '',
  code: 'schema',
});
const faults = (file: string, count: number) =>
  Array.from({ length: count }, (_, i) => fault(file, i + 1));

test('of each file so many faults are told, and how many more it has', () => {
  const all = [...faults('a', mostFaults), ...faults('b', mostFaults + 2), fault('c', 1)];
  const told = fewOfEachFile(all);
  expect(told.map(({ file }) => file)).toEqual([
    ...Array.from({ length: mostFaults }, () => 'a'),
    ...Array.from({ length: mostFaults + 1 }, () => 'b'),
    'c',
  ]);
  expect(told.at(-2)).toMatchObject({ line: mostFaults, message: 'and 2 more faults', more: 2 });
  expect(countFaults(told)).toBe(all.length);
});

test('what was counted before is counted on, and told once', () => {
  const counted = [moreFaults(fault('a', 1), 7), ...faults('a', mostFaults + 1), fault('b', 1)];
  const told = fewOfEachFile(counted);
  expect(told).toHaveLength(mostFaults + 2);
  expect(told[mostFaults]?.message).toBe('and 8 more faults');
  expect(fewOfEachFile(told)).toEqual(told);
  expect(fewOfEachFile([moreFaults(fault('a', 1), 1)])).toEqual([
    expect.objectContaining({ message: 'and 1 more fault', more: 1 }),
  ]);
});
