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
import { uniqueId } from '../wire/unique-id.ts';
import { MemoryBroker } from './broker.ts';

/** Brokers by address: transports of the same URL meet, as they would at a real one. */
const shared = new Map<string, { readonly broker: MemoryBroker; users: number }>();

/**
 * `memory://[name][/vhost]`: the embedded transport, in Node and in browsers.
 *
 * Transports with the same name and virtual host in one process (or page) share a broker, which lives
 * until the last of them is closed. The option `broker` gives a transport one of its own.
 */
export function memoryDriver(context: DriverContext): Driver {
  context.observe({ type: 'connected', host: 'memory', purpose: 'memory' });
  const own = context.options['broker'];
  if (own instanceof MemoryBroker) return new MemoryDriver(own, () => undefined);
  const { hosts, virtualHost } = context.url;
  const address = `${hosts.map((host) => host.hostname).join(',')}/${virtualHost}`;
  const entry = shared.get(address) ?? { broker: new MemoryBroker(), users: 0 };
  shared.set(address, entry);
  entry.users += 1;
  return new MemoryDriver(entry.broker, () => {
    entry.users -= 1;
    if (entry.users === 0) shared.delete(address);
  });
}

class MemoryDriver implements Driver {
  readonly #broker: MemoryBroker;
  readonly #onClose: () => void;
  readonly #consumers = new Set<Consumer>();
  #closing: Promise<void> | undefined;
  /** What this transport declared, as a channel remembers it, and at which generation. */
  readonly #declared = new WeakMap<object, number>();

  constructor(broker: MemoryBroker, onClose: () => void) {
    this.#broker = broker;
    this.#onClose = onClose;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- what it throws must be a rejection
  async consume(
    subscription: Subscription,
    onDelivery: (delivery: Delivery) => void,
  ): Promise<Consumer> {
    if (this.#closing) throw new TransportClosed();
    const { streams, declared } = withOwnStreams(subscription);
    this.#broker.declare(declared);
    const running = declared.consume.flatMap((name) => {
      const queue = this.#broker.queue(name);
      return queue
        ? [{ queue, consumer: queue.addConsumer(subscription.prefetch, onDelivery) }]
        : [];
    });
    const consumer: Consumer = {
      cancel: () => {
        for (const { queue, consumer } of running) queue.removeConsumer(consumer);
        return Promise.resolve();
      },
      close: async () => {
        await consumer.cancel();
        for (const { consumer } of running) consumer.close();
        for (const name of [...declared.deleteOnClose, ...streams]) this.#broker.deleteQueue(name);
        this.#consumers.delete(consumer);
      },
    };
    this.#consumers.add(consumer);
    return consumer;
  }

  publish(publication: Publication): undefined {
    if (this.#closing) throw new TransportClosed();
    const { declare } = publication;
    const broker = this.#broker;
    if (declare && this.#declared.get(declare) !== broker.generation) {
      broker.declare(declare);
      this.#declared.set(declare, broker.generation);
    }
    broker.publish(publication);
  }

  inspect(name: string): Promise<QueueState | undefined> {
    const queue = this.#broker.queue(name);
    return Promise.resolve(queue && { ready: queue.ready, consumers: queue.consumers });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await Promise.all([...this.#consumers].map((consumer) => consumer.close()));
    this.#onClose();
  }
}

/**
 * A stream gives each of its consumers every message: here each has a queue of its own for it, as it
 * has for a fanout without streams.
 */
function withOwnStreams(subscription: Subscription): {
  streams: readonly string[];
  declared: Subscription;
} {
  const own = new Map<string, string>();
  for (const { kind, name } of subscription.queues) {
    if (kind === 'stream') own.set(name, `${name}_${uniqueId()}`);
  }
  const named = (name: string): string => own.get(name) ?? name;
  const declared = {
    ...subscription,
    queues: subscription.queues.map((queue) => ({ ...queue, name: named(queue.name) })),
    consume: subscription.consume.map(named),
  };
  return { streams: [...own.values()], declared };
}
