import { capacityKind } from '../executors/executor.ts';
import { check } from '../internal/check-options.ts';
import { needed } from '../internal/option-kind.ts';
import { callable } from '../internal/option-object.ts';
import { Semaphore } from './semaphore.ts';
import { spawn, type GreenFunction, type GreenThread } from './thread.ts';
import type { Wait } from './wait.ts';
import { Waiters } from './waiters.ts';

/** At most so many green threads at once; `spawn` waits while all are in use: back-pressure. */
export class GreenPool {
  readonly size: number;
  readonly #places: Semaphore;
  readonly #idle = new Waiters<void>();
  #running = 0;

  /** @throws {TypeError} */
  constructor(size = 1000) {
    check('size', capacityKind, size);
    this.size = size;
    this.#places = new Semaphore(size);
  }

  get running(): number {
    return this.#running;
  }

  get free(): number {
    return this.#places.free;
  }

  /** Those that wait in {@link spawn}. */
  get waiting(): number {
    return this.#places.waiting;
  }

  /** `const thread = yield* pool.spawn(callback, …)`: waits for a place, then starts it. */
  *spawn<A extends unknown[], T>(
    callback: GreenFunction<A, T>,
    ...args: A
  ): Generator<Wait<void>, GreenThread<T>, void> {
    check('callback', needed(callable), callback);
    yield* this.#places.acquire();
    this.#running += 1;
    const thread = spawn(callback, ...args);
    thread.link(() => {
      this.#running -= 1;
      this.#places.release();
      if (this.#running === 0) this.#idle.wakeAll();
    });
    return thread;
  }

  /** Waits until none is running. */
  waitAll(): Wait<void> {
    return this.#idle.wait(() => (this.#running === 0 ? { value: undefined } : undefined));
  }
}
