/** The volume service as it was: green threads, and a lock around what must not be interleaved. */
import {
  getRpcServer,
  linkPromise,
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

  *create(_context: object, { gigabytes }: { gigabytes: number }): Coroutine<string> {
    yield* this.#lock.acquire();
    try {
      if (this.used + gigabytes > this.quota) throw new RangeError('over quota');
      const lun = yield* linkPromise(reserveSpace(gigabytes));
      this.used += gigabytes;
      return lun;
    } finally {
      this.#lock.release();
    }
  }

  *extend(context: object, { gigabytes }: { gigabytes: number }): Coroutine<string> {
    const lun = yield* this.create(context, { gigabytes });
    return `extended by ${lun}`;
  }
}

export function volumeServer(transport: Transport) {
  const target = { topic: 'volumes', server: 'one' };
  return getRpcServer(transport, target, [new Volumes()], { executor: 'aiogreen' });
}
