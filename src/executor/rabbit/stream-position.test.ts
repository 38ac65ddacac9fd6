import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StreamPosition } from './stream-position.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_400 });
});
afterEach(() => {
  vi.useRealTimers();
});

test('begins with what comes next', () => {
  expect(new StreamPosition().argument()).toBe('next');
});

test('goes on behind the last message that was dealt with, in whatever order', () => {
  const position = new StreamPosition();
  position.argument();
  for (const offset of [4, 6, 5, undefined]) position.passed(offset);
  expect(position.argument()).toBe(7);
});

test('goes on from its start as long as no message came', () => {
  const position = new StreamPosition();
  position.argument();
  vi.setSystemTime(1_900_000);
  expect(position.argument()).toEqual({ '!': 'timestamp', value: 1000 });
});

test('goes on from the moment in which the stream was deleted', () => {
  const position = new StreamPosition();
  position.argument();
  position.passed(4);
  vi.setSystemTime(2_000_900);
  position.reset();
  expect(position.argument()).toEqual({ '!': 'timestamp', value: 2000 });
  position.passed(0);
  expect(position.argument()).toBe(1);
});
