/** Milliseconds that several steps in a row may take together, on the monotonic clock. */
export class TimeBudget {
  readonly #endsAt: number;

  constructor(ms: number) {
    this.#endsAt = performance.now() + ms;
  }

  /** What is left of it, never below 0. */
  get leftMs(): number {
    return Math.max(this.#endsAt - performance.now(), 0);
  }
}
