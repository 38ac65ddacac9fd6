/** What passes after a look, as a multiple of what it took. */
const restsFor = 19;

/**
 * One timer for many deadlines: set for the earliest, and at that time the owner looks at all of
 * them. A deadline that was met needs no clean-up. However many they are, looking at them takes a
 * twentieth of the time at most; a deadline is noticed as much later.
 */
export class DeadlineWatch {
  /** Called at the earliest deadline with the time; returns the next one, if any is left. */
  readonly #due: (now: number) => number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #at = Infinity;
  #notBefore = -Infinity;

  constructor(due: (now: number) => number | undefined) {
    this.#due = due;
  }

  /** @param at on the `performance.now()` clock */
  add(deadline: number): void {
    const at = Math.max(deadline, this.#notBefore);
    if (at >= this.#at) return;
    clearTimeout(this.#timer);
    this.#at = at;
    // setTimeout takes at most 2^31 - 1 ms; an early look does no harm.
    const ms = Math.min(Math.max(at - performance.now(), 0), 2_147_483_647);
    this.#timer = setTimeout(() => {
      this.#at = Infinity;
      const began = performance.now();
      const next = this.#due(began);
      const ended = performance.now();
      this.#notBefore = ended + (ended - began) * restsFor;
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
