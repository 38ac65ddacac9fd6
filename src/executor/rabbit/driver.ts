/** The driver for `rabbit://`: RabbitMQ by AMQP 0-9-1, wire-compatible with oslo.messaging's. */
import type {
  CloseLimit,
  Consumer,
  Delivery,
  Driver,
  DriverContext,
  Publication,
  QueueState,
  Subscription,
} from '../driver.ts';
import { TransportClosed } from '../errors.ts';
import { TimeBudget } from '../internal/time-budget.ts';
import { RabbitConsumer } from './consumer.ts';
import { Connection } from './connection.ts';
import { readOptions } from '../address/read-options.ts';
import { Publisher } from './publisher.ts';
import { makeBroker, type Broker } from './broker.ts';

/** The URL schemes that mean this driver; `amqps` is `amqp` with TLS. */
export const rabbitSchemes = ['rabbit', 'kombu', 'amqp', 'amqps'] as const;

/**
 * Makes the driver; connections are opened when they are first needed.
 * @throws {InvalidTransportURL} naming every option that cannot be used
 */
export function rabbitDriver(context: DriverContext): Driver {
  return new RabbitDriver(makeBroker(context, readOptions(context.url, context.options).driver));
}

/** How long a close may take where nobody says; an orchestrator gives some 30 s for everything. */
const closeMs = 5000;

class RabbitDriver implements Driver {
  readonly #broker: Broker;
  /**
   * The connection of everything but notification listeners: what a server acknowledges and replies,
   * or a client acknowledges and asks next, leaves in one write.
   */
  readonly #main: Connection;
  readonly #publisher: Publisher;
  readonly #consumers = new Set<RabbitConsumer>();
  #ownConnections = 0;
  #closed: Promise<void> | undefined;

  constructor(broker: Broker) {
    this.#broker = broker;
    this.#main = new Connection(broker, 'main');
    this.#publisher = new Publisher(broker, this.#main);
  }

  async consume(
    subscription: Subscription,
    onDelivery: (delivery: Delivery) => void,
  ): Promise<Consumer> {
    if (this.#closed) throw new TransportClosed();
    const connection = sharesConnection(subscription)
      ? this.#main
      : this.#ownConnection(subscription);
    const consumer = new RabbitConsumer(
      this.#broker,
      connection,
      subscription,
      onDelivery,
      (copy) => this.#publisher.publish(copy),
    );
    this.#consumers.add(consumer);
    void consumer.ended.then(() => this.#consumers.delete(consumer));
    await consumer.start();
    return consumer;
  }

  publish(publication: Publication): Promise<void> {
    return this.#publisher.publish(publication);
  }

  inspect(queue: string): Promise<QueueState | undefined> {
    return this.#publisher.inspect(queue);
  }

  get outgoing(): { messages: number; bytes: number } {
    return this.#publisher.outgoing;
  }

  close({ timeoutMs = closeMs }: CloseLimit = {}): Promise<void> {
    this.#closed ??= this.#close(new TimeBudget(timeoutMs));
    return this.#closed;
  }

  #ownConnection(subscription: Subscription): Connection {
    const { purpose } = subscription;
    const number = (this.#ownConnections += 1);
    return new Connection(this.#broker, number === 1 ? purpose : `${purpose} ${number}`);
  }

  async #close(budget: TimeBudget): Promise<void> {
    const limit = { timeoutMs: budget.leftMs };
    const consumers = [...this.#consumers].map((consumer) => consumer.close(limit));
    await Promise.all([this.#publisher.close(budget), ...consumers]);
  }
}

/**
 * A broker that is blocked (memory, disk) stops reading from every connection that publishes. A server
 * could send no replies then, so it may as well wait. A listener of notifications must go on: it is
 * by being consumed that the broker gets its memory back.
 */
function sharesConnection(subscription: Subscription): boolean {
  return subscription.purpose !== 'notifications';
}
