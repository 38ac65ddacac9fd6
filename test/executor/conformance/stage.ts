import { afterEach } from 'vitest';
import {
  getNotificationListener,
  getRpcClient,
  getRpcServer,
  type Delivery,
  type Driver,
  type NotificationListener,
  type NotificationListenerOptions,
  type RpcClient,
  type RpcClientOptions,
  type RpcServer,
  type RpcServerOptions,
  type TargetOptions,
  type Transport,
  type TransportOptions,
  type WireMessage,
} from '../../../src/executor/browser.ts';
import { uniqueId } from '../../../src/executor/wire/unique-id.ts';

/** The broker under test, and the clock that its tests run by. */
export interface ConformanceBroker {
  /** A new transport to the same broker. The suite closes it. */
  readonly transport: (options?: TransportOptions) => Transport;
  /** Lets so much time pass: really, or on a fake clock. */
  readonly sleep: (ms: number) => Promise<void>;
}

/** What a test may set up; all of it is taken down after the test. */
export interface Stage {
  /** A topic that no other test uses. */
  topic(): string;
  transport(options?: TransportOptions): Transport;
  /** A started server named `one` unless the target says otherwise. */
  serve(
    target: TargetOptions,
    endpoints: readonly object[],
    options?: RpcServerOptions,
    transport?: Transport,
  ): Promise<RpcServer>;
  client(target: TargetOptions, options?: RpcClientOptions, transport?: Transport): RpcClient;
  listen(
    topic: string,
    endpoints: readonly object[],
    options?: NotificationListenerOptions,
    transport?: Transport,
  ): Promise<NotificationListener>;
  /** The driver of the stage's own transport, for messages by hand. */
  driver(): Promise<Driver>;
  /** Publishes a body byte for byte to a topic's queue. */
  raw(topic: string, body: string | Uint8Array, contentType?: string | null): Promise<void>;
  /** Publishes a request as it stands, in its envelope. */
  request(topic: string, message: WireMessage): Promise<void>;
  /** A queue by hand, and what arrived in it. */
  queue(): Promise<{ name: string; messages: WireMessage[]; deliveries: Delivery[] }>;
  /** The ready messages of a queue. */
  ready(queue: string): Promise<number>;
  /** Waits until something is so; fails after five seconds of the broker's clock. */
  until(what: string, condition: () => boolean | Promise<boolean>): Promise<void>;
  sleep(ms: number): Promise<void>;
}

/** Called once in each describe block. */
export function stage(broker: ConformanceBroker): Stage {
  let open: (() => Promise<unknown>)[] = [];
  let own: Transport | undefined;

  afterEach(async () => {
    const closing = open.toReversed();
    open = [];
    own = undefined;
    for (const close of closing) await close();
  });

  function transport(options: TransportOptions = {}): Transport {
    const opened = broker.transport({ hooks: { log: () => undefined }, ...options });
    open.push(() => opened.close());
    return opened;
  }

  const mine = (): Transport => (own ??= transport());

  async function started<Server extends RpcServer | NotificationListener>(
    server: Server,
  ): Promise<Server> {
    await server.start();
    open.push(async () => {
      await server.stop({ graceMs: 0 });
      void server.wait(); // an endpoint that never ends must not hold the suite
    });
    return server;
  }

  async function publish(
    topic: string,
    content: { message: WireMessage } | { raw: { body: string | Uint8Array } },
  ): Promise<void> {
    const driver = await mine().driver();
    await driver.publish({ exchange: '', routingKey: topic, ...content });
  }

  return {
    topic: () => `conformance_${uniqueId().slice(0, 12)}`,
    transport,
    serve: async (target, endpoints, options = {}, over = mine()) =>
      await started(getRpcServer(over, { server: 'one', ...target }, endpoints, options)),
    client: (target, options = {}, over = mine()) => getRpcClient(over, target, options),
    listen: async (topic, endpoints, options = {}, over = mine()) =>
      await started(getNotificationListener(over, [{ topic }], endpoints, options)),
    driver: () => mine().driver(),
    raw: (topic, body, contentType) =>
      publish(topic, { raw: { body, ...(contentType === undefined ? {} : { contentType }) } }),
    request: (topic, message) => publish(topic, { message }),
    queue: async () => {
      const name = `conformance_${uniqueId()}`;
      const messages: WireMessage[] = [];
      const deliveries: Delivery[] = [];
      const consumer = await (
        await mine().driver()
      ).consume(
        {
          exchanges: [],
          queues: [{ name, durable: false, autoDelete: false, expiresMs: 60_000, bindings: [] }],
          consume: [name],
          deleteOnClose: [name],
          prefetch: 0,
          purpose: 'test',
        },
        (delivery) => {
          deliveries.push(delivery);
          messages.push(delivery.decode());
          delivery.ack();
        },
      );
      open.push(() => consumer.close());
      return { name, messages, deliveries };
    },
    ready: async (queue) => (await (await mine().driver()).inspect(queue))?.ready ?? 0,
    until: async (what, condition) => {
      for (let waited = 0; waited < 5000; waited += 10) {
        if (await condition()) return;
        await broker.sleep(10);
      }
      throw new Error(`It did not happen within 5 s: ${what}`);
    },
    sleep: broker.sleep,
  };
}

/** A promise and the means to settle it: an endpoint that waits for the test. */
export function gate(): { promise: Promise<void>; open: () => void } {
  let open!: () => void;
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}
