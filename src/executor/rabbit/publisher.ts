/**
 * Everything that a transport sends: confirm channels, retries with the same bodies, and
 * publications that wait while there is no connection or the broker is blocked.
 *
 * Two confirm channels: what goes to an auto-deleted exchange (a fanout's) has its own, for such an
 * exchange can vanish at any time and the broker then closes the channel; nobody else's messages must
 * suffer.
 */
import type { ChannelModel } from 'amqplib';
import type { Publication, QueueState } from '../driver.ts';
import { MessageDeliveryFailure, OutgoingBufferFull, TransportClosed } from '../errors.ts';
import { TimeBudget } from '../internal/time-budget.ts';
import { encodeContent } from './content.ts';
import { DeadlineWatch } from './deadline-watch.ts';
import { Declarer, isVolatile } from './declarer.ts';
import { ConfirmChannel, type ConfirmChannelOwner } from './confirm-channel.ts';
import type { Connection, Session } from './connection.ts';
import { inspectQueue } from './inspect-queue.ts';
import { checkPublicationNames } from './names.ts';
import { PendingPublication } from './pending-publication.ts';
import type { Broker } from './broker.ts';
import { Repeats } from './repeats.ts';
import { within } from './within.ts';

/** When the buffer is full, those that nobody waits for any more are looked for so often at most. */
const purgeEveryMs = 1000;

interface Open {
  readonly model: ChannelModel;
  readonly steady: ConfirmChannel;
  readonly volatile: ConfirmChannel;
  readonly declarer: Declarer;
}

