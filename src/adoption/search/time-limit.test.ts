import { expect, it } from 'vitest';
import { withinTime } from './time-limit.ts';

it('a job that comes to its end is done once, and says so', () => {
  let times = 0;
  expect(withinTime(() => times++)).toBe(true);
  expect(times).toBe(1);
});

it('a job that computes without end is ended after its limit of computing', () => {
  const limitMs = 100;
  const before = process.cpuUsage();
  expect(withinTime(() => /^(?:a|a)+$/.test(`${'a'.repeat(60)}b`), limitMs)).toBe(false);
  const { user, system } = process.cpuUsage(before);
  expect(user + system).toBeGreaterThanOrEqual(limitMs * 900);
  // The next job has its own time.
  expect(withinTime(() => undefined, limitMs)).toBe(true);
});

it('what a job throws is no matter of time', () => {
  const fail = () => {
    throw new TypeError('no');
  };
  expect(() => withinTime(fail)).toThrow(new TypeError('no'));
});
