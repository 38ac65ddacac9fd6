/**
 * What comparing two revisions may still cost, in steps of the comparison. A bound by steps and not
 * by time: the same two texts always end at the same answer, on a busy machine too.
 */
export class Work {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  get left(): number {
    return this.#left;
  }

  /** Takes `steps`; false: there are not so many left, and none was taken. */
  take(steps: number): boolean {
    if (steps > this.#left) return false;
    this.#left -= steps;
    return true;
  }
}
