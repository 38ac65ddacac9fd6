/** Something that happens once and may be waited for before it has begun. */
export class Step {
  readonly name: string;
  readonly done: Promise<void>;
  #settle!: () => void;
  #run: Promise<void> | undefined;
  #complete = false;

  constructor(name: string) {
    this.name = name;
    this.done = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  get hasBegun(): boolean {
    return this.#run !== undefined;
  }

  get isComplete(): boolean {
    return this.#complete;
  }

  /** The one run: whoever comes later gets the same promise. Also a failure completes the step. */
  run(work: () => Promise<void>): Promise<void> {
    this.#run ??= work().finally(() => {
      this.#complete = true;
      this.#settle();
    });
    return this.#run;
  }
}

/** One life of a server, from start to the end of wait. */
export class Cycle {
  readonly start = new Step('start');
  readonly stop = new Step('stop');
  readonly wait = new Step('wait');
  startFailed = false;
  /** Gives up the start that is under way. */
  readonly givenUp = new AbortController();
}
