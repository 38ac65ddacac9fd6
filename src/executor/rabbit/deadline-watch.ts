/**
 * One timer for many deadlines: set for the earliest, and at that time the owner looks at all of
 * them. A deadline that was met needs no clean-up.
 */
export class DeadlineWatch {
  /** Called at the earliest deadline with the time; returns the next one, if any is left. */
  readonly #due: (now: number) => number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #at = Infinity;

  constructor(due: (now: number) => number | undefined) {
    this.#due = due;
  }

  /** @param at on the `performance.now()` clock */
  add(at: number): void {
    if (at >= this.#at) return;
    clearTimeout(this.#timer);
    this.#at = at;
    // setTimeout takes at most 2^31 - 1 ms; an early look does no harm.
    const ms = Math.min(Math.max(at - performance.now(), 0), 2_147_483_647);
    this.#timer = setTimeout(() => {
      this.#at = Infinity;
      const next = this.#due(performance.now());
      if (next !== undefined) this.add(next);
    }, ms);
    // A deadline alone is no reason for a process to stay.
    this.#timer.unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#at = Infinity;
  }
}
