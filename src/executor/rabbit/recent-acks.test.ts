import { expect, test } from 'vitest';
import { RecentAcks, type PossibleRepeat } from './recent-acks.ts';

function delivery(id: unknown, marks: Partial<PossibleRepeat> = {}): PossibleRepeat {
  return { id, redelivered: false, isDoubtful: false, ...marks };
}

const redelivered = (id: unknown) => delivery(id, { redelivered: true });
const republished = (id: unknown) => delivery(id, { isDoubtful: true });

test('what was acknowledged on a lost connection is known when it is redelivered, once', () => {
  const recent = new RecentAcks();
  recent.add('a');
  expect(recent.isRepeat(redelivered('a'), [])).toBe(false);
  recent.lost();
  expect(recent.isRepeat(redelivered('b'), [])).toBe(false);
  const twice = [redelivered('a'), redelivered('a')];
  expect(twice.map((one) => recent.isRepeat(one, []))).toEqual([true, false]);
});

test('what was published again is known if the first copy was acknowledged or is in hand', () => {
  const recent = new RecentAcks();
  recent.add('a');
  const first = delivery('b');
  const copies = [republished('a'), republished('b'), republished('c'), delivery('a')];
  expect(copies.map((copy) => recent.isRepeat(copy, [first, copy]))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('a message without an id is never taken for a copy', () => {
  const recent = new RecentAcks();
  recent.add(undefined);
  recent.add(null);
  recent.lost();
  const marked = { redelivered: true, isDoubtful: true };
  const nameless = [undefined, null].map((id) => delivery(id, marked));
  expect(nameless.map((one) => recent.isRepeat(one, nameless))).toEqual([false, false]);
});

test('only so many are remembered: the last ones', () => {
  const recent = new RecentAcks();
  for (let at = 0; at < 5000; at++) recent.add(String(at));
  recent.lost();
  const copies = ['4999', '3976', '3975'].map(redelivered);
  expect(copies.map((copy) => recent.isRepeat(copy, []))).toEqual([true, true, false]);
});

test('after a loss the first deliveries are looked at whatever their marks say', () => {
  const recent = new RecentAcks();
  recent.add('a');
  recent.lost();
  expect(recent.isRepeat(delivery('a'), [])).toBe(true);
  expect(recent.isRepeat(delivery('a'), [])).toBe(false);
});

test('much later, only what is marked is looked at', () => {
  const recent = new RecentAcks();
  recent.add('a');
  recent.lost();
  for (let at = 0; at < 1024; at++) recent.isRepeat(delivery(`other ${at}`), []);
  expect(recent.isRepeat(delivery('a'), [])).toBe(false);
  expect(recent.isRepeat(redelivered('a'), [])).toBe(true);
});