export class Publisher implements Session, ConfirmChannelOwner {
  readonly purpose = 'publish';
  readonly #broker: Broker;
  readonly #connection: Connection;
  /** Every publication that is not settled. */
  readonly #pending = new Set<PendingPublication>();
  readonly #deadlines = new DeadlineWatch((now) => this.#expire(now));
  /** Those that wait for a connection, or for the broker to take messages again, by order. */
  #waiting: PendingPublication[] = [];
  #open: Open | undefined;
  readonly #repeats = new Repeats((pending) => {
    this.#take(pending);
  });
  #wasLost = false;
  #blocked = false;
  /** Of all bodies that are not settled. */
  #bytes = 0;
  #purgedAt = -Infinity;
  #order = 0;
  #closed: Promise<void> | undefined;
  /** Resolves when the close begins. */
  readonly #ending = Promise.withResolvers<undefined>();
  #idle: (() => void) | undefined;
  #onOpen: (() => void)[] = [];

  constructor(broker: Broker, connection: Connection) {
    this.#broker = broker;
    this.#connection = connection;
  }

  publish(publication: Publication): Promise<void> {
    checkPublicationNames(publication);
    const content = encodeContent(publication, this.#broker.options);
    if (this.#closed) throw new TransportClosed();
    if (!this.#isFlowing) this.#makeRoom(content.body.length);
    this.#connection.attach(this);
    return new Promise((resolve, reject) => {
      const pending = new PendingPublication(publication, content, this.#order++, resolve, reject);
      this.#take(pending);
    });
  }

  /** What is not settled. */
  get outgoing(): { messages: number; bytes: number } {
    return { messages: this.#pending.size, bytes: this.#bytes };
  }

  get #isFlowing(): boolean {
    return this.#open !== undefined && !this.#blocked && this.#waiting.length === 0;
  }

  /** @throws {OutgoingBufferFull} */
  #makeRoom(bytes: number): void {
    const limit = this.#broker.outgoing;
    const isFull = (): boolean =>
      this.#pending.size >= limit.messages || this.#bytes + bytes > limit.bytes;
    if (!isFull()) return;
    const now = performance.now();
    if (now >= this.#purgedAt + purgeEveryMs) {
      this.#purgedAt = now;
      this.#waiting = this.#waiting.filter((pending) => !this.#isOver(pending));
    }
    if (!isFull()) return;
    const cause = this.#blocked
      ? new Error('The broker takes no messages.')
      : this.#connection.failure;
    throw new OutgoingBufferFull(this.#pending.size, this.#bytes, { cause });
  }

  /** True, and settled, if nobody waits for it any longer: it is not sent then. */
  #isOver(pending: PendingPublication): boolean {
    if (pending.settled) return true;
    const { caller, giveUpAt } = pending.publication;
    const isLate = giveUpAt !== undefined && giveUpAt <= performance.now();
    if (caller?.hasGivenUp !== true && !isLate) return false;
    this.settle(pending, pending.unconfirmed('in time', this.#connection.failure));
    return true;
  }

  #take(pending: PendingPublication): void {
    this.#pending.add(pending);
    this.#bytes += pending.content.body.length;
    const { giveUpAt } = pending.publication;
    if (giveUpAt !== undefined) this.#deadlines.add(giveUpAt);
    this.#send(pending);
  }

  /** A queue's state; undefined if there is none. It takes as long as connecting may, at most. */
  async inspect(queue: string): Promise<QueueState | undefined> {
    if (this.#closed) throw new TransportClosed();
    const budget = new TimeBudget(this.#broker.options.connect_timeout * 1000);
    const { model } = await this.#opened(budget);
    const looked = inspectQueue(model, queue);
    const isOver = await within(budget.leftMs, Promise.race([looked, this.#ending.promise]));
    if (this.#isClosed) throw new TransportClosed();
    if (isOver) return await looked;
    throw new MessageDeliveryFailure(
      `Cannot inspect queue '${queue}': the broker does not answer.`,
    );
  }

  close(budget: TimeBudget): Promise<void> {
    this.#closed ??= this.#close(budget);
    return this.#closed;
  }

  // Called by the connection.

  async open(model: ChannelModel): Promise<void> {
    const [steady, volatile] = await Promise.all([
      ConfirmChannel.open(model, this),
      ConfirmChannel.open(model, this),
    ]);
    steady.onReopen = volatile.onReopen = () => {
      this.#open?.declarer.forget();
      this.#flush();
    };
    this.#open = { model, steady, volatile, declarer: new Declarer(model, this.#broker) };
    for (const wake of this.#onOpen.splice(0)) wake();
    this.#flush();
    if (this.#wasLost) this.#repeats.sendAgain();
  }

  lost(): void {
    this.#open?.declarer.lost();
    this.#open = undefined;
    this.#wasLost = true;
    this.blocked(false, '');
  }

  unreachable(error: unknown): void {
    for (const pending of this.#waiting.splice(0)) this.again(pending, error);
  }

  refused(error: Error): void {
    this.#waiting = [];
    for (const pending of [...this.#pending]) {
      this.settle(pending, pending.unconfirmed('(the broker refuses this client)', error));
    }
    for (const wake of this.#onOpen.splice(0)) wake();
    void this.#connection.detach(this);
  }

  blocked(on: boolean, reason: string): void {
    if (on === this.#blocked) return;
    this.#blocked = on;
    this.#broker.observe(on ? { type: 'blocked', reason } : { type: 'unblocked' });
    if (!on) this.#flush();
  }

  // Called by the channels.

  settle(pending: PendingPublication, error?: Error): void {
    if (pending.settled) return;
    pending.settled = true;
    this.#pending.delete(pending);
    this.#bytes -= pending.content.body.length;
    if (error) {
      pending.reject(error);
    } else {
      if (pending.publication.repeatUntil !== undefined) this.#repeats.keep(pending);
      pending.resolve();
    }
    if (this.#pending.size === 0) this.#idle?.();
  }

  again(pending: PendingPublication, cause: unknown): void {
    if (pending.settled) return;
    pending.returned = false;
    pending.failures++;
    if (!pending.mayRetry) {
      const after = `after ${pending.failures} attempt${pending.failures === 1 ? '' : 's'}`;
      this.settle(pending, pending.unconfirmed(after, cause));
      return;
    }
    this.#wait(pending);
  }

  // Sending.

  #send(pending: PendingPublication): void {
    const open = this.#open;
    if (open === undefined || this.#blocked || this.#waiting.length > 0) {
      this.#wait(pending);
      return;
    }
    this.#sendOn(open, pending);
  }

  #sendOn(open: Open, pending: PendingPublication): void {
    const { declare } = pending.publication;
    const goes = isVolatile(declare) ? open.volatile : open.steady;
    if (declare !== undefined) {
      const declared = open.declarer.declare(declare);
      if (declared !== true) {
        declared.then(
          () => {
            if (!this.#isOver(pending)) goes.send(pending);
          },
          (error: unknown) => {
            if (error instanceof MessageDeliveryFailure) this.settle(pending, error);
            else this.again(pending, error);
          },
        );
        return;
      }
    }
    if (goes.isOpen) goes.send(pending);
    else this.#wait(pending);
  }

  #wait(pending: PendingPublication): void {
    const waiting = this.#waiting;
    const isLater = (at: number): boolean => (waiting[at]?.order ?? Infinity) > pending.order;
    let [low, high] = [0, waiting.length];
    // Nearly always the last one; what a lost connection had on its way goes before what came since.
    if (high > 0 && !isLater(high - 1)) low = high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isLater(middle)) high = middle;
      else low = middle + 1;
    }
    waiting.splice(low, 0, pending);
  }

  #flush(): void {
    const open = this.#open;
    if (open === undefined || this.#blocked) return;
    for (const pending of this.#waiting.splice(0)) {
      if (!this.#isOver(pending)) this.#sendOn(open, pending);
    }
  }

  // Ends.

  #expire(now: number): number | undefined {
    let next: number | undefined;
    for (const pending of this.#pending) {
      const { giveUpAt } = pending.publication;
      if (giveUpAt === undefined) continue;
      if (giveUpAt <= now) {
        const why = this.#blocked ? 'in time (the broker is blocked)' : 'in time';
        this.settle(pending, pending.unconfirmed(why, this.#connection.failure));
      } else if (next === undefined || giveUpAt < next) {
        next = giveUpAt;
      }
    }
    this.#waiting = this.#waiting.filter((pending) => !pending.settled);
    return next;
  }

  async #opened(budget: TimeBudget): Promise<Open> {
    this.#connection.attach(this);
    const before = this.#open;
    if (before) return before;
    const opened = new Promise<void>((resolve) => this.#onOpen.push(resolve));
    await within(budget.leftMs, Promise.race([opened, this.#ending.promise]));
    if (this.#isClosed) throw new TransportClosed();
    const after = this.#current();
    if (after) return after;
    throw new MessageDeliveryFailure('There is no connection to the broker.', {
      cause: this.#connection.failure,
    });
  }

  #current(): Open | undefined {
    return this.#open;
  }

  get #isClosed(): boolean {
    return this.#closed !== undefined;
  }

  async #close(budget: TimeBudget): Promise<void> {
    this.#ending.resolve(undefined);
    if (this.#pending.size > 0 && this.#open !== undefined && !this.#blocked) {
      const idle = new Promise<void>((resolve) => {
        this.#idle = resolve;
      });
      await within(budget.leftMs, idle);
    }
    for (const pending of [...this.#pending]) this.settle(pending, new TransportClosed());
    this.#deadlines.stop();
    this.#repeats.stop();
    await this.#connection.detach(this, budget);
  }
}
