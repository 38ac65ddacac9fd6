import type { CloseLimit, Consumer, Delivery, Subscription } from '../driver.ts';
import { MessagingServerError } from '../errors.ts';
import type { Executor } from '../executors/executor.ts';
import { Fifo } from '../internal/fifo.ts';
import { isPromiseLike, type MaybePromise } from '../internal/maybe-promise.ts';
import type { Transport } from '../transport.ts';
import type { Work, WorkOwner } from './work.ts';

/** Makes work out of what arrives: of a delivery, or of a batch of them. */
export interface IntakeHandler<Item> {
  /**
   * Called when the executor has a place for the item. Undefined if there is nothing to do: it was
   * malformed, a repeat, or no longer ours; then it is settled already.
   */
  accept(item: Item): Work | undefined;
  /** The deliveries of an item, to be given back. */
  deliveries(item: Item): readonly Delivery[];
}

/** For executors that do not look at it. */
const neverAborts = new AbortController().signal;

/** After the grace is over and the signals have aborted: how long until the answer is given anyway. */
const abandonAfterMs = 1000;

/** How long the broker may take to end the flow, where a grace was given. */
const cancelMs = 2000;

/**
 * The way from the broker to the executor, for one run of a server or listener (from start to the end
 * of wait). It takes a delivery only when the executor has a place; until then the delivery stays
 * unacknowledged, the prefetch limit holds the broker back, and stopping gives it back at once.
 */
export class Intake<Item> implements WorkOwner {
  readonly #transport: Transport;
  readonly #executor: Executor;
  readonly #handler: IntakeHandler<Item>;
  readonly #waiting = new Fifo<Item>();
  /** In no order; each knows its place, so that leaving is cheap (and see ReplyReceiver on Maps). */
  readonly #running: Work[] = [];
  #consumer: Consumer | undefined;
  #stopping = false;
  #cancelled = false;
  #pumping = false;
  #hasAbandoned = false;
  #idle: (() => void)[] = [];
  #timers: ReturnType<typeof setTimeout>[] = [];

  constructor(transport: Transport, executor: Executor, handler: IntakeHandler<Item>) {
    this.#transport = transport;
    this.#executor = executor;
    this.#handler = handler;
  }

  /** Begins to consume; `onDelivery` makes items of deliveries and gives them to {@link offer}. */
  async start(subscription: Subscription, onDelivery: (delivery: Delivery) => void): Promise<void> {
    const driver = await this.#transport.driver();
    this.#consumer = await driver.consume(subscription, onDelivery);
  }

  get running(): number {
    return this.#running.length;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  offer(item: Item): void {
    if (this.#cancelled) {
      this.#handBack(item);
      return;
    }
    this.#waiting.push(item);
    if (!this.#stopping) this.#pump();
  }

  #handBack(item: Item): void {
    for (const delivery of this.#handler.deliveries(item)) {
      delivery.reject(true);
      this.#transport.operations.counters.handedBack += 1;
    }
  }

  /** Hands what waits to the executor as long as it has places. */
  #pump(): void {
    if (this.#pumping) return; // a plain function ended within the loop below
    this.#pumping = true;
    try {
      while (this.#running.length < this.#executor.capacity) {
        const item = this.#waiting.shift();
        if (item === undefined) break;
        this.#begin(item);
      }
    } finally {
      this.#pumping = false;
    }
  }

  #begin(item: Item): void {
    const work = this.#handler.accept(item);
    if (!work) return;
    work.place = this.#running.push(work) - 1;
    if (this.#executor.places?.enter() === true) work.run(this);
    else this.#submit(work);
  }

  /** Called by work that runs in a place of the executor's. */
  ended(work: Work): void {
    this.#executor.places?.leave();
    this.#finish(work);
  }

  #submit(work: Work): void {
    let done: unknown;
    try {
      const signal = this.#executor.ignoresSignal === true ? neverAborts : work.signal;
      done = this.#executor.submit(() => run(work), signal);
    } catch (error) {
      this.#refused(work, error);
      return;
    }
    if (!isPromiseLike(done)) {
      this.#finish(work);
      return;
    }
    done.then(
      () => {
        this.#finish(work);
      },
      (error: unknown) => {
        this.#refused(work, error);
      },
    );
  }

  /** The executor itself failed, not the endpoint: the caller must learn of it all the same. */
  #refused(work: Work, error: unknown): void {
    this.#transport.operations.log('error', 'executor-failed', 'the executor refused a message', {
      error,
    });
    work.refuse(error instanceof Error ? error : new MessagingServerError(String(error)));
    this.#finish(work);
  }

  #finish(work: Work): void {
    if (!work.end()) return;
    const last = this.#running.pop();
    if (last && last !== work) {
      this.#running[work.place] = last;
      last.place = work.place;
    }
    if (this.#stopping) {
      if (this.#running.length === 0) this.#wakeIdle();
    } else if (this.#waiting.length > 0) {
      this.#pump();
    }
  }

  #wakeIdle(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    const idle = this.#idle;
    this.#idle = [];
    for (const wake of idle) wake();
  }

  /**
   * Ends the flow and gives back what no endpoint has seen. Endpoints go on; with a grace, their
   * signals abort after it, and what is not finished a second later is answered with an error.
   */
  async stop(graceMs: number | undefined): Promise<void> {
    this.#stopping = true;
    if (graceMs !== undefined && this.#running.length > 0) this.#endAfter(graceMs);
    // Only a consumer that is gone can give back: to one that listens the broker would hand it again.
    const timeoutMs = graceMs === undefined ? undefined : cancelMs;
    await this.#consumer?.cancel({ timeoutMs });
    this.#cancelled = true;
    for (const item of this.#waiting.drain()) this.#handBack(item);
  }

  #endAfter(graceMs: number): void {
    const reason = new MessagingServerError(
      `The server stopped, and ${graceMs} ms of grace passed.`,
    );
    const abandon = (): void => {
      this.#hasAbandoned = true;
      for (const work of [...this.#running]) {
        work.abandon(reason);
        this.#finish(work);
      }
    };
    const abort = (): void => {
      for (const work of this.#running) work.abort(reason);
      this.#timers.push(setTimeout(abandon, abandonAfterMs));
    };
    this.#timers.push(setTimeout(abort, graceMs));
  }

  /** Closes the executor of this run; does not wait for endpoints that were abandoned. */
  async closeExecutor(): Promise<void> {
    const closed = this.#executor.close();
    if (!this.#hasAbandoned) await closed;
  }

  /** Resolves when no endpoint runs any more, abandoned ones excepted. */
  async idle(): Promise<void> {
    if (this.#running.length === 0) return;
    await new Promise<void>((resolve) => {
      this.#idle.push(resolve);
    });
  }

  async close(limit?: CloseLimit): Promise<void> {
    await this.#consumer?.close(limit);
  }
}

/** Work as a task for any executor. */
function run(work: Work): MaybePromise<void> {
  const end: { isOver: boolean; wake?: () => void } = { isOver: false };
  work.run({
    ended: () => {
      end.isOver = true;
      end.wake?.();
    },
  });
  if (end.isOver) return undefined;
  return new Promise((resolve) => {
    end.wake = resolve;
  });
}
