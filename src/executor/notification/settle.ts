import type { Delivery } from '../driver.ts';
import type { Operations } from '../operations/operations.ts';

/** How notifications go back to their queue; see the listener's options. */
export interface RequeueOptions {
  readonly allowRequeue?: boolean;
  readonly requeueDelayMs?: number;
  readonly requeueLimit?: number;
}

/** How many ids are remembered for counting. */
const mostRemembered = 10_000;

/**
 * Gives notifications back, with the patience that the options ask for. The reference does it at once
 * and for ever, which makes a busy loop of one bad notification.
 */
export class Requeuer {
  readonly #options: RequeueOptions;
  readonly #operations: Operations;
  readonly #counts = new Map<string, number>();
  readonly #delayed = new Map<Delivery, ReturnType<typeof setTimeout>>();

  constructor(options: RequeueOptions, operations: Operations) {
    this.#options = options;
    this.#operations = operations;
  }

  /** Back to the queue; or acknowledged, if that is not allowed, or was done often enough. */
  requeue(delivery: Delivery, uniqueId: unknown): void {
    const { allowRequeue = false, requeueDelayMs = 0, requeueLimit = Infinity } = this.#options;
    const { counters } = this.#operations;
    if (!allowRequeue || this.#count(uniqueId) > requeueLimit) {
      delivery.ack();
      counters.notificationsDropped += 1;
      const why = allowRequeue ? `it was requeued ${requeueLimit} times` : 'requeueing is off';
      this.#operations.log('error', 'notification-dropped', `a notification was dropped: ${why}`, {
        fields: { uniqueId },
      });
      return;
    }
    counters.notificationsRequeued += 1;
    if (requeueDelayMs === 0) {
      delivery.reject(true);
      return;
    }
    const timer = setTimeout(() => {
      this.#delayed.delete(delivery);
      delivery.reject(true);
    }, requeueDelayMs);
    this.#delayed.set(delivery, timer);
  }

  #count(uniqueId: unknown): number {
    if (typeof uniqueId !== 'string') return 1;
    const count = (this.#counts.get(uniqueId) ?? 0) + 1;
    this.#counts.delete(uniqueId);
    this.#counts.set(uniqueId, count);
    const [oldest] = this.#counts.keys();
    if (this.#counts.size > mostRemembered && oldest !== undefined) this.#counts.delete(oldest);
    return count;
  }

  /** The listener stops: what waits for its delay goes back now. */
  flush(): void {
    for (const [delivery, timer] of this.#delayed) {
      clearTimeout(timer);
      delivery.reject(true);
    }
    this.#delayed.clear();
  }
}
