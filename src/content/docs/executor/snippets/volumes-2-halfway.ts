/** Half way: `create` is an async function, `extend` waits for it from a coroutine. One server. */
import {
  From,
  getRpcServer,
  Semaphore,
  type Coroutine,
  type Transport,
} from '../../../../executor/index.ts';
import { reserveSpace } from './storage.ts';

export class Volumes {
  readonly quota = 100;
  used = 0;
  readonly #lock = new Semaphore();

  usage() {
    return { used: this.used, quota: this.quota };
  }

  async create(_context: object, { gigabytes }: { gigabytes: number }): Promise<string> {
    await this.#lock.acquire(); // the same lock: what is not rewritten yet takes it too
    try {
      if (this.used + gigabytes > this.quota) throw new RangeError('over quota');
      const lun = await reserveSpace(gigabytes);
      this.used += gigabytes;
      return lun;
    } finally {
      this.#lock.release();
    }
  }

  *extend(context: object, { gigabytes }: { gigabytes: number }): Coroutine<string> {
    const lun = yield* From(this.create(context, { gigabytes }));
    return `extended by ${lun}`;
  }
}

export function volumeServer(transport: Transport) {
  const target = { topic: 'volumes', server: 'one' };
  return getRpcServer(transport, target, [new Volumes()], { executor: 'aiogreen' });
}
