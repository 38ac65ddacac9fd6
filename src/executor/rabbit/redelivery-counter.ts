import type { Publication } from '../driver.ts';
import type { RabbitDelivery } from './delivery.ts';

/** What the counter needs of the consumer that it counts for. */
export interface CountingConsumer {
  /** Sends a copy; resolves when the broker has it. */
  publish(copy: Publication): Promise<void>;
  /** Resolves when the broker has read every acknowledgement so far. */
  acknowledged(): Promise<unknown>;
  /** A delivery that is to be worked on. */
  handOut(delivery: RabbitDelivery): void;
  warn(message: string, error: unknown): void;
}

/**
 * Puts counted copies in the place of messages that come again, for one channel. A copy may be here
 * before its original is acknowledged: it waits until the broker has read that, for a server that dies
 * of it would leave both of them in the queue.
 */
export class RedeliveryCounter {
  readonly #consumer: CountingConsumer;
  /** Queues in which the broker does not count. */
  readonly #queues: ReadonlySet<string>;
  /** Originals of which the broker may not know yet that they are acknowledged. */
  #underWay = 0;
  #held: RabbitDelivery[] = [];

  constructor(queues: ReadonlySet<string>, consumer: CountingConsumer) {
    this.#queues = queues;
    this.#consumer = consumer;
  }

  /** True if the delivery is dealt with here: replaced by a copy, or held for a while. */
  takes(delivery: RabbitDelivery): boolean {
    if (!this.#queues.has(delivery.queue)) return false;
    if (delivery.redelivered) {
      void this.#replace(delivery);
      return true;
    }
    if (this.#underWay === 0 || delivery.deliveryCount === 0) return false;
    this.#held.push(delivery);
    return true;
  }

  /** What waits here, to be given back: the consumer ends. */
  drain(): readonly RabbitDelivery[] {
    return this.#held.splice(0);
  }

  async #replace(delivery: RabbitDelivery): Promise<void> {
    const caller = {
      get hasGivenUp(): boolean {
        return !delivery.isOurs;
      },
    };
    this.#underWay += 1;
    try {
      await this.#consumer.publish({ ...delivery.countedCopy, caller });
      delivery.ack();
      await this.#consumer.acknowledged();
    } catch (error) {
      // A delivery whose connection went comes again by itself; another is not counted this time.
      if (delivery.isOurs) {
        this.#consumer.warn('A redelivery was not counted', error);
        this.#consumer.handOut(delivery);
      }
    }
    this.#underWay -= 1;
    if (this.#underWay > 0) return;
    for (const held of this.drain()) if (held.isOurs) this.#consumer.handOut(held);
  }
}
