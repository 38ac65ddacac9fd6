import type { Wait } from './wait.ts';
import { Waiters } from './waiters.ts';

/** One value (or error) for any number of green threads; may be sent once until it is reset. */
export class Event<T = void> {
  readonly #waiters = new Waiters<T>();
  #outcome: { readonly value: T } | { readonly error: unknown } | undefined;

  /** Something was sent. */
  get isReady(): boolean {
    return this.#outcome !== undefined;
  }

  /** @throws {Error} it was sent already */
  send(value: T): void {
    this.#settle({ value });
    this.#waiters.wakeAll(value);
  }

  /** Throws the error in all that wait, now and later. */
  sendError(error: unknown): void {
    this.#settle({ error });
    this.#waiters.failAll(error);
  }

  #settle(outcome: { readonly value: T } | { readonly error: unknown }): void {
    if (this.#outcome) throw new Error('The event was sent already; reset it first.');
    this.#outcome = outcome;
  }

  /** @throws {GreenTimeout} in the one that waits, after `timeoutMs` */
  wait(timeoutMs?: number): Wait<T> {
    return this.#waiters.wait(() => {
      const outcome = this.#outcome;
      if (!outcome || 'value' in outcome) return outcome;
      throw outcome.error;
    }, timeoutMs);
  }

  reset(): void {
    this.#outcome = undefined;
  }
}
