import type { Delivery } from '../driver.ts';

/** How many notifications make a batch. */
export interface BatchOptions {
  /** At most so many at once; an integer >= 1. */
  readonly batchSize: number;
  /** Or what arrived within that time after the first one; milliseconds. */
  readonly batchTimeoutMs: number;
}

/** Collects deliveries into batches. */
export class Batcher {
  readonly #options: BatchOptions;
  readonly #onBatch: (batch: readonly Delivery[]) => void;
  #batch: Delivery[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: BatchOptions, onBatch: (batch: readonly Delivery[]) => void) {
    this.#options = options;
    this.#onBatch = onBatch;
  }

  readonly add = (delivery: Delivery): void => {
    this.#batch.push(delivery);
    if (this.#batch.length >= this.#options.batchSize) this.flush();
    else this.#timer ??= setTimeout(this.flush, this.#options.batchTimeoutMs);
  };

  /** Hands over what there is, now. */
  readonly flush = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batch = this.#batch;
    this.#batch = [];
    if (batch.length > 0) this.#onBatch(batch);
  };
}
