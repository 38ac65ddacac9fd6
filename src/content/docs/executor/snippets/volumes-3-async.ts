/** Arrived: nothing waits between reading and writing what is used, so no lock is left. */
import { getRpcServer, type Transport } from '../../../../executor/index.ts';
import { reserveSpace } from './storage.ts';

export class Volumes {
  readonly quota = 100;
  used = 0;

  usage() {
    return { used: this.used, quota: this.quota };
  }

  async create(_context: object, { gigabytes }: { gigabytes: number }): Promise<string> {
    if (this.used + gigabytes > this.quota) throw new RangeError('over quota');
    this.used += gigabytes; // before the wait, so that nobody reads an old value
    try {
      return await reserveSpace(gigabytes);
    } catch (error) {
      this.used -= gigabytes;
      throw error;
    }
  }

  async extend(context: object, { gigabytes }: { gigabytes: number }): Promise<string> {
    const lun = await this.create(context, { gigabytes });
    return `extended by ${lun}`;
  }
}

export function volumeServer(transport: Transport) {
  const target = { topic: 'volumes', server: 'one' };
  return getRpcServer(transport, target, [new Volumes()]); // the executor `async`
}
