import type { Delivery } from '../driver.ts';
import { DuplicateCache } from '../server/duplicate-cache.ts';
import type { Work } from '../server/work.ts';
import type { WireMessage } from '../wire/envelope.ts';
import { RpcWork, type RpcSetting } from './rpc-work.ts';

/** Makes work of what arrives, for one run of a server. */
export class RequestTaker {
  readonly #setting: RpcSetting;
  readonly #duplicates = new DuplicateCache();

  constructor(setting: RpcSetting) {
    this.#setting = setting;
  }

  /** Acknowledges before the dispatch: a request is worked on at most once. */
  take(delivery: Delivery): Work | undefined {
    const { operations } = this.#setting;
    const { counters } = operations;
    let message: WireMessage;
    try {
      message = delivery.decode();
    } catch (error) {
      delivery.reject(false);
      counters.malformed += 1;
      operations.log('error', 'malformed', 'a message could not be read; rejected', { error });
      return undefined;
    }
    const id = message._unique_id;
    if (this.#duplicates.has(id)) {
      delivery.ack();
      counters.duplicates += 1;
      const fields = { uniqueId: id };
      operations.log('warn', 'duplicate', 'a repeated message was dropped', { fields });
      return undefined;
    }
    if (!delivery.ack()) return undefined; // the broker hands it out again
    this.#duplicates.add(id);
    counters.requestsTaken += 1;
    return new RpcWork(this.#setting, delivery, message);
  }
}
