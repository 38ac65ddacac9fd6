import { MessagingServerError } from '../errors.ts';
import { Fifo } from '../internal/fifo.ts';
import { isPromiseLike, rejected, type MaybePromise } from '../internal/maybe-promise.ts';
import { check, checkOptions } from '../internal/check-options.ts';
import { needed } from '../internal/option-kind.ts';
import { abortSignal, callable } from '../internal/option-object.ts';
import {
  capacityKind,
  defaultPoolSize,
  executorOptionKinds,
  type Executor,
  type ExecutorOptions,
  type Places,
} from './executor.ts';

const taskKind = needed(callable);

interface Waiting {
  readonly start: () => void;
}

/**
 * Runs tasks on the event loop, so many at once; the others wait in the order of their arrival.
 * With one place it is the `blocking` executor, with more the `async` one.
 */
export class SlotExecutor implements Executor {
  readonly capacity: number;
  readonly ignoresSignal = true;
  readonly #waiting = new Fifo<Waiting>();
  #running = 0;
  #closed = false;
  #idle: (() => void)[] = [];

  /** @throws {TypeError} for a capacity that is no positive integer (nor Infinity) */
  constructor(capacity: number) {
    check('capacity', capacityKind, capacity);
    this.capacity = capacity;
  }

  submit<T>(task: () => MaybePromise<T>, signal?: AbortSignal): MaybePromise<T> {
    check('task', taskKind, task);
    check('signal', abortSignal, signal);
    if (this.#closed) return Promise.reject(new MessagingServerError('The executor is closed.'));
    if (this.#running < this.capacity) return this.#run(task);
    return new Promise<T>((resolve, reject) => {
      const abandon = (): void => {
        if (this.#waiting.delete(entry)) reject(signal?.reason as Error);
      };
      const entry: Waiting = {
        start: () => {
          signal?.removeEventListener('abort', abandon);
          resolve(this.#run(task));
        },
      };
      if (signal?.aborted === true) {
        reject(signal.reason as Error);
        return;
      }
      signal?.addEventListener('abort', abandon, { once: true });
      this.#waiting.push(entry);
    });
  }

  /** @internal */
  get places(): Places {
    return this;
  }

  /** @internal */
  enter(): boolean {
    if (this.#closed || this.#running >= this.capacity) return false;
    this.#running += 1;
    return true;
  }

  /** @internal */
  leave(): void {
    this.#running -= 1;
    const next = this.#waiting.shift();
    if (next) next.start();
    else if (this.#running === 0) this.#wakeIdle();
  }

  #run<T>(task: () => MaybePromise<T>): MaybePromise<T> {
    this.#running += 1;
    let result: MaybePromise<T>;
    let isPromise: boolean;
    try {
      result = task();
      isPromise = isPromiseLike<T>(result);
    } catch (error) {
      this.leave();
      return rejected(error);
    }
    if (!isPromise) {
      this.leave();
      return result;
    }
    // One of another kind is adopted: it may throw, or call back twice.
    return (Promise.resolve(result) as Promise<T>).then(
      (value) => {
        this.leave();
        return value;
      },
      (error: unknown) => {
        this.leave();
        throw error;
      },
    );
  }

  #wakeIdle(): void {
    const idle = this.#idle;
    this.#idle = [];
    for (const wake of idle) wake();
  }

  close(): Promise<void> {
    this.#closed = true;
    if (this.#running === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#idle.push(resolve);
    });
  }
}

/** `blocking`: one message at a time, in the order of arrival. */
export function blockingExecutor(options: ExecutorOptions = {}): Executor {
  checkOptions('the executor', options, executorOptionKinds);
  return new SlotExecutor(1);
}

/** `async`: plain and async functions, at most `poolSize` at once. */
export function asyncExecutor(options: ExecutorOptions = {}): Executor {
  checkOptions('the executor', options, executorOptionKinds);
  return new SlotExecutor(options.poolSize ?? defaultPoolSize);
}
