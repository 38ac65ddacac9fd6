import type { Delivery } from '../driver.ts';
import { readMessage } from '../operations/read-message.ts';
import { DuplicateCache } from '../server/duplicate-cache.ts';
import type { Work } from '../server/work.ts';
import type { WireMessage } from '../wire/envelope.ts';
import { LateAcknowledgement } from './late-acknowledgement.ts';
import type { RpcSetting } from './rpc-setting.ts';
import { RpcWork } from './rpc-work.ts';

/** When a request is acknowledged; see the server's options. */
export interface AcknowledgeOptions {
  readonly acknowledge?: 'before' | 'after';
  readonly redeliveryLimit?: number;
}

/** Makes work of what arrives, for one run of a server. */
export class RequestTaker {
  readonly #setting: RpcSetting;
  readonly #duplicates = new DuplicateCache();
  readonly #late: LateAcknowledgement | undefined;

  constructor(setting: RpcSetting, { acknowledge, redeliveryLimit }: AcknowledgeOptions) {
    this.#setting = setting;
    if (acknowledge === 'after') this.#late = new LateAcknowledgement(setting, redeliveryLimit);
  }

  /** Undefined if there is nothing to do for it: it is settled then, or will be with another copy. */
  take(delivery: Delivery): Work | undefined {
    const message = readMessage(delivery, this.#setting.operations);
    if (message === undefined) return undefined;
    if (this.#late) return this.#takeLate(this.#late, delivery, message);
    return this.#takeEarly(delivery, message);
  }

  /** Acknowledges before the dispatch: a request is worked on at most once. */
  #takeEarly(delivery: Delivery, message: WireMessage): Work | undefined {
    const { operations } = this.#setting;
    const id = message._unique_id;
    if (this.#duplicates.has(id)) {
      delivery.ack();
      operations.counters.duplicates += 1;
      const fields = { uniqueId: id };
      operations.log('warn', 'duplicate', 'a repeated message was dropped', { fields });
      return undefined;
    }
    if (!delivery.ack()) return undefined; // the broker hands it out again
    this.#duplicates.add(id);
    operations.counters.requestsTaken += 1;
    return new RpcWork(this.#setting, delivery, message);
  }

  /** Leaves it unacknowledged until it was answered: it is worked on at least once. */
  #takeLate(late: LateAcknowledgement, delivery: Delivery, message: WireMessage): Work | undefined {
    const settlement = late.begin(delivery, message);
    if (!settlement) return undefined;
    this.#setting.operations.counters.requestsTaken += 1;
    return new RpcWork(this.#setting, delivery, message, settlement);
  }
}
