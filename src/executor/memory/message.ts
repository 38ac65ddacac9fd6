import type { Delivery, RawContent } from '../driver.ts';
import { decodeBody, type WireMessage } from '../wire/envelope.ts';

/** A message in one queue. The same publication in two queues is two of these. */
export class QueuedMessage {
  readonly content: WireMessage | RawContent;
  readonly isRaw: boolean;
  readonly expirationMs: number | undefined;
  /** On the `performance.now()` clock; Infinity for never. */
  readonly expiresAt: number;
  /** How often it was handed out and came back. */
  returns = 0;

  constructor(content: WireMessage | RawContent, isRaw: boolean, expirationMs: number | undefined) {
    this.content = content;
    this.isRaw = isRaw;
    this.expirationMs = expirationMs;
    this.expiresAt = expirationMs === undefined ? Infinity : performance.now() + expirationMs;
  }
}

/** Who has a delivery in hand, as far as the delivery needs it. */
export interface DeliveryHolder {
  readonly queue: {
    readonly name: string;
    putBack(messages: readonly QueuedMessage[]): void;
  };
  /** The delivery was acknowledged or rejected. */
  release(delivery: MemoryDelivery): void;
}

/** A message handed to a consumer. */
export class MemoryDelivery implements Delivery {
  readonly message: QueuedMessage;
  readonly deliveryCount: number;
  readonly #holder: DeliveryHolder;
  settled = false;

  constructor(message: QueuedMessage, holder: DeliveryHolder) {
    this.message = message;
    this.deliveryCount = message.returns;
    this.#holder = holder;
  }

  get queue(): string {
    return this.#holder.queue.name;
  }

  get redelivered(): boolean {
    return this.deliveryCount > 0;
  }

  get expirationMs(): number {
    return this.message.expirationMs ?? Infinity;
  }

  decode(): WireMessage {
    const { content, isRaw } = this.message;
    if (!isRaw) return content as WireMessage;
    const raw = content as RawContent;
    return decodeBody(raw.body, {
      contentType: raw.contentType === null ? undefined : (raw.contentType ?? 'application/json'),
      contentEncoding: raw.contentEncoding ?? undefined,
    });
  }

  ack(): boolean {
    if (this.settled) return false;
    this.settled = true;
    this.#holder.release(this);
    return true;
  }

  reject(requeue: boolean): boolean {
    if (this.settled) return false;
    this.settled = true;
    this.#holder.release(this);
    if (requeue) this.#holder.queue.putBack([this.message]);
    return true;
  }
}
