import type { Delivery, RawContent } from '../driver.ts';
import { decodeBody, type WireMessage } from '../wire/envelope.ts';
import type { MemoryConsumer } from './queue.ts';

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

/** A message handed to a consumer. */
export class MemoryDelivery implements Delivery {
  readonly message: QueuedMessage;
  readonly deliveryCount: number;
  readonly #consumer: MemoryConsumer;
  settled = false;

  constructor(message: QueuedMessage, consumer: MemoryConsumer) {
    this.message = message;
    this.deliveryCount = message.returns;
    this.#consumer = consumer;
  }

  get queue(): string {
    return this.#consumer.queue.name;
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
    this.#consumer.release(this);
    return true;
  }

  reject(requeue: boolean): boolean {
    if (this.settled) return false;
    this.settled = true;
    this.#consumer.release(this);
    if (requeue) this.#consumer.queue.putBack([this.message]);
    return true;
  }
}
