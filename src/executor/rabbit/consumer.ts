/** A subscription with a channel of its own: declared, bound and consumed again on every connection. */
import type { Channel, ChannelModel, ConsumeMessage } from 'amqplib';
import type { CloseLimit, Consumer, Delivery, Publication, Subscription } from '../driver.ts';
import { MessageDeliveryFailure, TransportClosed } from '../errors.ts';
import { Acknowledger } from './acknowledger.ts';
import { refusal } from './declare.ts';
import { declareOnce } from './declarer.ts';
import { RabbitDelivery, type DeliverySession } from './delivery.ts';
import type { Connection, Session } from './connection.ts';
import { checkDeclaredNames } from './names.ts';
import { RecentAcks } from './recent-acks.ts';
import { RedeliveryCounter } from './redelivery-counter.ts';
import type { Broker } from './broker.ts';
import { StreamPosition } from './stream-position.ts';
import { corkerOf } from './socket.ts';
import { TimeBudget } from '../internal/time-budget.ts';
import { within } from './within.ts';

/** How long the broker may take to answer a cancel, and all of a close, where nobody says. */
const answerMs = 5000;

/** AMQP has 16 bits for it. */
const mostPrefetch = 65_535;

interface Open extends DeliverySession {
  readonly channel: Channel;
  /** Deliveries that came after the cancel was sent: handed back when it was answered. */
  readonly late: RabbitDelivery[];
  readonly counter: RedeliveryCounter;
  /** Why it is not open any more, where that is known. */
  fault: unknown;
}

export class RabbitConsumer implements Consumer, Session {
  readonly #broker: Broker;
  readonly #subscription: Subscription;
  readonly #onDelivery: (delivery: Delivery) => void;
  readonly #publish: (publication: Publication) => Promise<void>;
  readonly #connection: Connection;
  readonly #started = Promise.withResolvers<undefined>();
  readonly #ended = Promise.withResolvers<undefined>();
  readonly #recent = new RecentAcks();
  /** Of the streams among the queues. */
  readonly #positions: ReadonlyMap<string, StreamPosition>;
  /** Queues in which this counts the deliveries, because the broker does not. */
  readonly #counted: ReadonlySet<string>;
  #open: Open | undefined;
  #isStarted = false;
  #cancelled: Promise<void> | undefined;
  #closed: Promise<void> | undefined;

  constructor(
    broker: Broker,
    connection: Connection,
    subscription: Subscription,
    onDelivery: (delivery: Delivery) => void,
    publish: (publication: Publication) => Promise<void>,
  ) {
    this.#publish = publish;
    this.#broker = broker;
    this.#subscription = subscription;
    this.#onDelivery = onDelivery;
    this.#connection = connection;
    const streams = subscription.queues.filter((queue) => queue.kind === 'stream');
    this.#positions = new Map(streams.map(({ name }) => [name, new StreamPosition()]));
    const classic = subscription.queues.filter((queue) => queue.kind === undefined);
    const isCounting = subscription.countsDeliveries === true;
    this.#counted = new Set(isCounting ? classic.map((queue) => queue.name) : []);
  }

  get purpose(): string {
    return this.#subscription.purpose;
  }

