import type { Deadline, Deadlines } from '../internal/deadlines.ts';
import type { MaybePromise } from '../internal/maybe-promise.ts';

/** One message, or one batch, between its arrival at the executor and its end. */
export abstract class Work {
  readonly #deadlines: Deadlines;
  readonly #expirationMs: number;
  readonly #arrivedAt = performance.now();
  #controller: AbortController | undefined;
  #abortReason: Error | undefined;
  #deadline: Deadline | undefined;
  #ended = false;
  /** @internal Where the intake keeps it. */
  place = -1;

  /** @param expirationMs after which nobody wants the result any more; Infinity for never */
  constructor(deadlines: Deadlines, expirationMs: number) {
    this.#deadlines = deadlines;
    this.#expirationMs = expirationMs;
  }

  /** Does it. Never throws, never rejects. */
  abstract run(): MaybePromise<void>;

  /** It will not be finished in time: answers a call with this error, gives a notification back. */
  abstract abandon(error: Error): void;

  /** The executor would not have it: another server's might, unless it is better answered. */
  refuse(error: Error): void {
    this.abandon(error);
  }

  /** Why the signal aborts when the time is over. */
  protected abstract expired(): Error;

  /** Made when somebody asks for it: most endpoints do not, and it is not cheap. */
  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#abortReason) this.#controller.abort(this.#abortReason);
      else this.#watch();
    }
    return this.#controller.signal;
  }

  /** Begins to watch the message's own time limit, counted from its arrival. */
  #watch(): void {
    if (this.#expirationMs === Infinity || this.#ended) return;
    const left = this.#expirationMs - (performance.now() - this.#arrivedAt);
    this.#deadline = this.#deadlines.after(Math.max(Math.ceil(left), 0), () => {
      this.abort(this.expired());
    });
  }

  abort(reason: Error): void {
    if (this.#ended || this.#abortReason) return;
    this.#abortReason = reason;
    this.#controller?.abort(reason);
  }

  /** It is over, one way or the other; true the first time. */
  end(): boolean {
    if (this.#ended) return false;
    this.#ended = true;
    this.#deadline?.cancel();
    return true;
  }
}
