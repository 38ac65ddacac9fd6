import { describe, expect, it } from 'vitest';
import { asyncExecutor, blockingExecutor, SlotExecutor } from './slot-executor.ts';

const neverAborts = new AbortController().signal;

function gate(): { promise: Promise<string>; open: (value: string) => void } {
  const { promise, resolve } = Promise.withResolvers<string>();
  return { promise, open: resolve };
}

describe('the executors of the event loop', () => {
  it('run as many tasks at once as they have places, the others in the order of arrival', async () => {
    const executor = asyncExecutor({ poolSize: 2 });
    const gates = [gate(), gate(), gate(), gate()];
    const begun: number[] = [];
    const results = gates.map(async ({ promise }, at) => {
      const task = (): Promise<string> => {
        begun.push(at);
        return promise;
      };
      return await executor.submit(task, neverAborts);
    });
    expect(begun).toEqual([0, 1]);
    gates[1]?.open('b');
    await results[1];
    expect(begun).toEqual([0, 1, 2]);
    for (const [at, { open }] of gates.entries()) open(`late ${at}`);
    expect(await Promise.all(results)).toEqual(['late 0', 'b', 'late 2', 'late 3']);
  });

  it('run one at a time when they block', async () => {
    const executor = blockingExecutor({ poolSize: 99 });
    expect(executor.capacity).toBe(1);
    const log: string[] = [];
    const task = (name: string) => async (): Promise<void> => {
      log.push(`${name} begins`);
      await Promise.resolve();
      log.push(`${name} ends`);
    };
    await Promise.all(
      ['a', 'b'].map(async (name) => {
        await executor.submit(task(name), neverAborts);
      }),
    );
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('give the result of a plain function at once', () => {
    expect(asyncExecutor().submit(() => 5, neverAborts)).toBe(5);
  });

  it('free the place of a task that throws, whatever it throws and when', async () => {
    const executor = new SlotExecutor(1);
    await expect(
      executor.submit(() => {
        throw new Error('at once');
      }, neverAborts),
    ).rejects.toThrow('at once');
    await expect(
      executor.submit(() => Promise.reject(new Error('later')), neverAborts),
    ).rejects.toThrow('later');
    expect(executor.submit(() => 'free', neverAborts)).toBe('free');
  });

  it('free the place once of a promise of another kind that throws, or calls back twice', async () => {
    const executor = new SlotExecutor(1);
    const throwing = {
      then: () => {
        throw new Error('no promise');
      },
    };
    const twice = {
      then: (resolve: (value: number) => void) => {
        resolve(1);
        resolve(2);
      },
    };
    await expect(executor.submit(() => throwing as never, neverAborts)).rejects.toThrow(
      'no promise',
    );
    expect(await executor.submit(() => twice as never, neverAborts)).toBe(1);
    const { promise, open } = gate();
    const last = executor.submit(() => promise, neverAborts);
    let hasBegun = false;
    const next = executor.submit(() => (hasBegun = true), neverAborts);
    expect(hasBegun).toBe(false);
    open('done');
    await Promise.all([last, next]);
    expect(hasBegun).toBe(true);
  });

  it('never start a task whose signal aborts while it waits', async () => {
    const executor = new SlotExecutor(1);
    const { promise, open } = gate();
    const first = executor.submit(() => promise, neverAborts);
    const controller = new AbortController();
    const begun: string[] = [];
    const aborted = executor.submit(() => begun.push('aborted'), controller.signal);
    const next = executor.submit(() => begun.push('next'), neverAborts);
    controller.abort(new Error('not wanted'));
    await expect(aborted).rejects.toThrow('not wanted');
    await expect(executor.submit(() => begun.push('too late'), controller.signal)).rejects.toThrow(
      'not wanted',
    );
    open('done');
    await Promise.all([first, next]);
    expect(begun).toEqual(['next']);
  });

  it('close when all that they took has ended, and take no more', async () => {
    const executor = new SlotExecutor(1);
    const { promise, open } = gate();
    const log: string[] = [];
    const running = Promise.resolve(executor.submit(() => promise, neverAborts)).then(() =>
      log.push('ran'),
    );
    const waiting = Promise.resolve(executor.submit(() => 'w', neverAborts)).then(() =>
      log.push('waited'),
    );
    const closed = executor.close().then(() => log.push('closed'));
    await expect(executor.submit(() => 1, neverAborts)).rejects.toThrow('The executor is closed.');
    expect(log).toEqual([]);
    open('');
    await Promise.all([running, waiting, closed]);
    expect(log.toSorted()).toEqual(['closed', 'ran', 'waited']);
    await executor.close();
  });

  it.each([0, -1, 1.5, NaN])('cannot have %s places', (poolSize) => {
    expect(() => asyncExecutor({ poolSize })).toThrow(
      `Expected \`poolSize\` to be an integer >= 1, or Infinity, got ${poolSize} (number).`,
    );
  });
});
