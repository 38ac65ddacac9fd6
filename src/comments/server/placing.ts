import { Piscina } from 'piscina';
import type { Placement } from '../anchoring/placement.ts';
import type { Place } from '../store/revisions.ts';

/** Longest that the passages of one pair of texts may take to be placed, in ms. */
const longestPlacingMs = 60_000;
/** How long a thread without work waits for more, in ms. */
const idleMs = 10_000;

const placeWorker = new URL('place-worker.ts', import.meta.url);
const longest = () => AbortSignal.timeout(longestPlacingMs);

export interface PlacingOptions {
  /** What runs in the thread. */
  worker?: URL;
  /** Of each pair of texts. */
  limit?: () => AbortSignal;
}

/**
 * Places passages in a thread of its own, so that nobody who reads waits. What takes too long is ended
 * with that thread; its passages stand as not told, where they stood, so that nothing is hidden.
 */
export class Placing implements AsyncDisposable {
  readonly #pool: Piscina;
  readonly #limit: () => AbortSignal;

  constructor({ worker = placeWorker, limit = longest }: PlacingOptions = {}) {
    this.#limit = limit;
    this.#pool = new Piscina({
      filename: worker.href,
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: idleMs,
    });
  }

  readonly place: Place = async (before, after, ranges) => {
    try {
      const signal = this.#limit();
      return (await this.#pool.run({ before, after, ranges }, { signal })) as Placement[];
    } catch (error) {
      if ((error as Error).name !== 'AbortError') throw error;
      return ranges.map(({ start }) => notTold(Math.min(start, after.length)));
    }
  };

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.destroy();
  }
}

function notTold(near: number): Placement {
  return { outcome: 'orphaned', near, confidence: 0, method: 'none' };
}
