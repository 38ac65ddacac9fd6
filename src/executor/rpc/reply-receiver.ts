import type { Consumer, Delivery } from '../driver.ts';
import type { WireMessage } from '../envelope.ts';
import { TransportClosed } from '../errors.ts';
import { replyQueue } from '../topology.ts';
import type { Transport } from '../transport.ts';

/** Who waits for the replies to one call. */
export interface ReplyWaiter {
  /** A reply, a part of one, or a sign of life. */
  receive(message: WireMessage): void;
  /** There will be none. */
  fail(error: Error): void;
}

/** One queue and one consumer for all replies of a transport, set up at its first call. */
export class ReplyReceiver {
  readonly #transport: Transport;
  readonly #waiters = new Map<string, ReplyWaiter>();
  #queue: string | undefined;
  #consumer: Consumer | undefined;
  #starting: Promise<string> | undefined;
  #closed = false;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The queue's name, if it is consumed already. */
  get readyQueue(): string | undefined {
    return this.#queue;
  }

  /** The queue's name, once it is consumed. */
  start(): Promise<string> {
    this.#starting ??= this.#start().catch((error: unknown) => {
      this.#starting = undefined;
      throw error;
    });
    return this.#starting;
  }

  async #start(): Promise<string> {
    const driver = await this.#transport.driver();
    const queue = replyQueue(this.#transport.topology);
    this.#consumer = await driver.consume(
      {
        exchanges: [],
        queues: [queue],
        consume: [queue.name],
        deleteOnClose: [],
        prefetch: 0,
        purpose: 'replies',
      },
      this.#onDelivery,
    );
    this.#queue = queue.name;
    return queue.name;
  }

  add(messageId: string, waiter: ReplyWaiter): void {
    this.#waiters.set(messageId, waiter);
  }

  remove(messageId: string): void {
    this.#waiters.delete(messageId);
  }

  readonly #onDelivery = (delivery: Delivery): void => {
    const { operations } = this.#transport;
    let message: WireMessage;
    try {
      message = delivery.decode();
    } catch (error) {
      delivery.reject(false);
      operations.counters.malformed += 1;
      operations.log('warn', 'malformed-reply', 'a reply could not be read', { error });
      return;
    }
    delivery.ack();
    const id = message._msg_id;
    const waiter = typeof id === 'string' ? this.#waiters.get(id) : undefined;
    if (waiter) {
      waiter.receive(message);
    } else {
      operations.counters.repliesUnknown += 1;
      operations.log('debug', 'unknown-reply', 'a reply came for a call that does not wait', {
        fields: { messageId: id },
      });
    }
  };

  /** Fails every waiting call and lets the queue go; its `x-expires` removes it. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const waiter of [...this.#waiters.values()]) waiter.fail(new TransportClosed());
    await this.#starting?.catch(() => undefined);
    await this.#consumer?.close();
  }
}
