import type { Deadline, Deadlines } from '../deadlines.ts';
import type { MaybePromise } from '../maybe-promise.ts';

/** One message, or one batch, between its arrival at the executor and its end. */
export abstract class Work {
  readonly #deadlines: Deadlines;
  readonly #expirationMs: number;
  readonly #controller = new AbortController();
  #deadline: Deadline | undefined;
  #ended = false;

  /** @param expirationMs after which nobody wants the result any more; Infinity for never */
  constructor(deadlines: Deadlines, expirationMs: number) {
    this.#deadlines = deadlines;
    this.#expirationMs = expirationMs;
  }

  /** Does it. Never throws, never rejects. */
  abstract run(): MaybePromise<void>;

  /** It will not be finished in time: answers a call with this error, gives a notification back. */
  abstract abandon(error: Error): void;

  /** Why the signal aborts when the time is over. */
  protected abstract expired(): Error;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get hasEnded(): boolean {
    return this.#ended;
  }

  /** Starts the clock of the message's own time limit. */
  begin(): void {
    if (this.#expirationMs === Infinity) return;
    this.#deadline = this.#deadlines.after(this.#expirationMs, () => {
      this.abort(this.expired());
    });
  }

  abort(reason: Error): void {
    if (!this.#ended) this.#controller.abort(reason);
  }

  /** It is over, one way or the other; true the first time. */
  end(): boolean {
    if (this.#ended) return false;
    this.#ended = true;
    this.#deadline?.cancel();
    return true;
  }
}
