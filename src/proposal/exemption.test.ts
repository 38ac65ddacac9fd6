import { expect, test } from 'vitest';
import { exemptionOf, exemptionSchema } from './exemption.ts';

const granted = (more: object = {}) =>
  exemptionSchema.parse({
    ...{ exempts: ['alpha'], date: '2026-05-01', by: 'The council', until: '2026-06-01' },
    ...{ reason: 'R.', where: 'Minutes', ...more },
  });
const on = (day: string, all = [granted()], stage = 'ready') =>
  exemptionOf(all, { project: 'alpha', stage, day });

test('it holds from the day on which it was granted to its last day, both included', () => {
  const days = ['2026-04-30', '2026-05-01', '2026-06-01', '2026-06-02'];
  expect(days.map((day) => on(day) !== undefined)).toEqual([false, true, true, false]);
});

test('one without a stage is from every stage, one with a stage from that one', () => {
  const one = granted({ stage: 'ready' });
  expect(on('2026-05-02', [one])).toBe(one);
  expect(on('2026-05-02', [one], 'removed')).toBeUndefined();
  expect(on('2026-05-02', [granted()], 'removed')).toBeDefined();
});

test('it is of the projects that it names', () => {
  expect(on('2026-05-02', [granted({ exempts: ['beta'] })])).toBeUndefined();
  expect(on('2026-05-02', [granted({ exempts: ['beta', 'alpha'] })])).toBeDefined();
});

test('of several the one that holds longest counts, among those that hold on that day', () => {
  const long = granted({ until: '2026-09-01' });
  const later = granted({ date: '2026-08-01', until: '2027-01-01' });
  expect(on('2026-05-02', [granted(), long, later])).toBe(long);
  expect(on('2026-05-02', [long, granted(), later])).toBe(long);
  expect(on('2026-08-01', [granted(), long, later])).toBe(later);
});

test('it says who granted it, until when, why and where that is recorded', () => {
  for (const key of ['by', 'until', 'reason', 'where', 'date', 'exempts']) {
    const rest = Object.entries(granted()).filter(([name]) => name !== key);
    expect(exemptionSchema.safeParse(Object.fromEntries(rest)).success, key).toBe(false);
  }
});
