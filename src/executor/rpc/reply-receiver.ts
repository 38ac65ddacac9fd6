import type { CloseLimit, Consumer, Delivery, Driver } from '../driver.ts';
import type { WireMessage } from '../wire/envelope.ts';
import { MessagingException, TransportClosed } from '../errors.ts';
import type { Operations } from '../operations/operations.ts';
import { readMessage } from '../operations/read-message.ts';
import { replyQueue } from '../address/topology.ts';
import type { TopologyOptions } from '../address/topology-options.ts';
import type { QueueId } from '../platform.ts';
import { idWithNumber, numberInId } from '../wire/unique-id.ts';

/** As many numbers as an id has room for. */
const mostWaiters = 65_536;

const malformedReply = {
  level: 'warn',
  event: 'malformed-reply',
  message: 'a reply could not be read',
} as const;

/** Who waits for the replies to one call. */
export interface ReplyWaiter {
  readonly messageId: string;
  /** A reply, a part of one, or a sign of life. */
  receive(message: WireMessage): void;
  /** There will be none. */
  fail(error: unknown): void;
}

/** What a receiver needs of its transport. */
interface ReplyTransport {
  readonly topology: TopologyOptions;
  readonly operations: Operations;
  driver(): Promise<Driver>;
  /** What the queue's name ends with. */
  holdQueueId(): Promise<QueueId>;
}

/** One queue and one consumer for all replies of a transport, set up at its first call. */
export class ReplyReceiver {
  readonly #transport: ReplyTransport;
  /**
   * Each waiter has a place, whose number is part of its message id. (A Map with ids for keys would
   * do, but V8 keeps the tables that a busy Map outgrows, and with them every call, until the next
   * full collection.)
   */
  readonly #places: (ReplyWaiter | undefined)[] = [];
  readonly #free: number[] = [];
  #queue: string | undefined;
  #queueId: QueueId | undefined;
  #consumer: Consumer | undefined;
  #starting: Promise<string> | undefined;
  #closed = false;

  constructor(transport: ReplyTransport) {
    this.#transport = transport;
  }

  /** Calls that wait for their reply. */
  get waiting(): number {
    return this.#places.length - this.#free.length;
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
    this.#queueId ??= await this.#transport.holdQueueId();
    const queue = replyQueue(this.#queueId.id, this.#transport.topology);
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

  /**
   * Takes a waiter in, and gives the message id for its call.
   * @throws {MessagingException} more calls wait than there are places
   */
  add(waiter: ReplyWaiter): string {
    const place = this.#free.pop() ?? this.#places.length;
    if (place >= mostWaiters) {
      throw new MessagingException(`More than ${mostWaiters} calls wait for their replies.`);
    }
    this.#places[place] = waiter;
    return idWithNumber(place);
  }

  remove(messageId: string): void {
    const place = numberInId(messageId);
    this.#places[place] = undefined;
    this.#free.push(place);
  }

  #find(messageId: unknown): ReplyWaiter | undefined {
    if (typeof messageId !== 'string') return undefined;
    const waiter = this.#places[numberInId(messageId)];
    return waiter?.messageId === messageId ? waiter : undefined;
  }

  readonly #onDelivery = (delivery: Delivery): void => {
    const { operations } = this.#transport;
    const message = readMessage(delivery, operations, { told: malformedReply });
    if (message === undefined) return;
    delivery.ack();
    const id = message._msg_id;
    const waiter = this.#find(id);
    if (waiter) {
      waiter.receive(message);
    } else {
      operations.counters.repliesUnknown += 1;
      operations.log('debug', 'unknown-reply', 'a reply came for a call that does not wait', {
        fields: { messageId: id },
      });
    }
  };

  /**
   * Fails every waiting call and lets the queue go; its `x-expires` removes it. A consumer that has
   * not begun ends with its driver, which is closed next: a broker may never let it begin.
   */
  async close(limit?: CloseLimit): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const waiter of [...this.#places]) waiter?.fail(new TransportClosed());
    await this.#consumer?.close(limit);
    this.#queueId?.release();
  }
}
