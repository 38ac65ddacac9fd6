import { check } from '../internal/check-options.ts';
import { integer } from '../internal/option-kind.ts';
import type { Wait } from './wait.ts';
import { Waiters } from './waiters.ts';

/** So many at once; with one, a lock. The first to ask is the first to get it. */
export class Semaphore {
  readonly #waiters = new Waiters<void>();
  #free: number;

  /** @throws {TypeError} */
  constructor(count = 1) {
    check('count', integer({ least: 0 }), count);
    this.#free = count;
  }

  get free(): number {
    return this.#free;
  }

  /** Green threads that wait for it. */
  get waiting(): number {
    return this.#waiters.length;
  }

  /** @throws {GreenTimeout} in the one that waits, after `timeoutMs` */
  acquire(timeoutMs?: number): Wait<void> {
    const begin = (): { value: undefined } | undefined => {
      if (this.#free === 0) return undefined;
      this.#free -= 1;
      return { value: undefined };
    };
    return this.#waiters.wait(begin, timeoutMs, () => {
      this.release();
    });
  }

  release(): void {
    if (!this.#waiters.wakeOne()) this.#free += 1;
  }
}
