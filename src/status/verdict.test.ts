import { expect, test } from 'vitest';
import { allOf, anyOf, not, type Verdict } from './verdict.ts';

test.each<[Verdict[], Verdict, Verdict]>([
  [[], true, false],
  [[true, true], true, true],
  [[true, false], false, true],
  [[false, undefined], false, undefined],
  [[undefined, false], false, undefined],
  [[true, undefined], undefined, true],
  [[undefined, true], undefined, true],
  [[undefined], undefined, undefined],
  [[false], false, false],
])('of %j: all %s, any %s', (verdicts, all, any) => {
  expect(allOf(verdicts)).toBe(all);
  expect(anyOf(verdicts)).toBe(any);
});

test('the opposite of unknown is unknown', () => {
  expect([not(true), not(false), not(undefined)]).toEqual([false, true, undefined]);
});
