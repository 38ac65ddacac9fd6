/**
 * Requests that are acknowledged after they were answered, so that another server gets them if this
 * one dies meanwhile: at least once, where the early acknowledgement means at most once.
 */
import type { Delivery } from '../driver.ts';
import { RedeliveryLimitExceeded } from '../errors.ts';
import { Copies } from '../server/copies.ts';
import { DuplicateCache } from '../server/duplicate-cache.ts';
import type { WireMessage } from '../wire/envelope.ts';
import { replyAddress } from './reply-address.ts';
import type { RpcSetting } from './rpc-setting.ts';

/** As many as a quorum queue of RabbitMQ 4 allows where nobody says otherwise. */
const defaultLimit = 20;

/** Requests whose end is remembered: more than a prefetch that a lost connection brings again. */
const mostRemembered = 1024;

/** How a request that is in work ends. */
export interface Settlement {
  /** It was answered, as far as that is possible: the broker may forget it. */
  answered(): void;
  /** It was given up: another server shall have it. */
  givenBack(): void;
}

export class LateAcknowledgement {
  readonly #setting: RpcSetting;
  readonly #limit: number;
  /** Of a lost connection, or of a broker that lost its patience: settled with the first one. */
  readonly #copies = new Copies();
  /** Answered, and perhaps not acknowledged in time. */
  readonly #answered = new DuplicateCache(mostRemembered);

  constructor(setting: RpcSetting, redeliveryLimit = defaultLimit) {
    this.#setting = setting;
    this.#limit = redeliveryLimit;
  }

  /** Undefined for what is not to be worked on: it is settled, or will be with the copy in work. */
  begin(delivery: Delivery, message: WireMessage): Settlement | undefined {
    const { counters } = this.#setting.operations;
    const id = message._unique_id;
    if (this.#answered.has(id)) {
      counters.duplicates += 1;
      delivery.ack();
      return undefined;
    }
    if (this.#copies.keep(id, delivery)) {
      counters.duplicates += 1;
      return undefined;
    }
    const redeliveries = delivery.deliveryCount ?? (delivery.redelivered ? 1 : 0);
    if (redeliveries > this.#limit) {
      this.#refuse(delivery, message, redeliveries);
      return undefined;
    }
    return {
      answered: () => {
        this.#answered.add(id);
        for (const each of [delivery, ...this.#copies.end(id)]) each.ack();
      },
      givenBack: () => {
        for (const each of [delivery, ...this.#copies.end(id)]) each.reject(true);
      },
    };
  }

  /** It may be what the other servers died of: its caller learns so, the broker gets it back for good. */
  #refuse(delivery: Delivery, message: WireMessage, redeliveries: number): void {
    const { operations, replies } = this.#setting;
    const error = new RedeliveryLimitExceeded(delivery.queue, redeliveries, this.#limit);
    operations.counters.requestsDeadLettered += 1;
    operations.log('error', 'redelivery-limit', error.message, {
      fields: { method: message.method, uniqueId: message._unique_id, queue: delivery.queue },
    });
    const replyTo = replyAddress(message, delivery.expirationMs);
    if (replyTo) replies.failure(replyTo, error);
    for (const each of [delivery, ...this.#copies.end(message._unique_id)]) each.reject(false);
  }
}
