import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { drive } from './coroutine.ts';
import { Event } from './event.ts';
import { GreenPool } from './pool.ts';
import { Queue } from './queue.ts';
import { Semaphore } from './semaphore.ts';
import { GreenThreadExit, sleep, spawn, spawnAfter } from './thread.ts';
import { withTimeout } from './timeout.ts';
import { From } from './from.ts';
import { isGenerator, Return, type Coroutine } from './wait.ts';
import { GreenTimeout } from './waiters.ts';

describe('green threads', () => {
  let log: unknown[];

  beforeEach(() => {
    vi.useFakeTimers();
    log = [];
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  const advance = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

  it('switch only where they wait', async () => {
    const worker = function* (name: string): Coroutine<void> {
      for (let n = 0; n < 3; n++) {
        log.push(`${name}${n}`);
        log.push(`${name}${n}'`);
        yield* sleep(10);
      }
    };
    const threads = [spawn(worker, 'a'), spawn(worker, 'b')];
    expect(log).toEqual([]);
    await advance(100);
    expect(log.join(' ')).toBe("a0 a0' b0 b0' a1 a1' b1 b1' a2 a2' b2 b2'");
    expect(threads.every((thread) => thread.isDead)).toBe(true);
  });

  it('run plain and async functions too', async () => {
    expect(await spawn((x: number) => x + 1, 1).wait()).toBe(2);
    expect(await spawn((x: number) => Promise.resolve(x + 1), 1).wait()).toBe(2);
    await expect(
      spawn(() => {
        throw new RangeError('plain');
      }).wait(),
    ).rejects.toThrow('plain');
  });

  it('bring their error to whoever waits, in both worlds', async () => {
    const fail = function* (): Coroutine<never> {
      yield* sleep();
      throw new RangeError('inside');
    };
    const catching = spawn(function* (): Coroutine<string> {
      try {
        return yield* spawn(fail).wait();
      } catch (error) {
        return `caught ${(error as Error).message}`;
      }
    });
    expect(await catching.wait()).toBe('caught inside');
    await expect(spawn(fail).wait()).rejects.toThrow('inside');
  });

  it('are killed where they wait, and may clean up', async () => {
    const thread = spawn(function* (): Coroutine<void> {
      try {
        yield* sleep(1000);
      } catch (error) {
        log.push((error as Error).name);
        throw error;
      } finally {
        yield* sleep(10);
        log.push('clean');
      }
    });
    thread.link(() => log.push('linked'));
    await advance(1);
    thread.kill();
    await advance(20);
    expect(log).toEqual(['GreenThreadExit', 'clean', 'linked']);
    await expect(thread.wait()).rejects.toBeInstanceOf(GreenThreadExit);
  });

  it('never begin when they are cancelled before', async () => {
    const now = spawn(() => log.push('now'));
    const later = spawnAfter(100, () => log.push('later'));
    const kept = spawnAfter(100, () => log.push('kept'));
    expect([now.cancel(), later.cancel()]).toEqual([true, true]);
    await advance(200);
    expect(log).toEqual(['kept']);
    expect(kept.cancel()).toBe(false);
  });

  it('return by throwing Return, from any depth', async () => {
    const inner = function* (): Coroutine<number> {
      yield From(Promise.resolve());
      throw new Return(7);
    };
    const outer = function* (): Coroutine<number> {
      const value: number = yield* From(inner());
      return value + 1;
    };
    expect(await drive(outer())).toBe(8);
  });

  it('take only generators for coroutines', () => {
    const values: unknown[] = [
      [],
      [].values(),
      new Map().entries(),
      'text'[Symbol.iterator](),
      null,
    ];
    expect(values.filter(isGenerator)).toEqual([]);
    expect(isGenerator(sleep()[Symbol.iterator]())).toBe(true);
    expect(() => From([1] as never)).toThrow(
      'Expected a promise or a coroutine to wait for, got a list.',
    );
    expect(() => From(5 as never)).toThrow('got number');
  });

  it('are returned from when an abort is not heeded', async () => {
    const controller = new AbortController();
    const deaf = function* (): Coroutine<void> {
      try {
        for (;;) {
          try {
            yield* sleep(100);
          } catch {
            log.push('went on');
          }
        }
      } finally {
        log.push('ended');
      }
    };
    const driven = expect(drive(deaf(), controller.signal)).rejects.toThrow('stop');
    await advance(50);
    controller.abort(new Error('stop'));
    await advance(2000);
    await driven;
    expect(log).toEqual(['went on', 'ended']);
  });

  it('are not begun when the signal has aborted already', async () => {
    const never = function* (): Coroutine<void> {
      log.push('begun');
      yield* sleep();
    };
    await expect(drive(never(), AbortSignal.abort(new Error('no')))).rejects.toThrow('no');
    expect(log).toEqual([]);
  });

  it('hear of an abort that they caused themselves at their next wait', async () => {
    const controller = new AbortController();
    const self = function* (): Coroutine<void> {
      controller.abort(new Error('by myself'));
      log.push('still running');
      yield* sleep();
      log.push('not reached');
    };
    await expect(drive(self(), controller.signal)).rejects.toThrow('by myself');
    expect(log).toEqual(['still running']);
  });
});

describe('what green threads wait for', () => {
  let log: unknown[];

  beforeEach(() => {
    vi.useFakeTimers();
    log = [];
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  const advance = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

  it('an event wakes all, now and later, with its value or its error', async () => {
    const event = new Event<number>();
    const wait = function* (): Coroutine<void> {
      log.push(yield* event.wait());
    };
    spawn(wait);
    spawn(wait);
    await advance(1);
    event.send(5);
    expect(() => {
      event.send(6);
    }).toThrow('sent already');
    await advance(1);
    expect(log).toEqual([5, 5]);
    expect(await event.wait()).toBe(5);
    event.reset();
    event.sendError(new Error('bad'));
    await expect(event.wait()).rejects.toThrow('bad');
    await expect(spawn(wait).wait()).rejects.toThrow('bad');
  });

  it('waiting can have a limit', async () => {
    const event = new Event();
    const waiting = expect(event.wait(50)).rejects.toBeInstanceOf(GreenTimeout);
    await advance(50);
    await waiting;
    event.send();
    const slow = function* (): Coroutine<void> {
      try {
        yield* sleep(1000);
      } finally {
        log.push('cleaned');
      }
    };
    const limited = expect(withTimeout(20, slow)).rejects.toThrow('timed out after 20 ms');
    await advance(30);
    await limited;
    expect(log).toEqual(['cleaned']);
    expect(await withTimeout(20, () => 'quick')).toBe('quick');
  });

  it('a queue holds back who puts, and lets wait who gets', async () => {
    const queue = new Queue<number>(2);
    const done = spawn(function* (): Coroutine<void> {
      for (let n = 0; n < 5; n++) {
        yield* queue.put(n);
        log.push(`put ${n}`);
      }
    });
    await advance(1);
    expect(log).toEqual(['put 0', 'put 1']);
    expect([queue.isFull, queue.tryPut(9)]).toEqual([true, false]);
    const got: number[] = [];
    spawn(function* (): Coroutine<void> {
      while (got.length < 5) {
        got.push(yield* queue.get());
        queue.taskDone();
      }
    });
    await done.wait();
    await queue.join();
    expect(got).toEqual([0, 1, 2, 3, 4]);
    expect([queue.size, queue.tryGet()]).toEqual([0, undefined]);
    expect(() => {
      queue.taskDone();
    }).toThrow('more often than put()');
  });

  it('nothing is lost when one is killed between being woken and running', async () => {
    const queue = new Queue<string>(1);
    const lock = new Semaphore(1);
    const getter = spawn(function* (): Coroutine<void> {
      log.push(yield* queue.get());
    });
    await lock.acquire();
    const locker = spawn(function* (): Coroutine<void> {
      yield* lock.acquire();
      log.push('locked');
    });
    await advance(1);
    queue.tryPut('item');
    getter.kill();
    lock.release();
    locker.kill();
    await advance(1);
    expect(log).toEqual([]);
    expect([queue.tryGet(), lock.free, lock.waiting]).toEqual(['item', 1, 0]);
    // And a place in a full queue that was promised to one who was killed goes to the next.
    queue.tryPut('first');
    const killed = spawn(() => queue.put('killed'));
    const next = spawn(() => queue.put('next'));
    await advance(1);
    queue.tryGet();
    killed.kill();
    await next.wait();
    expect(queue.tryGet()).toBe('next');
  });

  it('a pool runs so many at once, and holds back who spawns', async () => {
    const pool = new GreenPool(2);
    const work = function* (name: string): Coroutine<void> {
      log.push(`${name} begins`);
      yield* sleep(10);
      log.push(`${name} ends`);
    };
    spawn(function* (): Coroutine<void> {
      for (const name of ['a', 'b', 'c']) yield* pool.spawn(work, name);
      log.push('all spawned');
    });
    await advance(1);
    expect([log, pool.running, pool.free, pool.waiting]).toEqual([
      ['a begins', 'b begins'],
      2,
      0,
      1,
    ]);
    const idle = pool.waitAll().then(() => log.push('idle'));
    await advance(50);
    await idle;
    expect(log.slice(2).map(String).toSorted()).toEqual(
      ['a ends', 'all spawned', 'b ends', 'c begins', 'c ends', 'idle'].toSorted(),
    );
    expect(log.at(-1)).toBe('idle');
    expect([pool.running, pool.free]).toEqual([0, 2]);
  });

  it('sizes must make sense', () => {
    expect(() => new GreenPool(0)).toThrow(TypeError);
    expect(() => new Queue(0)).toThrow(TypeError);
    expect(() => new Semaphore(-1)).toThrow(TypeError);
  });
});
