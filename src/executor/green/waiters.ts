import { Fifo } from '../internal/fifo.ts';
import { check } from '../internal/check-options.ts';
import { milliseconds } from '../internal/option-kind.ts';
import { Wait } from './wait.ts';

/** How long a green thread waits. */
export const waitKind = milliseconds({ least: 0 });

interface Waiter<T> {
  readonly give: (value: T) => void;
  readonly fail: (error: unknown) => void;
}

/** The wait took too long. */
export class GreenTimeout extends Error {
  override readonly name = 'GreenTimeout';
  readonly timeoutMs: number;

  constructor(timeoutMs: number) {
    super(`timed out after ${timeoutMs} ms`);
    this.timeoutMs = timeoutMs;
  }
}

/** Green threads in the order in which they began to wait for something. */
export class Waiters<T> {
  readonly #waiting = new Fifo<Waiter<T>>();

  get length(): number {
    return this.#waiting.length;
  }

  /**
   * Waits in line.
   * @param begin has the value at once, or undefined
   * @param giveBack takes a value back that was given to one who was interrupted before it could run
   */
  wait(
    begin: () => { readonly value: T } | undefined,
    timeoutMs?: number,
    giveBack?: (value: T) => void,
  ): Wait<T> {
    check('timeoutMs', waitKind, timeoutMs);
    return new Wait<T>((resolve, reject) => {
      const ready = begin();
      if (ready) {
        resolve(ready.value);
        return () => undefined;
      }
      let timer: ReturnType<typeof setTimeout> | undefined;
      let given: { readonly value: T } | undefined;
      let isOver = false;
      const waiter: Waiter<T> = {
        give: (value) => {
          clearTimeout(timer);
          given = { value };
          queueMicrotask(() => {
            if (isOver) return;
            isOver = true;
            resolve(value);
          });
        },
        fail: (error) => {
          clearTimeout(timer);
          queueMicrotask(() => {
            if (!isOver) reject(error);
          });
        },
      };
      if (timeoutMs !== undefined) {
        timer = setTimeout(() => {
          this.#waiting.delete(waiter);
          isOver = true;
          reject(new GreenTimeout(timeoutMs));
        }, timeoutMs);
      }
      this.#waiting.push(waiter);
      return () => {
        clearTimeout(timer);
        if (isOver) return;
        isOver = true;
        if (given) giveBack?.(given.value);
        else this.#waiting.delete(waiter);
      };
    });
  }

  /** Wakes the one that waits longest, in a turn of its own; false if none waits. */
  wakeOne(value: T): boolean {
    const waiter = this.#waiting.shift();
    waiter?.give(value);
    return waiter !== undefined;
  }

  wakeAll(value: T): void {
    while (this.wakeOne(value));
  }

  failAll(error: unknown): void {
    for (const waiter of this.#waiting.drain()) waiter.fail(error);
  }
}
