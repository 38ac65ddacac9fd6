import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Deadlines } from './deadlines.ts';

describe('deadlines', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('pass at their time, in order, unless they are cancelled', () => {
    const plan = fc.array(
      fc.record({ ms: fc.constantFrom(10, 20, 50), startAt: fc.nat(40), cancelled: fc.boolean() }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(plan, (deadlines) => {
        const subject = new Deadlines();
        const begin = performance.now();
        const passed: [number, number][] = [];
        for (const [at, { ms, startAt, cancelled }] of deadlines.entries()) {
          setTimeout(() => {
            const deadline = subject.after(ms, () => passed.push([at, performance.now() - begin]));
            if (cancelled) {
              setTimeout(() => {
                deadline.cancel();
              }, ms - 1);
            }
          }, startAt);
        }
        vi.runAllTimers();
        const expected = deadlines.flatMap(({ ms, startAt, cancelled }, at) =>
          cancelled ? [] : [[at, startAt + ms]],
        );
        expect(passed.toSorted(([a], [b]) => a - b)).toEqual(expected);
        expect(passed.map(([, time]) => time)).toEqual(
          passed.map(([, time]) => time).toSorted((a, b) => a - b),
        );
      }),
    );
  });

  it('of one length share one timer', () => {
    const subject = new Deadlines();
    for (let n = 0; n < 1000; n++) subject.after(60_000, () => undefined);
    expect(vi.getTimerCount()).toBe(1);
  });

  it('may be cancelled twice, and after they have passed', () => {
    const subject = new Deadlines();
    const passed: string[] = [];
    const first = subject.after(10, () => passed.push('first'));
    const second = subject.after(10, () => passed.push('second'));
    first.cancel();
    first.cancel();
    vi.advanceTimersByTime(20);
    second.cancel();
    expect(passed).toEqual(['second']);
  });

  it('may be longer than a timer can be', () => {
    const subject = new Deadlines();
    let passed = false;
    subject.after(2 ** 31 + 1000, () => {
      passed = true;
    });
    vi.advanceTimersByTime(2 ** 31);
    expect(passed).toBe(false);
    vi.advanceTimersByTime(2000);
    expect(passed).toBe(true);
  });
});
