/**
 * Acknowledgements of one channel, written as few frames as the protocol allows: what is settled up
 * to a delivery tag goes out as one `multiple` acknowledgement per turn of the event loop.
 */
import type { Channel, ConsumeMessage } from 'amqplib';
import type { Corker } from './socket.ts';

/** With more settled tags than this above an open one, keeping count costs more than it saves. */
const mostAbove = 4096;

export class Acknowledger {
  readonly #channel: Pick<Channel, 'ack' | 'reject'>;
  readonly #corker: Corker | undefined;
  /** The lowest tag that is not settled: every tag below it is. Tags begin at 1; 0: no longer kept. */
  #low = 1;
  /** Settled tags above `#low`. */
  readonly #above = new Set<number>();
  /** Newest message that the next `multiple` acknowledgement covers. */
  #unsent: ConsumeMessage | undefined;
  /** How many acknowledgements that one stands for. */
  #unsentCount = 0;
  #scheduled = false;

  constructor(channel: Pick<Channel, 'ack' | 'reject'>, corker?: Corker) {
    this.#channel = channel;
    this.#corker = corker;
  }

  ack(message: ConsumeMessage): void {
    const tag = message.fields.deliveryTag;
    if (tag !== this.#low) {
      // Out of order: an earlier delivery is still open, which `multiple` must not cover.
      this.#channel.ack(message);
      this.#settledAbove(tag);
      return;
    }
    this.#unsent = message;
    this.#unsentCount++;
    this.#advance();
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#corker?.due(this);
    // After all deliveries of this read, and before anything that an endpoint does with them.
    process.nextTick(this.#turn);
  }

  reject(message: ConsumeMessage, requeue: boolean): void {
    this.#channel.reject(message, requeue);
    const tag = message.fields.deliveryTag;
    if (tag === this.#low) this.#advance();
    else this.#settledAbove(tag);
  }

  /** Writes what is due now. */
  flush(): void {
    const message = this.#unsent;
    if (message === undefined) return;
    this.#unsent = undefined;
    const several = this.#unsentCount > 1;
    this.#unsentCount = 0;
    try {
      this.#channel.ack(message, several);
      this.#corker?.written();
    } catch {
      // The channel went meanwhile; the broker hands these messages out again.
    }
  }

  readonly #turn = (): void => {
    this.#scheduled = false;
    this.flush();
  };

  #settledAbove(tag: number): void {
    if (this.#low === 0) return;
    this.#above.add(tag);
    if (this.#above.size <= mostAbove) return;
    this.flush();
    this.#low = 0; // one delivery is open for very long: acknowledge singly from now on
    this.#above.clear();
  }

  #advance(): void {
    do this.#low++;
    while (this.#above.size > 0 && this.#above.delete(this.#low));
  }
}
