import { Piscina } from 'piscina';
import type { Placement } from '../anchoring/placement.ts';
import type { Place } from '../store/revisions.ts';

/** Longest that the passages of one pair of texts may take to be placed, in ms. */
const longestPlacingMs = 60_000;
/** How long a thread without work waits for more, in ms. */
const idleMs = 10_000;

/**
 * Places passages in a thread of its own, so that nobody who reads waits; what takes too long is ended,
 * and its passages stand unfound where they stood, so that nothing is hidden.
 */
export class Placing implements AsyncDisposable {
  readonly #pool = new Piscina({
    filename: new URL('place-worker.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: idleMs,
  });

  readonly place: Place = async (before, after, ranges) => {
    try {
      const signal = AbortSignal.timeout(longestPlacingMs);
      return (await this.#pool.run({ before, after, ranges }, { signal })) as Placement[];
    } catch (error) {
      if ((error as Error).name !== 'AbortError') throw error;
      return ranges.map(({ start }) => unfound(Math.min(start, after.length)));
    }
  };

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.destroy();
  }
}

function unfound(near: number): Placement {
  return { outcome: 'orphaned', near, confidence: 0, method: 'neighbour' };
}
