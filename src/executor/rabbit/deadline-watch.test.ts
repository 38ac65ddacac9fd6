import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DeadlineWatch } from './deadline-watch.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('one timer looks at the earliest deadline, then at the next', () => {
  const start = performance.now();
  const looks: number[] = [];
  const left = [start + 300, start + 100, start + 200];
  const watch = new DeadlineWatch((now) => {
    looks.push(now - start);
    const open = left.filter((at) => at > now);
    return open.length === 0 ? undefined : Math.min(...open);
  });
  for (const at of left) watch.add(at);
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(1000);
  expect(looks).toEqual([100, 200, 300]);
  expect(vi.getTimerCount()).toBe(0);
});

test('a deadline that has passed is looked at in the next turn', () => {
  let looks = 0;
  const watch = new DeadlineWatch(() => {
    looks++;
    return undefined;
  });
  watch.add(performance.now() - 5000);
  expect(looks).toBe(0);
  vi.advanceTimersByTime(1);
  expect(looks).toBe(1);
});

test('the time of day set back by an hour changes nothing', () => {
  let looks = 0;
  const watch = new DeadlineWatch(() => {
    looks++;
    return undefined;
  });
  watch.add(performance.now() + 100);
  vi.setSystemTime(Date.now() - 3_600_000);
  vi.advanceTimersByTime(100);
  expect(looks).toBe(1);
});

test('however long a look takes, all of them together take a twentieth of the time', () => {
  let looks = 0;
  const watch = new DeadlineWatch((now) => {
    looks++;
    vi.advanceTimersByTime(10); // what it takes to look at very many
    return now + 11;
  });
  watch.add(performance.now() + 1);
  vi.advanceTimersByTime(1000);
  watch.add(performance.now());
  expect(looks).toBe(6);
  watch.stop();
});
