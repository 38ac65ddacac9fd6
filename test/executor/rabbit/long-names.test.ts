/** AMQP's names have 255 bytes; whoever gives a longer one, a stranger too, harms nobody else. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  getRpcClient,
  getRpcServer,
  Notifier,
  type Transport,
} from '../../../src/executor/index.ts';
import { rabbitmq } from './available.ts';
import { Broker } from './broker.ts';
import { openTransport } from './load.ts';

const long = 'x'.repeat(256);

describe.skipIf(!rabbitmq.available)(
  'a name longer than AMQP can carry',
  () => {
    let broker: Broker;
    let transport: Transport;

    beforeAll(async () => {
      broker = await Broker.start();
      transport = openTransport(broker.url());
    });
    afterAll(async () => {
      await transport.close();
      await broker.stop();
    });

    test.each([
      ['cast', () => getRpcClient(transport, { topic: long }).cast('m')],
      ['call', () => getRpcClient(transport, { topic: 'ü'.repeat(128) }).call('m')],
      ['cast to all', () => getRpcClient(transport, { topic: long, fanout: true }).cast('m')],
      ['exchange', () => getRpcClient(transport, { topic: 't', exchange: long }).cast('m')],
      [
        'topic',
        () => new Notifier(transport, { publisherId: 'p', topics: [long] }).info({}, 'e', {}),
      ],
    ])('%s: fails at once, and what comes after it is sent', async (_what, send) => {
      await expect(send()).rejects.toThrow(/has 25\d bytes|has 26\d bytes/);
      await getRpcClient(transport, { topic: 'nobody' }).cast('m');
    });

    test('a server on it does not start', async () => {
      const server = getRpcServer(transport, { topic: long, server: 's' }, [{ m: () => 1 }]);
      await expect(server.start()).rejects.toMatchObject({
        name: 'ServerListenError',
        cause: { name: 'MessageDeliveryFailure' },
      });
    });

    test.each(['before', 'after'] as const)(
      'a request that wants its answer there does not hold up those of others (acknowledged %s)',
      async (acknowledge) => {
        const topic = `asked-${acknowledge}`;
        const serving = openTransport(broker.url());
        const options = { acknowledge, poolSize: 1 };
        const server = getRpcServer(serving, { topic, server: 's' }, [{ m: () => 1 }], options);
        await server.start();
        const driver = await transport.driver();
        for (const queue of [long, 'ü'.repeat(128), '\0', 'a\ud800', '*'.repeat(100_000)]) {
          const message = { method: 'm', args: {}, _msg_id: 'id', _reply_q: queue };
          await driver.publish({ exchange: '', routingKey: topic, message });
        }
        expect(await getRpcClient(transport, { topic }).call('m')).toBe(1);
        await server.stop({ graceMs: 100 });
        await server.wait();
        expect((await driver.inspect(topic))?.ready).toBe(0);
        expect(serving.counters.repliesDropped).toBeGreaterThanOrEqual(3);
        await serving.close();
      },
    );
  },
  600_000,
);
