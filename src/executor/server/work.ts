import type { Deadline, Deadlines } from '../internal/deadlines.ts';

/** Who is told that a piece of work has come to its end. */
export interface WorkOwner {
  ended(work: Work): void;
}

/** One message, or one batch, between its arrival at the executor and its end. */
export abstract class Work {
  readonly #deadlines: Deadlines;
  readonly #until: number;
  #controller: AbortController | undefined;
  #abortReason: Error | undefined;
  #deadline: Deadline | undefined;
  #ended = false;
  /** @internal Where the intake keeps it. */
  place = -1;

  /** @param until when nobody wants the result any more, on the `performance.now()` clock */
  constructor(deadlines: Deadlines, until: number) {
    this.#deadlines = deadlines;
    this.#until = until;
  }

  /** Does it; tells the owner once, at its end. Never throws. */
  abstract run(owner: WorkOwner): void;

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
    if (this.#until === Infinity || this.#ended) return;
    const left = this.#until - performance.now();
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
