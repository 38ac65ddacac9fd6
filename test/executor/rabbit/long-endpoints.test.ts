/**
 * Endpoints that run longer than the broker's `consumer_timeout` lets a delivery be unacknowledged: it
 * closes the channel with PRECONDITION_FAILED, and what the server had not acknowledged comes again.
 */
import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest';
import {
  getNotificationListener,
  getRpcClient,
  getRpcServer,
  Notifier,
  type DriverEvent,
} from '../../../src/executor/index.ts';
import { rabbitmq } from './available.ts';
import { Broker } from './broker.ts';
import { basicConsume, Gate } from './gate.ts';
import { openTransport } from './load.ts';
import { until } from './open-driver.ts';

const buses = [
  ['classic queues', ''],
  ['quorum queues', 'rabbit_quorum_queue=true'],
] as const;

describe.skipIf(!rabbitmq.available)(
  "an endpoint that outlasts the broker's patience",
  () => {
    let broker: Broker;

    beforeAll(async () => {
      broker = await Broker.start();
      // As 30 minutes and a look each minute, which are the broker's own.
      await broker.ctl(
        'eval',
        'application:set_env(rabbit, consumer_timeout, 1000), ' +
          'application:set_env(rabbit, channel_tick_interval, 200).',
      );
    });
    afterAll(async () => {
      await broker.stop();
    });

    /** A server whose method `slow` runs until it is let go; it tells what it began. */
    async function serve(test: TestContext, url: string, topic: string, poolSize = 4) {
      const events: DriverEvent[] = [];
      const transport = openTransport(url, events);
      const begun: string[] = [];
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const endpoint = {
        slow: async (_context: object, { name }: { name: string }) => {
          begun.push(name);
          await promise;
          return name;
        },
        quick: (_context: object, { name }: { name: string }) => {
          begun.push(name);
          return name;
        },
      };
      const server = getRpcServer(transport, { topic, server: 'any' }, [endpoint], {
        acknowledge: 'after',
        poolSize,
      });
      await server.start();
      test.onTestFinished(async () => {
        resolve(undefined);
        await server[Symbol.asyncDispose]();
        await transport.close();
      });
      const refusals = () =>
        events.filter((event) => JSON.stringify(event, texts).includes('PRECONDITION_FAILED'));
      const letGo = (): void => {
        resolve(undefined);
      };
      return { transport, begun, refusals, letGo };
    }

    function client(test: TestContext, url: string, topic: string) {
      const transport = openTransport(url);
      test.onTestFinished(() => transport.close());
      return getRpcClient(transport, { topic }, { timeoutMs: 600_000 });
    }

    const isEmpty = (queue: string) => () =>
      broker.queue(queue).then((found) => found?.messages === 0);

    test.concurrent.for(buses)(
      'is worked on once by the one server there is, which goes on with the others (%s)',
      async ([, query], test) => {
        const url = broker.url('', query);
        const topic = `alone-${query}`;
        const server = await serve(test, url, topic);
        const calling = client(test, url, topic);
        const slow = calling.call('slow', { name: 'slow' });
        await until('two refusals', () => server.refusals().length >= 2);
        expect(await calling.call('quick', { name: 'quick' })).toBe('quick');
        server.letGo();
        expect(await slow).toBe('slow');
        expect(server.begun).toEqual(['slow', 'quick']);
        await until('an empty queue', isEmpty(topic));
      },
    );

    test.concurrent.for(buses)(
      'is worked on by another server too, and the first answer counts (%s)',
      async ([, query], test) => {
        const url = broker.url('', query);
        const topic = `other-${query}`;
        const first = await serve(test, url, topic);
        const calling = client(test, url, topic);
        const answers: unknown[] = [];
        const slow = calling.call('slow', { name: 'slow' }).then((answer) => answers.push(answer));
        await until('its beginning', () => first.begun.length === 1);
        const second = await serve(test, url, topic);
        second.letGo();
        await slow;
        expect(second.begun).toEqual(['slow']);
        expect(first.begun).toEqual(['slow']);
        first.letGo();
        await until('the late answer', () => first.transport.counters.repliesSent === 1);
        await until('an empty queue', isEmpty(topic));
        expect(answers).toEqual(['slow']);
        expect(await calling.call('quick', { name: 'quick' })).toBe('quick');
      },
    );

    test('whose channel is closed before its listener has begun goes on over another', async (test) => {
      const gate = await Gate.to(() => broker.port);
      const transport = openTransport(`rabbit://guest:guest@${gate.address}/`);
      const near = openTransport(broker.url());
      const heard: unknown[] = [];
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const endpoint = {
        info: async (...[, , eventType]: unknown[]) => {
          heard.push(eventType);
          if (eventType === 'slow') await promise;
        },
      };
      test.onTestFinished(async () => {
        resolve(undefined);
        await Promise.all([transport.close(), near.close()]);
        await gate[Symbol.asyncDispose]();
      });
      const notifier = new Notifier(near, { publisherId: 'test', topics: ['held-news'] });
      await notifier.info({}, 'slow', {});
      // The broker's consent, the message and the end of the channel come in one piece.
      gate.holdBack(basicConsume, 'PRECONDITION_FAILED');
      const listener = getNotificationListener(transport, [{ topic: 'held-news' }], [endpoint]);
      await listener.start();
      await notifier.info({}, 'quick', {});
      await until('the quick one', () => heard.includes('quick'));
      resolve(undefined);
      await until('an empty queue', isEmpty('held-news.info'));
      expect(heard).toEqual(['slow', 'quick']);
    });

    test.concurrent(
      'of notifications hears each once, if it is the only listener',
      async (test) => {
        const events: DriverEvent[] = [];
        const transport = openTransport(broker.url(), events);
        const heard: string[] = [];
        const { promise, resolve } = Promise.withResolvers<undefined>();
        const endpoint = {
          info: async (...[, , eventType]: unknown[]) => {
            heard.push(String(eventType));
            if (eventType === 'slow') await promise;
          },
        };
        const listener = getNotificationListener(transport, [{ topic: 'long-news' }], [endpoint]);
        await listener.start();
        test.onTestFinished(async () => {
          resolve(undefined);
          await listener[Symbol.asyncDispose]();
          await transport.close();
        });
        const notifier = new Notifier(transport, { publisherId: 'test', topics: ['long-news'] });
        await notifier.info({}, 'slow', {});
        await until('two refusals', () => {
          const refused = events.filter((event) =>
            JSON.stringify(event, texts).includes('PRECONDITION_FAILED'),
          );
          return refused.length >= 2;
        });
        await notifier.info({}, 'quick', {});
        await until('the quick one', () => heard.includes('quick'));
        resolve(undefined);
        await until('an empty queue', isEmpty('long-news.info'));
        expect(heard).toEqual(['slow', 'quick']);
      },
    );
  },
  600_000,
);

/** Errors have no members of their own that JSON shows. */
function texts(_key: string, value: unknown): unknown {
  return value instanceof Error ? String(value) : value;
}
