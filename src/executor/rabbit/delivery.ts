/** One message that the broker handed to a consumer. */
import type { ConsumeMessage } from 'amqplib';
import type { Delivery, Publication } from '../driver.ts';
import type { WireMessage } from '../wire/envelope.ts';
import type { Acknowledger } from './acknowledger.ts';
import { carriedCount, countedCopy, deliveryCount } from './counted-copy.ts';
import { decodeContent, republishedHeader } from './content.ts';
import type { RabbitOptions } from './rabbit-options.ts';
import type { RecentAcks } from './recent-acks.ts';
import type { StreamPosition } from './stream-position.ts';

/** The channel that a delivery came on, as far as the delivery needs it. */
export interface DeliverySession {
  /** False once the channel is gone: what it delivered is the broker's again. */
  isOpen: boolean;
  readonly acks: Acknowledger;
  readonly recent: RecentAcks;
  /** Deliveries that were neither acknowledged nor rejected. */
  readonly unsettled: Set<RabbitDelivery>;
  /** Where the consumer stands in its streams. */
  readonly positions: ReadonlyMap<string, StreamPosition>;
  readonly options: RabbitOptions;
}

export class RabbitDelivery implements Delivery {
  readonly queue: string;
  readonly redelivered: boolean;
  readonly deliveryCount?: number;
  readonly expirationMs?: number;
  readonly #message: ConsumeMessage;
  readonly #session: DeliverySession;
  /** Read ahead of {@link decode}, for the id. */
  #decoded: WireMessage | undefined;
  #id: unknown;

  constructor(queue: string, message: ConsumeMessage, session: DeliverySession) {
    this.queue = queue;
    this.redelivered = message.fields.redelivered;
    const count = deliveryCount(message);
    if (count !== undefined) this.deliveryCount = count;
    const expiration = Number(message.properties.expiration);
    if (Number.isFinite(expiration)) this.expirationMs = expiration;
    this.#message = message;
    this.#session = session;
    session.unsettled.add(this);
  }

  /** False once its channel is gone: it is the broker's again. */
  get isOurs(): boolean {
    return this.#session.isOpen;
  }

  /** It may be the second copy of a message that has come already. */
  get isDoubtful(): boolean {
    return this.#message.properties.headers?.[republishedHeader] === true;
  }

  /** What is to go back into the queue instead, with the number of its deliveries. */
  get countedCopy(): Publication {
    return countedCopy(this.queue, this.#message);
  }

  /** The message's own id; undefined for a malformed one. Decodes it, so not for every message. */
  get id(): unknown {
    try {
      if (this.#id === undefined) this.#decoded = this.#read();
      return this.#id;
    } catch {
      return undefined;
    }
  }

  decode(): WireMessage {
    const message = this.#decoded ?? this.#read();
    this.#decoded = undefined; // it is the receiver's own now
    return message;
  }

  #read(): WireMessage {
    const message = decodeContent(this.#message, this.#session.options);
    const carried = carriedCount(this.#message);
    const id: unknown = message._unique_id;
    // A copy is no repeat of the message that it stands for.
    this.#id = carried > 0 && typeof id === 'string' ? `${id}/${carried}` : id;
    return message;
  }

  ack(): boolean {
    return this.#settle((acks) => {
      acks.ack(this.#message);
      this.#passed();
      this.#session.recent.add(this.#id);
    });
  }

  reject(requeue: boolean): boolean {
    return this.#settle((acks) => {
      acks.reject(this.#message, requeue);
      if (!requeue) this.#passed();
    });
  }

  /** A stream's consumer need not see it again. */
  #passed(): void {
    const headers: Readonly<Record<string, unknown>> = this.#message.properties.headers ?? {};
    this.#session.positions.get(this.queue)?.passed(headers['x-stream-offset']);
  }

  #settle(write: (acks: Acknowledger) => void): boolean {
    const session = this.#session;
    session.unsettled.delete(this);
    if (!session.isOpen) return false;
    try {
      write(session.acks);
      return true;
    } catch {
      // amqplib throws when the channel went in this very turn, before its 'close' event.
      return false;
    }
  }
}
