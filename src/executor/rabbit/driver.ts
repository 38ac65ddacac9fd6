/** The driver for `rabbit://`: RabbitMQ by AMQP 0-9-1, wire-compatible with oslo.messaging's. */
import type {
  Consumer,
  Delivery,
  Driver,
  DriverContext,
  Publication,
  QueueState,
  Subscription,
} from '../driver.ts';
import { TransportClosed } from '../errors.ts';
import { RabbitConsumer } from './consumer.ts';
import { readOptions } from './option.ts';
import { Publisher } from './publisher.ts';
import { makeSite, type Site } from './site.ts';

/** The URL schemes that mean this driver; `amqps` is `amqp` with TLS. */
export const rabbitSchemes = ['rabbit', 'kombu', 'amqp', 'amqps'] as const;

/**
 * Makes the driver; connections are opened when they are first needed.
 * @throws {InvalidTransportURL} naming every option that cannot be used
 */
export function rabbitDriver(context: DriverContext): Driver {
  return new RabbitDriver(makeSite(context, readOptions(context)));
}

class RabbitDriver implements Driver {
  readonly #site: Site;
  readonly #publisher: Publisher;
  readonly #consumers = new Set<RabbitConsumer>();
  #closed: Promise<void> | undefined;

  constructor(site: Site) {
    this.#site = site;
    this.#publisher = new Publisher(site);
  }

  async consume(
    subscription: Subscription,
    onDelivery: (delivery: Delivery) => void,
  ): Promise<Consumer> {
    if (this.#closed) throw new TransportClosed();
    const consumer = new RabbitConsumer(this.#site, subscription, onDelivery);
    this.#consumers.add(consumer);
    try {
      await consumer.start();
    } catch (error) {
      this.#consumers.delete(consumer);
      throw error;
    }
    return consumer;
  }

  publish(publication: Publication): Promise<void> {
    return this.#publisher.publish(publication);
  }

  inspect(queue: string): Promise<QueueState | undefined> {
    return this.#publisher.inspect(queue);
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    const consumers = [...this.#consumers].map((consumer) => consumer.close());
    await Promise.all([this.#publisher.close(), ...consumers]);
  }
}
