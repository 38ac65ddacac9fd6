import type { Delivery, QueueDeclaration } from '../driver.ts';
import { Fifo } from '../internal/fifo.ts';
import { MemoryDelivery, type DeliveryHolder, type QueuedMessage } from './message.ts';

/** One consumer of one queue. */
export class MemoryConsumer implements DeliveryHolder {
  readonly queue: MemoryQueue;
  readonly #prefetch: number;
  readonly #onDelivery: (delivery: Delivery) => void;
  /** Handed out, neither acknowledged nor rejected; in the order of the queue. */
  readonly #unsettled = new Set<MemoryDelivery>();
  #handingOut = 0;
  active = true;

  constructor(queue: MemoryQueue, prefetch: number, onDelivery: (delivery: Delivery) => void) {
    this.queue = queue;
    this.#prefetch = prefetch;
    this.#onDelivery = onDelivery;
  }

  get hasCredit(): boolean {
    return (
      this.active &&
      (this.#prefetch === 0 || this.#unsettled.size + this.#handingOut < this.#prefetch)
    );
  }

  deliver(message: QueuedMessage): void {
    const delivery = new MemoryDelivery(message, this);
    this.#handingOut += 1;
    try {
      this.#onDelivery(delivery);
    } finally {
      this.#handingOut -= 1;
      // Most are acknowledged at once and never enter the set.
      if (!delivery.settled) this.#unsettled.add(delivery);
    }
  }

  release(delivery: MemoryDelivery): void {
    if (this.#unsettled.delete(delivery) && this.#prefetch > 0) this.queue.wake();
  }

  /** The connection is gone: everything unsettled returns to its place in the queue. */
  close(): void {
    this.active = false;
    const back = [...this.#unsettled];
    this.#unsettled.clear();
    for (const delivery of back) delivery.settled = true;
    this.queue.putBack(back.map((delivery) => delivery.message));
  }
}

/** A queue: messages in order, consumers in turn. */
export class MemoryQueue {
  readonly name: string;
  readonly declaration: QueueDeclaration;
  readonly #messages = new Fifo<QueuedMessage>();
  readonly #consumers: MemoryConsumer[] = [];
  readonly #onWork: (queue: MemoryQueue) => void;
  readonly #onUnused: (queue: MemoryQueue) => void;
  #turn = 0;
  #expiry: ReturnType<typeof setTimeout> | undefined;
  /** True while the broker has it on its list of queues to look at. */
  awake = false;

  constructor(
    declaration: QueueDeclaration,
    onWork: (queue: MemoryQueue) => void,
    onUnused: (queue: MemoryQueue) => void,
  ) {
    this.name = declaration.name;
    this.declaration = declaration;
    this.#onWork = onWork;
    this.#onUnused = onUnused;
    this.restartExpiry();
  }

  get ready(): number {
    this.#dropExpired();
    return this.#messages.length;
  }

  get consumers(): number {
    return this.#consumers.length;
  }

  push(message: QueuedMessage): void {
    this.#messages.push(message);
    if (this.#consumers.length > 0) this.wake();
  }

  /** Returns messages to the front, in the given order, marked as redelivered. */
  putBack(messages: readonly QueuedMessage[]): void {
    for (const message of messages.toReversed()) {
      message.returns += 1;
      this.#messages.unshift(message);
    }
    if (messages.length > 0) this.wake();
  }

  wake(): void {
    if (!this.awake) this.#onWork(this);
  }

  addConsumer(prefetch: number, onDelivery: (delivery: Delivery) => void): MemoryConsumer {
    clearTimeout(this.#expiry);
    this.#expiry = undefined;
    const consumer = new MemoryConsumer(this, prefetch, onDelivery);
    this.#consumers.push(consumer);
    this.wake();
    return consumer;
  }

  removeConsumer(consumer: MemoryConsumer): void {
    const at = this.#consumers.indexOf(consumer);
    if (at < 0) return;
    this.#consumers.splice(at, 1);
    consumer.active = false;
    if (this.#consumers.length > 0) return;
    if (this.declaration.autoDelete) this.#onUnused(this);
    else this.restartExpiry();
  }

  /** `x-expires` counts from the last use: a declaration or the last consumer's leaving. */
  restartExpiry(): void {
    const { expiresMs } = this.declaration;
    if (expiresMs === undefined || this.#consumers.length > 0) return;
    clearTimeout(this.#expiry);
    this.#expiry = setTimeout(() => {
      this.#onUnused(this);
    }, expiresMs);
    (this.#expiry as { unref?: () => void }).unref?.();
  }

  delete(): void {
    clearTimeout(this.#expiry);
    for (const consumer of this.#consumers) consumer.active = false;
    this.#consumers.length = 0;
    this.#messages.drain();
  }

  /** Hands out what consumers have credit for, at most so many; the number handed out. */
  deliver(limit: number): number {
    let count = 0;
    while (count < limit && this.#messages.length > 0) {
      const consumer = this.#nextConsumer();
      if (!consumer) break;
      this.#dropExpired();
      const message = this.#messages.shift();
      if (!message) break;
      consumer.deliver(message);
      count += 1;
    }
    return count;
  }

  /** As a broker does: only at the front, and without a word. */
  #dropExpired(): void {
    let first = this.#messages.peek();
    while (first && first.expiresAt !== Infinity && first.expiresAt <= performance.now()) {
      this.#messages.shift();
      first = this.#messages.peek();
    }
  }

  #nextConsumer(): MemoryConsumer | undefined {
    const { length } = this.#consumers;
    for (let tried = 0; tried < length; tried++) {
      this.#turn = (this.#turn + 1) % length;
      const consumer = this.#consumers[this.#turn];
      if (consumer?.hasCredit) return consumer;
    }
    return undefined;
  }
}
