import { check } from '../internal/check-options.ts';
import { isPromiseLike } from '../internal/maybe-promise.ts';
import { milliseconds, needed, type OptionKind } from '../internal/option-kind.ts';
import { callable } from '../internal/option-object.ts';
import { nextTurn } from '../internal/next-turn.ts';
import { CoroutineRun } from './coroutine.ts';
import { From } from './from.ts';
import { isGenerator, Wait, type Coroutine } from './wait.ts';

const callbackKind = needed(callable);
const delayKind = needed(milliseconds({ least: 0 }));

/** What a killed green thread ends with, as greenlet's GreenletExit. */
export class GreenThreadExit extends Error {
  override readonly name = 'GreenThreadExit';

  constructor() {
    super('the green thread was killed');
  }
}

/** A function that a green thread runs: a coroutine, an async function or a plain one. */
export type GreenFunction<A extends unknown[], T> = (
  ...args: A
) => Generator<unknown, T, never> | PromiseLike<T> | T;

/**
 * A coroutine that runs by itself beside its maker. All of them share the event loop: one runs until
 * it waits (`yield`), and only then another one does.
 */
export class GreenThread<T> {
  readonly #promise: Promise<T>;
  readonly #resolve!: (value: T) => void;
  readonly #reject!: (error: unknown) => void;
  readonly #begin: () => Generator<unknown, T, never> | PromiseLike<T> | T;
  #run: CoroutineRun<T> | undefined;
  #state: 'new' | 'running' | 'dead' = 'new';

  /** @internal Use {@link spawn}. */
  constructor(begin: () => Generator<unknown, T, never> | PromiseLike<T> | T) {
    this.#begin = begin;
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    this.#promise = promise;
    this.#resolve = (value) => {
      this.#state = 'dead';
      resolve(value);
    };
    this.#reject = (error) => {
      this.#state = 'dead';
      // Whoever kills a thread knows that it ends; others must hear of a failure.
      if (error instanceof GreenThreadExit) promise.catch(() => undefined);
      reject(error);
    };
  }

  /** It has ended, one way or the other. */
  get isDead(): boolean {
    return this.#state === 'dead';
  }

  /** @internal */
  start(): void {
    if (this.#state !== 'new') return; // cancelled meanwhile
    this.#state = 'running';
    let result: unknown;
    try {
      result = this.#begin();
    } catch (error) {
      this.#reject(error);
      return;
    }
    if (isGenerator(result)) {
      this.#run = new CoroutineRun<T>(result as Coroutine<T>, this.#resolve, this.#reject);
      this.#run.start();
    } else if (isPromiseLike(result)) {
      result.then(this.#resolve as (value: unknown) => void, this.#reject);
    } else {
      this.#resolve(result as T);
    }
  }

  /** Waits for its result; what it threw is thrown here. */
  wait(): Wait<T> {
    return From(this.#promise);
  }

  /** Calls back when it has ended, however. */
  link(callback: (thread: GreenThread<T>) => void): void {
    check('callback', callbackKind, callback);
    const call = (): void => {
      callback(this);
    };
    this.#promise.then(call, call);
  }

  /**
   * Throws an error in where it waits; one that has not begun never does. An async function cannot be
   * interrupted: it runs on, and its result is not looked at.
   */
  kill(error: unknown = new GreenThreadExit()): void {
    if (this.#state === 'dead') return;
    if (this.#run) this.#run.throwIn(error);
    else this.#reject(error);
  }

  /** Kills it only if it has not begun; true if so. */
  cancel(): boolean {
    if (this.#state !== 'new') return false;
    this.#reject(new GreenThreadExit());
    return true;
  }
}

const threadKind: OptionKind<GreenThread<unknown>> = needed({
  expected: 'a green thread, as spawn gives it',
  accepts: (value): value is GreenThread<unknown> => value instanceof GreenThread,
  fromText: () => undefined,
});

/** Starts a green thread; it begins when its maker waits or ends. */
export function spawn<A extends unknown[], T>(
  callback: GreenFunction<A, T>,
  ...args: A
): GreenThread<T> {
  check('callback', callbackKind, callback);
  const thread = new GreenThread<T>(() => callback(...args));
  queueMicrotask(() => {
    thread.start();
  });
  return thread;
}

/** Starts a green thread after so many milliseconds, unless it is cancelled before. */
export function spawnAfter<A extends unknown[], T>(
  ms: number,
  callback: GreenFunction<A, T>,
  ...args: A
): GreenThread<T> {
  check('ms', delayKind, ms);
  check('callback', callbackKind, callback);
  const thread = new GreenThread<T>(() => callback(...args));
  const timer = setTimeout(() => {
    thread.start();
  }, ms);
  thread.link(() => {
    clearTimeout(timer);
  });
  return thread;
}

/** Lets the others run: for so many milliseconds, or (0) for one turn of the event loop. */
export function sleep(ms = 0): Wait<void> {
  check('ms', delayKind, ms);
  return new Wait<void>((resolve) => {
    if (ms > 0) {
      const timer = setTimeout(resolve, ms);
      return () => {
        clearTimeout(timer);
      };
    }
    let wanted = true;
    nextTurn(() => {
      if (wanted) resolve();
    });
    return () => {
      wanted = false;
    };
  });
}

/** A promise for a green thread's result: from the green world to the other. */
export function wrapGreenThread<T>(thread: GreenThread<T>): Promise<T> {
  check('thread', threadKind, thread);
  return thread.wait().promise();
}

/** A promise's value for a green thread: from the other world to the green one. */
export function linkPromise<T>(promise: PromiseLike<T>): Wait<T> {
  return From(promise);
}
