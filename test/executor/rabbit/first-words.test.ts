import { connect as connectSocket, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rabbitmq } from './available.ts';
import { Broker } from './broker.ts';
import { openDriver, publish } from './open-driver.ts';

/** AMQP: a frame of the connection's own channel. */
function frame(payload: Buffer): Buffer {
  const head = Buffer.from([1, 0, 0, 0, 0, 0, 0]);
  head.writeUInt32BE(payload.length, 3);
  return Buffer.concat([head, payload, Buffer.from([0xce])]);
}

/** connection.open-ok: what the broker says last before a connection is open. */
const openOk = frame(Buffer.from([0, 10, 0, 41, 0]));
/** connection.close with 320 CONNECTION_FORCED, for no method. */
const text = 'CONNECTION_FORCED';
const close = frame(
  Buffer.concat([
    Buffer.from([0, 10, 0, 50, 1, 64, text.length]),
    Buffer.from(text),
    Buffer.from([0, 0, 0, 0]),
  ]),
);

describe.skipIf(!rabbitmq.available)(
  'a broker that closes with its first words',
  () => {
    let broker: Broker;
    let proxy: Server;
    let closed = 0;

    beforeAll(async () => {
      broker = await Broker.start();
      proxy = createServer((client) => {
        const server = connectSocket(broker.port, '127.0.0.1');
        const end = (): void => {
          client.destroy();
          server.destroy();
        };
        client.on('error', end).on('close', end).pipe(server);
        server.on('error', end).on('close', end);
        server.on('data', (bytes) => {
          // In one piece, so that a client reads both at once.
          const isFirst = closed < 2 && bytes.includes(openOk);
          if (isFirst) closed += 1;
          client.write(isFirst ? Buffer.concat([bytes, close]) : bytes);
        });
      });
      await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    });
    afterAll(async () => {
      await new Promise((resolve) => proxy.close(resolve));
      await broker.stop();
    });

    test('is left, and met again', async () => {
      const address = proxy.address();
      const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
      const { driver } = openDriver(`rabbit://guest:guest@127.0.0.1:${port}/`);
      await publish(driver, { exchange: '', routingKey: 'nobody', message: {} });
      expect(closed).toBe(2);
      await driver.close();
    });
  },
  600_000,
);
