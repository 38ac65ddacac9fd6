import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import { getNotificationListener, Notifier, type Transport } from '../../../src/executor/index.ts';
import { rabbitmq } from './available.ts';
import { Broker } from './broker.ts';
import { Load, openTransport, startServer, type Figures } from './load.ts';

/** The figures of each fault, for the log: the docs quote them. */
const figures: Record<string, Figures> = {};

describe.skipIf(!rabbitmq.available)('faults between a client and a server', () => {
  let broker: Broker;
  let open: { close: () => Promise<unknown> }[] = [];

  beforeAll(async () => {
    broker = await Broker.start();
  });
  afterEach(async () => {
    for (const one of open.toReversed()) await one.close();
    open = [];
  });
  afterAll(async () => {
    await broker.stop();
    for (const [fault, found] of Object.entries(figures)) {
      process.stdout.write(`fault: ${fault}: ${JSON.stringify(found)}\n`);
    }
  });

  const url = () => broker.url('', 'amqp_durable_queues=true');

  function transport(url: string): Transport {
    const opened = openTransport(url);
    open.push(opened);
    return opened;
  }

  async function serve(url: string, topic: string, worked: Map<number, number>) {
    const serving = transport(url);
    const server = await startServer(serving, topic, worked);
    open.push({ close: () => server[Symbol.asyncDispose]() });
    return serving;
  }

  async function answers(load: Load, more: number): Promise<void> {
    const goal = load.answered + more;
    await expect.poll(() => load.answered, { timeout: 30_000, interval: 20 }).toBeGreaterThan(goal);
  }

  test('connections closed by force in mid-call: every call is answered, and worked on once', async () => {
    const worked = new Map<number, number>();
    const serving = await serve(url(), 'closed', worked);
    const load = new Load(transport(url()), 'closed', 32, 20_000);
    for (let round = 0; round < 5; round++) {
      await answers(load, 200);
      await broker.closeConnections();
    }
    await answers(load, 200);
    const found = (figures['connections closed by force, five times'] = await load.stop(
      worked,
      serving,
    ));
    expect(found).toMatchObject({ lost: 0, wrong: 0, workedTwice: 0, answeredTwice: 0 });
    expect(found.answered).toBe(found.calls);
    expect(found.disconnects).toBeGreaterThanOrEqual(10);
  });

  test.each(['stopped in order', 'killed'])(
    'a broker %s and started again under load: durable queues lose nothing',
    async (how) => {
      const topic = `restart-${how.split(' ', 1)[0] ?? ''}`;
      const worked = new Map<number, number>();
      const serving = await serve(url(), topic, worked);
      const load = new Load(transport(url()), topic, 32, 30_000);
      await answers(load, 300);
      if (how === 'killed') await broker.crash();
      else await broker.down();
      await broker.up();
      await answers(load, 300);
      const found = (figures[`broker ${how} and started again`] = await load.stop(worked, serving));
      expect(found).toMatchObject({ lost: 0, wrong: 0, workedTwice: 0, answeredTwice: 0 });
      expect(found.answered).toBe(found.calls);
    },
    60_000,
  );

  test('a blocked broker: calls wait, and all are answered when it takes messages again', async () => {
    const worked = new Map<number, number>();
    const serving = await serve(url(), 'blocked', worked);
    const load = new Load(transport(url()), 'blocked', 32, 20_000);
    await answers(load, 200);
    await broker.block(true);
    try {
      await sleep(300);
      const before = load.answered;
      await sleep(700);
      expect(load.answered).toBe(before);
    } finally {
      await broker.block(false);
    }
    await answers(load, 200);
    const found = (figures['broker blocked for a second'] = await load.stop(worked, serving));
    expect(found).toMatchObject({ lost: 0, wrong: 0, workedTwice: 0, answeredTwice: 0 });
    expect(found.answered).toBe(found.calls);
  });

  test('connections closed among notifications: each is heard, and none stays in the queue', async () => {
    const heard = new Map<number, number>();
    const endpoint = {
      info: async (...[, , , payload]: unknown[]) => {
        const { n } = payload as { n: number };
        heard.set(n, (heard.get(n) ?? 0) + 1);
        await sleep(2);
      },
    };
    const listening = transport(url());
    const listener = getNotificationListener(listening, [{ topic: 'news' }], [endpoint]);
    await listener.start();
    open.push({ close: () => listener[Symbol.asyncDispose]() });
    const notifier = new Notifier(transport(url()), { publisherId: 'test', topics: ['news'] });
    const total = 3000;
    let sent = 0;
    const sending = (async () => {
      while (sent < total) await notifier.info({}, 'event', { n: sent++ });
    })();
    for (const part of [0.25, 0.5, 0.75]) {
      await expect
        .poll(() => sent, { timeout: 20_000, interval: 10 })
        .toBeGreaterThan(total * part);
      await broker.closeConnections();
    }
    await sending;
    await expect.poll(() => heard.size, { timeout: 20_000 }).toBe(total);
    await expect
      .poll(async () => (await broker.queue('news.info'))?.messages, { timeout: 10_000 })
      .toBe(0);
  });

  test('a list of brokers: when one dies, client and server meet again at the other', async () => {
    await using other = await Broker.start();
    await other.down();
    const url = `rabbit://guest:guest@${other.address},guest:guest@${broker.address}/?amqp_durable_queues=true`;
    const worked = new Map<number, number>();
    const serving = await serve(url, 'list', worked);
    const load = new Load(transport(url), 'list', 8, 15_000);
    try {
      await answers(load, 100);
      await broker.crash();
      await other.up();
      await answers(load, 100);
    } finally {
      await broker.up();
    }
    const found = (figures['one of two brokers killed'] = await load.stop(worked, serving));
    // What the dead broker had in its queues is lost to the other: at most one call per worker.
    expect(found).toMatchObject({ wrong: 0, workedTwice: 0, answeredTwice: 0 });
    expect(found.lost).toBeLessThanOrEqual(8);
  }, 60_000);
});
