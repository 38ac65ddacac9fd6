/**
 * The methods that end a server, while one of its endpoints runs on and on, in every state of the
 * broker: in time, with the right error, and with nothing left.
 */
import { connect } from 'amqplib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  getNotificationListener,
  getRpcClient,
  getRpcServer,
  Notifier,
  type NotificationListener,
  type RpcServer,
  type Transport,
} from '../../../src/executor/index.ts';
import { rabbitmq } from './available.ts';
import { Broker } from './broker.ts';
import { Gate } from './gate.ts';
import { openTransport } from './load.ts';
import { until } from './open-driver.ts';

/** What becomes of the broker, or of the way to it, while the endpoint runs. */
interface Situation {
  readonly happens: () => Promise<void> | void;
  readonly after?: () => Promise<void>;
}

describe.skipIf(!rabbitmq.available)(
  'servers whose endpoints run on',
  () => {
    let broker: Broker;
    let gate: Gate;
    let open: (() => unknown)[] = [];
    /** What was given back in one test is not for the next one's servers. */
    let round = 0;

    beforeAll(async () => {
      broker = await Broker.start();
      gate = await Gate.to(() => broker.port);
    });
    afterEach(async () => {
      for (const close of open.toReversed()) await close();
      open = [];
      gate.set('refusing');
      gate.set('open');
    });
    afterAll(async () => {
      await gate[Symbol.asyncDispose]();
      await broker.stop();
    });

    async function deleteQueues(): Promise<void> {
      const connection = await connect(`amqp://guest:guest@${broker.address}/`);
      const channel = await connection.createChannel();
      for (const queue of ['early', 'late', 'news']) {
        await channel.deleteQueue(`${queue}-${round}${queue === 'news' ? '.info' : ''}`);
      }
      await connection.close();
    }

    const situations: Record<string, Situation> = {
      well: { happens: () => undefined },
      silent: {
        happens: () => {
          gate.set('silent');
        },
      },
      'closed in mid-call': {
        happens: () => {
          gate.set('refusing');
        },
      },
      blocked: { happens: () => broker.block(true), after: () => broker.block(false) },
      'its queues deleted': { happens: deleteQueues },
    };

    /** An RPC server of each kind and a listener, each with an endpoint at work until the test ends. */
    async function busy(): Promise<{
      transport: Transport;
      servers: readonly (RpcServer | NotificationListener)[];
    }> {
      round += 1;
      const topics = ['early', 'late', 'news'].map((name) => `${name}-${round}`);
      const [early = '', late = '', news = ''] = topics;
      const direct = openTransport(broker.url()); // past the gate
      const transport = openTransport(`rabbit://guest:guest@${gate.address}/`);
      const { promise, resolve } = Promise.withResolvers<undefined>();
      open.push(
        () => transport.close({ timeoutMs: 300 }),
        () => direct.close(),
        () => {
          resolve(undefined);
        },
      );
      let running = 0;
      const endless = (): Promise<undefined> => {
        running += 1;
        return promise;
      };
      const rpc = [early, late].map((topic) =>
        getRpcServer(transport, { topic, server: 'one' }, [{ endless }], {
          acknowledge: topic === early ? 'before' : 'after',
        }),
      );
      const servers = [
        ...rpc,
        getNotificationListener(transport, [{ topic: news }], [{ info: endless }]),
      ];
      await Promise.all(servers.map((server) => server.start()));
      for (const topic of [early, late]) await getRpcClient(direct, { topic }).cast('endless');
      await new Notifier(direct, { publisherId: 'test', topics: [news] }).info({}, 'event', {});
      await until('the endpoints run', () => running === servers.length);
      return { transport, servers };
    }

    describe.each(Object.entries(situations))('%s', (_name, { happens, after }) => {
      afterEach(async () => {
        await after?.();
      });

      test('stop with a grace and wait end within it and five seconds', async () => {
        const { transport, servers } = await busy();
        await happens();
        const since = performance.now();
        const outcomes = servers.map(async (server) => {
          await server.stop({ graceMs: 100 });
          return server.wait();
        });
        expect(await Promise.all(outcomes)).toEqual([true, true, true]);
        // What an orchestrator allows, which a busy machine does not reach and an outage's own limits do.
        expect(performance.now() - since).toBeLessThan(30_000);
        await transport.close({ timeoutMs: 300 });
        await until('no connection', () => gate.connections === 0);
      });

      test('wait says false at its limit, or that nobody called stop; so does an impatient stop', async () => {
        const { servers } = await busy();
        await Promise.all(
          servers.map((server) =>
            expect(server.wait({ timeoutMs: 50 })).rejects.toMatchObject({ name: 'TaskTimeout' }),
          ),
        );
        await happens();
        for (const server of servers) {
          const late: unknown = await server
            .stop({ timeoutMs: 300 })
            .catch((error: unknown) => error);
          const outcome: unknown = await server
            .wait({ timeoutMs: 100 })
            .catch((error: unknown) => error);
          // A broker that does not answer the cancel is waited for, after the stop was given up.
          if (late !== undefined) expect(late).toMatchObject({ name: 'TaskTimeout' });
          if (outcome !== false) expect(outcome).toMatchObject({ name: 'TaskTimeout' });
        }
      });

      test('closing the transport ends, and stopping after it', async () => {
        const { transport, servers } = await busy();
        await happens();
        await transport.close({ timeoutMs: 300 });
        await until('no connection', () => gate.connections === 0);
        expect(transport.state.status).toBe('closed');
        for (const server of servers) {
          await server.stop({ graceMs: 0 });
          expect(await server.wait()).toBe(true);
        }
      });
    });
  },
  600_000,
);
