/** A broker, or something in its place, that speaks nonsense: it is left, told of, and met again. */
import { connect, createServer, type Server, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  getNotificationListener,
  getRpcClient,
  getRpcServer,
  Notifier,
} from '../../../src/executor/index.ts';
import { rabbitmq } from './available.ts';
import { Broker } from './broker.ts';
import { openTransport } from './load.ts';
import { until } from './open-driver.ts';

/** What becomes of the bytes that a broker sends: none is the end of the connection. */
type Mangle = (bytes: Buffer, at: number) => Buffer | undefined;

/** A TCP proxy that changes what comes from the broker. */
class Mangler implements AsyncDisposable {
  mangle: Mangle | undefined;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  private constructor(target: () => number) {
    this.#server = createServer((client) => {
      const broker = connect(target(), '127.0.0.1');
      let at = 0;
      const end = (): void => {
        client.destroy();
        broker.destroy();
        this.#sockets.delete(client);
      };
      this.#sockets.add(client);
      client.on('error', end).on('close', end).pipe(broker);
      broker.on('error', end).on('close', end);
      broker.on('data', (bytes) => {
        const mangled = this.mangle ? this.mangle(bytes, at) : bytes;
        at += bytes.length;
        if (mangled) client.write(mangled);
        else end();
      });
    });
  }

  static async to(target: () => number): Promise<Mangler> {
    const made = new Mangler(target);
    await new Promise<void>((resolve) => made.#server.listen(0, '127.0.0.1', resolve));
    return made;
  }

  get url(): string {
    const address = this.#server.address();
    if (typeof address !== 'object' || address === null) throw new Error('it is closed');
    return `rabbit://guest:guest@127.0.0.1:${address.port}/`;
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Other bytes in the place of some, from a place in the stream on. */
const mangles = fc.record({
  from: fc.nat(1500),
  every: fc.integer({ min: 1, max: 400 }),
  byte: fc.nat(255),
  how: fc.constantFrom('changed', 'left out', 'put in', 'cut'),
});

describe.skipIf(!rabbitmq.available)(
  'a broker that speaks nonsense',
  () => {
    let broker: Broker;
    let proxy: Mangler;
    const uncaught: unknown[] = [];
    const note = (error: unknown): void => void uncaught.push(error);

    beforeAll(async () => {
      broker = await Broker.start();
      proxy = await Mangler.to(() => broker.port);
    });
    afterEach(() => {
      proxy.mangle = undefined;
    });
    afterAll(async () => {
      await proxy[Symbol.asyncDispose]();
      await broker.stop();
    });

    /** Everything that a program does, over the proxy; gives what became of the call. */
    async function useIt(topic: string): Promise<unknown> {
      const transport = openTransport(proxy.url, [], { connect_timeout: 0.5 });
      const limits = { timeoutMs: 400 };
      const server = getRpcServer(transport, { topic, server: 'one' }, [{ m: () => 'answer' }]);
      const listener = getNotificationListener(transport, [{ topic }], [{ info: () => undefined }]);
      const client = getRpcClient(transport, { topic });
      await Promise.allSettled([server.start(limits), listener.start(limits)]);
      const [called] = await Promise.allSettled([
        client.call('m', {}, limits),
        client.cast('m', {}, limits),
        client.prepare({ fanout: true }).cast('m', {}, limits),
        new Notifier(transport, { publisherId: 'p', topics: [topic] }).info({}, 'e', {}, limits),
      ]);
      const stop = { graceMs: 0, timeoutMs: 400 };
      await Promise.allSettled([server.stop(stop), listener.stop(stop)]);
      await transport.close({ timeoutMs: 300 });
      return called;
    }

    test('is met again by the same transport, once it makes sense', async () => {
      const transport = openTransport(proxy.url, [], { connect_timeout: 0.5 });
      const server = getRpcServer(transport, { topic: 'again', server: 'one' }, [{ m: () => 1 }]);
      await server.start();
      const client = getRpcClient(transport, { topic: 'again' }, { timeoutMs: 600_000 });
      expect(await client.call('m')).toBe(1);
      proxy.mangle = (bytes) => bytes.map((byte) => byte ^ 0xff) as Buffer;
      const reached = client.call('m');
      await until('its end', () => transport.counters.disconnects > 0);
      proxy.mangle = undefined;
      expect(await reached).toBe(1);
      await server[Symbol.asyncDispose]();
      await transport.close();
    });

    test('is left, whatever it says, and everything ends; nothing is thrown beside it', async () => {
      process.on('uncaughtException', note).on('unhandledRejection', note);
      let round = 0;
      try {
        await fc.assert(
          fc.asyncProperty(mangles, async ({ from, every, byte, how }) => {
            proxy.mangle = (bytes, at) => {
              const out: number[] = [];
              for (const [n, each] of bytes.entries()) {
                const place = at + n;
                if (place < from || (place - from) % every !== 0) out.push(each);
                else if (how === 'cut') return undefined;
                else if (how === 'changed') out.push(byte);
                else if (how === 'put in') out.push(byte, each);
              }
              return Buffer.from(out);
            };
            await useIt(`nonsense-${(round += 1)}`);
            expect(uncaught).toEqual([]);
            proxy.mangle = undefined;
          }),
          { numRuns: 15, endOnFailure: true },
        );
      } finally {
        process.off('uncaughtException', note).off('unhandledRejection', note);
      }
    });
  },
  600_000,
);
