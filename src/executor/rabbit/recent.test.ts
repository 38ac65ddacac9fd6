import { expect, test } from 'vitest';
import { RecentAcks } from './recent.ts';

test('what was acknowledged on a lost connection is known again, once', () => {
  const recent = new RecentAcks();
  recent.add('a');
  expect(recent.hasDoubts).toBe(false);
  expect(recent.takes('a')).toBe(false);
  recent.lost();
  expect(recent.hasDoubts).toBe(true);
  expect([recent.takes('a'), recent.takes('a'), recent.takes('b')]).toEqual([true, false, false]);
});

test('a message without an id is never taken for a copy', () => {
  const recent = new RecentAcks();
  recent.add(undefined);
  recent.add(null);
  recent.lost();
  expect([recent.takes(undefined), recent.takes(null), recent.hasDoubts]).toEqual([
    false,
    false,
    false,
  ]);
});

test('only so many are remembered: the last ones', () => {
  const recent = new RecentAcks();
  for (let at = 0; at < 5000; at++) recent.add(String(at));
  recent.lost();
  expect([recent.takes('4999'), recent.takes('3976'), recent.takes('3975')]).toEqual([
    true,
    true,
    false,
  ]);
});

test('an id is among the recent ones on whatever connection it was acknowledged', () => {
  const recent = new RecentAcks();
  recent.add('a');
  expect([recent.has('a'), recent.has('b'), recent.has(undefined)]).toEqual([true, false, false]);
});
