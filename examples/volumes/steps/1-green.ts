/** Where the service comes from: a green thread, and a lock around what must not be interleaved. */
import { linkPromise, Semaphore, type Coroutine } from 'crossplan/executor';
import type { AskLimit } from '../limit.ts';

export class Volumes {
  readonly #askLimit: AskLimit;
  readonly #lock = new Semaphore();
  #used = 0;

  constructor(askLimit: AskLimit) {
    this.#askLimit = askLimit;
  }

  *create(_context: object, { project, gigabytes }: CreateArgs): Coroutine<number> {
    yield* this.#lock.acquire();
    try {
      const used = this.#used;
      const limit = yield* linkPromise(this.#askLimit(project));
      if (used + gigabytes > limit) throw new RangeError('over quota');
      this.#used = used + gigabytes;
      return this.#used;
    } finally {
      this.#lock.release();
    }
  }
}

interface CreateArgs {
  project: string;
  gigabytes: number;
}
