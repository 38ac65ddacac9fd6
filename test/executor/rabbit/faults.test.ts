import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  getNotificationListener,
  Notifier,
  type DriverEvent,
  type Transport,
} from '../../../src/executor/index.ts';
import { rabbitmq } from './available.ts';
import { Broker } from './broker.ts';
import { Gate } from './gate.ts';
import { Load, openTransport, startServer, type Figures } from './load.ts';
import { until } from './open-driver.ts';

/** The figures of each fault, for the log: the docs quote them. */
const figures: Record<string, Figures & { recoveryMs?: number }> = {};

describe.skipIf(!rabbitmq.available)(
  'faults between a client and a server',
  () => {
    let broker: Broker;
    let other: Broker;

    beforeAll(async () => {
      [broker, other] = await Promise.all([Broker.start(), Broker.start()]);
    });
    afterAll(async () => {
      await Promise.all([broker.stop(), other.stop()]);
      for (const [fault, found] of Object.entries(figures)) {
        process.stdout.write(`fault: ${fault}: ${JSON.stringify(found)}\n`);
      }
    });

    const url = () => broker.url('', 'amqp_durable_queues=true');

    function transport(test: TestContext, url: string, events?: DriverEvent[]): Transport {
      const opened = openTransport(url, events);
      test.onTestFinished(() => opened.close());
      return opened;
    }

    async function serve(
      test: TestContext,
      url: string,
      topic: string,
      worked: Map<number, number>,
      events?: DriverEvent[],
    ) {
      const serving = transport(test, url, events);
      const server = await startServer(serving, topic, worked);
      test.onTestFinished(() => server[Symbol.asyncDispose]());
      return serving;
    }

    test.concurrent(
      'connections closed by force in mid-call: every call is answered, and worked on once',
      async (test) => {
        const worked = new Map<number, number>();
        const serving = await serve(test, url(), 'closed', worked);
        const load = new Load(transport(test, url()), 'closed', 32);
        for (let round = 0; round < 5; round++) {
          await load.answers(200);
          await broker.closeConnections();
        }
        await load.answers(200);
        const found = await load.stop(worked, serving);
        figures['connections closed by force, five times'] = found;
        expect(found).toMatchObject({ lost: 0, wrong: 0, workedTwice: 0 });
        expect(found.answered).toBe(found.calls);
        expect(found.disconnects).toBeGreaterThanOrEqual(10);
      },
    );

    test.concurrent(
      'connections closed among notifications: each is heard, and none stays in the queue',
      async (test) => {
        const vhost = 'news';
        await broker.addVhost(vhost);
        const url = broker.url(vhost, 'amqp_durable_queues=true');
        const heard = new Map<number, number>();
        const endpoint = {
          info: async (...[, , , payload]: unknown[]) => {
            const { n } = payload as { n: number };
            heard.set(n, (heard.get(n) ?? 0) + 1);
            await sleep(2);
          },
        };
        const listening = transport(test, url);
        const listener = getNotificationListener(listening, [{ topic: 'news' }], [endpoint]);
        await listener.start();
        test.onTestFinished(() => listener[Symbol.asyncDispose]());
        const notifier = new Notifier(transport(test, url), {
          publisherId: 'test',
          topics: ['news'],
        });
        const total = 3000;
        let sent = 0;
        const sending = (async () => {
          while (sent < total) await notifier.info({}, 'event', { n: sent++ });
        })();
        for (const part of [0.25, 0.5, 0.75]) {
          await until('the next part', () => sent > total * part);
          await broker.closeConnections(vhost);
        }
        await sending;
        await until('all are heard', () => heard.size === total);
        await until(
          'an empty queue',
          async () => (await broker.queue('news.info', vhost))?.messages === 0,
        );
      },
    );

    test.for(['stopped in order', 'killed'])(
      'a broker %s and started again under load: with durable queues every call is answered',
      async (how, test) => {
        const topic = `restart-${how.split(' ', 1)[0] ?? ''}`;
        const worked = new Map<number, number>();
        const serving = await serve(test, url(), topic, worked);
        const load = new Load(transport(test, url()), topic, 32);
        await load.answers(300);
        if (how === 'killed') await broker.crash();
        else await broker.down();
        await broker.up();
        await load.answers(300);
        const found = await load.stop(worked, serving);
        figures[`broker ${how} and started again`] = found;
        expect(found).toMatchObject({ lost: 0, wrong: 0, workedTwice: 0 });
        expect(found.answered).toBe(found.calls);
      },
    );

    test('a blocked broker: calls wait, and all are answered when it takes messages again', async (test) => {
      const worked = new Map<number, number>();
      const events: DriverEvent[] = [];
      const servingEvents: DriverEvent[] = [];
      const serving = await serve(test, url(), 'blocked', worked, servingEvents);
      const load = new Load(transport(test, url(), events), 'blocked', 32);
      await load.answers(200);
      await broker.block(true);
      try {
        const isBlocked = (told: DriverEvent[]) => told.some(({ type }) => type === 'blocked');
        // A broker tells who publishes: the other end, which then has nothing to send, may never hear.
        await until('the news, at one end', () => [events, servingEvents].some(isBlocked));
        // What was on its way may still arrive; then nothing does, however often one looks.
        let before = -1;
        let looks = 0;
        await until('no more answers', async () => {
          await broker.queues();
          looks = load.answered === before ? looks + 1 : 0;
          before = load.answered;
          return looks === 50;
        });
        expect(load.pending).toBe(32);
      } finally {
        await broker.block(false);
      }
      await load.answers(200);
      const found = await load.stop(worked, serving);
      figures['broker blocked'] = found;
      expect(found).toMatchObject({ lost: 0, wrong: 0, workedTwice: 0, disconnects: 0 });
      expect(found.answered).toBe(found.calls);
    });

    test('a list of brokers: when one dies, client and server meet again at the other', async (test) => {
      await using gate = await Gate.to(() => other.port, 'refusing');
      const url = `rabbit://guest:guest@${gate.address},guest:guest@${broker.address}/?amqp_durable_queues=true`;
      const worked = new Map<number, number>();
      const events: DriverEvent[] = [];
      const serving = await serve(test, url, 'list', worked, events);
      const client = transport(test, url, events);
      const load = new Load(client, 'list', 8);
      await load.answers(100);
      load.end();
      const before = events.length;
      try {
        gate.set('open');
        await broker.crash();
        const since = performance.now();
        const after = new Load(client, 'list', 8, 1_000_000);
        await after.answers(1);
        const recoveryMs = Math.round(performance.now() - since);
        await after.answers(100);
        const found = await after.stop(worked);
        figures['one of two brokers killed, from then on'] = { ...found, recoveryMs };
        expect(found).toMatchObject({ lost: 0, wrong: 0 });
      } finally {
        await broker.up();
      }
      load.giveUp();
      const found = await load.stop(worked, serving);
      figures['one of two brokers killed'] = found;
      // What the dead broker had in its queues is lost to the other: at most one call per worker.
      expect(found).toMatchObject({ wrong: 0, workedTwice: 0 });
      expect(found.lost).toBeLessThanOrEqual(8);
      // The library itself waits no longer than the first step of its back-off before it is back.
      const waits = events.slice(before).filter((event) => event.type === 'disconnected');
      expect(waits.every(({ retryInMs = Infinity }) => retryInMs <= 200)).toBe(true);
    });
  },
  600_000,
);