  /**
   * Resolves once the broker delivers; a broker that cannot be reached is tried until the
   * subscription's signal aborts.
   * @throws {MessageDeliveryFailure} the broker refuses what is declared
   * @throws {TransportClosed} closed before that
   * @throws the signal's reason
   */
  async start(): Promise<void> {
    const { signal } = this.#subscription;
    signal?.throwIfAborted();
    try {
      checkDeclaredNames(this.#subscription);
    } catch (error) {
      this.#ended.resolve(undefined);
      throw error;
    }
    const abort = (): void => {
      this.#started.reject(signal?.reason);
      void this.close();
    };
    signal?.addEventListener('abort', abort);
    this.#connection.attach(this);
    try {
      await this.#started.promise;
    } catch (error) {
      this.#ended.resolve(undefined);
      throw error;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  /** Resolves once nothing is left of it. */
  get ended(): Promise<unknown> {
    return this.#ended.promise;
  }

  cancel({ timeoutMs = answerMs }: CloseLimit = {}): Promise<void> {
    this.#cancelled ??= this.#cancel(new TimeBudget(timeoutMs));
    return this.#cancelled;
  }

  close({ timeoutMs = answerMs }: CloseLimit = {}): Promise<void> {
    this.#closed ??= this.#close(new TimeBudget(timeoutMs)).finally(() => {
      this.#ended.resolve(undefined);
    });
    return this.#closed;
  }

  async open(model: ChannelModel): Promise<void> {
    const channel = await model.createChannel();
    const acks = new Acknowledger(channel, corkerOf(model));
    const open: Open = {
      channel,
      acks,
      counter: this.#counter(channel, acks),
      recent: this.#recent,
      positions: this.#positions,
      unsettled: new Set(),
      isOpen: true,
      fault: undefined,
      options: this.#broker.options,
      late: [],
    };
    this.#watch(open);
    try {
      await declareOnce(model, this.#subscription, this.#broker);
      await this.#consume(open);
    } catch (error) {
      if (!this.#isStarted && error instanceof MessageDeliveryFailure) {
        this.#started.reject(error);
        void this.#connection.detach(this);
      }
      throw error;
    }
    if (!open.isOpen) {
      // It went before it was in use: its deliveries came at once, and the broker's patience was short.
      this.#recent.lost();
      channel.close().catch(() => undefined); // mostly it is closed already
      throw open.fault instanceof Error ? open.fault : new Error('The channel is gone');
    }
    if (this.#cancelled) {
      await channel.close(); // it was given up while it began
      return;
    }
    this.#open = open;
    if (this.#isStarted) {
      const queues = this.#subscription.queues.map((queue) => queue.name);
      this.#broker.observe({ type: 'redeclared', queues });
    }
    this.#isStarted = true;
    this.#started.resolve(undefined);
  }

  lost(): void {
    if (this.#open) this.#open.isOpen = false;
    this.#open = undefined;
    this.#recent.lost();
    // Nothing more is wanted from the broker, and what was handed out went with the connection.
    if (this.#cancelled) void this.#connection.detach(this);
  }

  refused(error: Error): void {
    const { purpose } = this.#subscription;
    const text = `Cannot consume (${purpose}): ${error.message}`;
    this.#started.reject(new MessageDeliveryFailure(text, { cause: error }));
    void this.#connection.detach(this);
  }

  async #consume(open: Open): Promise<void> {
    const { channel } = open;
    const { consume } = this.#subscription;
    const prefetch = this.#prefetch();
    if (prefetch > 0) await channel.prefetch(prefetch);
    try {
      for (const [at, queue] of consume.entries()) {
        const consumerTag = String(at + 1);
        const args = this.#consumerArguments(queue);
        await channel.consume(queue, this.#receiver(open, queue), { consumerTag, arguments: args });
      }
    } catch (error) {
      throw refusal(`to deliver from ${consume.join(', ')}`, error) ?? error;
    }
  }

  #consumerArguments(queue: string): Record<string, unknown> {
    const position = this.#positions.get(queue);
    return {
      ...(position === undefined ? {} : { 'x-stream-offset': position.argument() }),
      ...(this.#broker.options.enable_cancel_on_failover
        ? { 'x-cancel-on-ha-failover': true }
        : {}),
    };
  }

  #receiver(open: Open, queue: string): (message: ConsumeMessage | null) => void {
    return (message) => {
      if (message === null) {
        // The broker cancelled the consumer: its queue was deleted, or moved to another node.
        this.#positions.get(queue)?.reset();
        this.#again(open, new Error(`Queue '${queue}' was deleted`));
        return;
      }
      const delivery = new RabbitDelivery(queue, message, open);
      if (this.#recent.isRepeat(delivery, open.unsettled) && delivery.ack()) return;
      if (this.#cancelled) open.late.push(delivery);
      else if (!open.counter.takes(delivery)) this.#onDelivery(delivery);
    };
  }

  #counter(channel: Channel, acks: Acknowledger): RedeliveryCounter {
    return new RedeliveryCounter(this.#counted, {
      publish: this.#publish,
      acknowledged: () => {
        acks.flush();
        // It changes nothing for consumers that are there; its answer is what counts.
        return channel.prefetch(this.#prefetch());
      },
      handOut: (delivery) => {
        if (this.#cancelled) delivery.reject(true);
        else this.#onDelivery(delivery);
      },
      warn: (message, error) => {
        this.#broker.observe({ type: 'warning', message, error });
      },
    });
  }

  /** Begins again on another channel: what this one delivered is the broker's again. */
  #again(open: Open, reason: unknown): void {
    open.isOpen = false;
    open.fault ??= reason;
    if (this.#open !== open || this.#cancelled) return;
    this.#open = undefined;
    this.#recent.lost();
    open.channel.close().catch(() => undefined); // mostly it is closed already
    this.#connection.reopen(this, reason);
  }

  #watch(open: Open): void {
    open.channel.on('error', (error: Error) => {
      open.isOpen = false;
      open.fault ??= error;
    });
    open.channel.on('close', () => {
      open.isOpen = false;
      if (open.fault !== undefined) this.#again(open, open.fault);
    });
    open.channel.on('handler-error', (error: Error) => {
      this.#broker.observe({ type: 'warning', message: 'A delivery was not dealt with', error });
    });
  }

  #prefetch(): number {
    const wanted = this.#subscription.prefetch;
    const cap = this.#broker.options.rabbit_qos_prefetch_count;
    // A stream gives nothing to who sets no limit.
    if (cap === 0 && wanted === 0 && this.#positions.size > 0) return mostPrefetch;
    if (cap === 0 || wanted === 0) return Math.min(wanted + cap, mostPrefetch);
    return Math.min(wanted, cap, mostPrefetch);
  }

  async #cancel(budget: TimeBudget): Promise<void> {
    const open = this.#open;
    if (open === undefined) {
      this.#started.reject(new TransportClosed('The consumer was closed before it had started.'));
      this.#started.promise.catch(() => undefined);
      await this.#connection.detach(this, budget);
      return;
    }
    const tags = this.#subscription.consume.map((_, at) => String(at + 1));
    await within(budget.leftMs, Promise.all(tags.map((tag) => open.channel.cancel(tag))));
    const unseen = [...open.late.splice(0), ...open.counter.drain()];
    for (const delivery of unseen) delivery.reject(true);
  }

  async #close(budget: TimeBudget): Promise<void> {
    await this.cancel({ timeoutMs: budget.leftMs });
    const open = this.#open;
    if (open?.isOpen) {
      const { channel } = open;
      const deleted = (async () => {
        open.acks.flush();
        for (const queue of this.#subscription.deleteOnClose) await channel.deleteQueue(queue);
        // The answer to this one says that the broker has read every acknowledgement before it.
        await channel.close();
      })();
      await within(budget.leftMs, deleted);
      open.isOpen = false;
    }
    await this.#connection.detach(this, budget);
  }
}
