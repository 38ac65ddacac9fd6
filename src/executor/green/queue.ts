import { capacityKind } from '../executors/executor.ts';
import { check } from '../internal/check-options.ts';
import { Fifo } from '../internal/fifo.ts';
import type { Wait } from './wait.ts';
import { Waiters, waitKind } from './waiters.ts';

/** A queue between green threads; `put` waits while it is full, `get` while it is empty. */
export class Queue<T> {
  readonly maxSize: number;
  readonly #items = new Fifo<T>();
  readonly #getters = new Waiters<T>();
  readonly #putters = new Waiters<void>();
  readonly #joiners = new Waiters<void>();
  #unfinished = 0;
  /** Places promised to putters that were woken and have not run yet. */
  #reserved = 0;

  /**
   * @param maxSize most items that wait in it; default: any number
   * @throws {TypeError}
   */
  constructor(maxSize = Infinity) {
    check('maxSize', capacityKind, maxSize);
    this.maxSize = maxSize;
  }

  get size(): number {
    return this.#items.length;
  }

  get isFull(): boolean {
    return this.#items.length + this.#reserved >= this.maxSize;
  }

  /** Puts an item without waiting; false if the queue is full. */
  tryPut(item: T): boolean {
    if (this.isFull) return false;
    this.#add(item);
    return true;
  }

  /** @throws {GreenTimeout} in the one that waits, after `timeoutMs` */
  *put(item: T, timeoutMs?: number): Generator<Wait<void>, void, void> {
    check('timeoutMs', waitKind, timeoutMs);
    if (this.isFull) {
      yield* this.#putters.wait(
        () => undefined,
        timeoutMs,
        () => {
          this.#reserved -= 1;
          this.#offerPlace();
        },
      );
      this.#reserved -= 1;
    }
    this.#add(item);
  }

  #offerPlace(): void {
    if (this.#putters.wakeOne()) this.#reserved += 1;
  }

  #add(item: T): void {
    this.#unfinished += 1;
    if (!this.#getters.wakeOne(item)) this.#items.push(item);
  }

  /** Takes an item without waiting; undefined if there is none. */
  tryGet(): T | undefined {
    const item = this.#items.shift();
    if (item !== undefined) this.#offerPlace();
    return item;
  }

  /** @throws {GreenTimeout} in the one that waits, after `timeoutMs` */
  get(timeoutMs?: number): Wait<T> {
    const begin = (): { value: T } | undefined =>
      this.#items.length === 0 ? undefined : { value: this.tryGet() as T };
    return this.#getters.wait(begin, timeoutMs, (item) => {
      if (!this.#getters.wakeOne(item)) this.#items.unshift(item);
    });
  }

  /** An item that was taken is done with. */
  taskDone(): void {
    if (this.#unfinished === 0) throw new Error('taskDone() was called more often than put().');
    this.#unfinished -= 1;
    if (this.#unfinished === 0) this.#joiners.wakeAll();
  }

  /** Waits until everything that was put is done with. */
  join(): Wait<void> {
    return this.#joiners.wait(() => (this.#unfinished === 0 ? { value: undefined } : undefined));
  }
}
