/** Arrived: nothing waits between reading and writing what is used, so no lock is left. */
import type { AskLimit } from '../limit.ts';

export class Volumes {
  readonly #askLimit: AskLimit;
  #used = 0;

  constructor(askLimit: AskLimit) {
    this.#askLimit = askLimit;
  }

  async create(_context: object, { project, gigabytes }: CreateArgs): Promise<number> {
    const limit = await this.#askLimit(project);
    if (this.#used + gigabytes > limit) throw new RangeError('over quota');
    this.#used += gigabytes;
    return this.#used;
  }
}

interface CreateArgs {
  project: string;
  gigabytes: number;
}
