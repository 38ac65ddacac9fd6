/** Half way: a coroutine that yields what it waits for. The lock stays until the last one is rewritten. */
import { Semaphore } from 'crossplan/executor';
import type { AskLimit } from '../limit.ts';

export class Volumes {
  readonly #askLimit: AskLimit;
  readonly #lock = new Semaphore();
  #used = 0;

  constructor(askLimit: AskLimit) {
    this.#askLimit = askLimit;
  }

  *create(
    _context: object,
    { project, gigabytes }: CreateArgs,
  ): Generator<unknown, number, number> {
    yield this.#lock.acquire().promise();
    try {
      const used = this.#used;
      const limit = yield this.#askLimit(project);
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
