import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Driver, Publication } from '../../../src/executor/driver.ts';
import { MessageDeliveryFailure, MessageUndeliverable } from '../../../src/executor/errors.ts';
import { rabbitmq } from './available.ts';
import { Broker } from './broker.ts';
import { openDriver, publish, queueOn, until } from './open-driver.ts';

describe.skipIf(!rabbitmq.available)('publishing over RabbitMQ', () => {
  let broker: Broker;
  const drivers: Driver[] = [];

  beforeAll(async () => {
    broker = await Broker.start({ config: ['max_message_size = 200000'] });
  });
  afterAll(async () => {
    await Promise.all(drivers.map((driver) => driver.close()));
    await broker.stop();
  });

  function open(options: Record<string, unknown> = {}, url = broker.url()) {
    const opened = openDriver(url, options);
    drivers.push(opened.driver);
    return opened;
  }

  /** Publishes text to a queue that it declares. */
  function to(queue: string, text: string, more: Partial<Publication> = {}): Publication {
    const declare = declarations.get(queue) ?? queueOn('publish', queue);
    declarations.set(queue, declare);
    return { exchange: 'publish', routingKey: queue, declare, message: { text }, ...more };
  }
  const declarations = new Map<string, ReturnType<typeof queueOn>>();

  test('declares what must exist, and resolves when the broker has the message', async () => {
    const { driver } = open();
    await driver.publish(to('first', 'one'));
    expect(await driver.inspect('first')).toEqual({ ready: 1, consumers: 0 });
    expect(await driver.inspect('no-such-queue')).toBeUndefined();
  });

  test('a mandatory message without a queue is undeliverable, those around it are not', async () => {
    const { driver } = open();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, (_, at) =>
        at % 3 === 0
          ? publish(driver, {
              exchange: '',
              routingKey: 'nowhere',
              message: { at },
              mandatory: true,
            })
          : publish(driver, to('around', String(at), { mandatory: true })),
      ),
    );
    for (const [at, outcome] of outcomes.entries()) {
      const error = outcome.status === 'rejected' ? (outcome.reason as unknown) : undefined;
      if (at % 3 === 0) expect(error).toBeInstanceOf(MessageUndeliverable);
      else expect(error).toBeUndefined();
    }
    expect((await driver.inspect('around'))?.ready).toBe(26);
  });

  test('a refused declaration fails its own message alone and says which option helps', async () => {
    const { driver } = open();
    await driver.publish(to('plain', 'one'));
    const durable = queueOn('publish', 'plain', { durable: true });
    const refused = driver.publish(to('plain', 'two', { declare: durable }));
    const others = Array.from({ length: 20 }, (_, at) => publish(driver, to('plain', String(at))));
    await expect(refused).rejects.toThrow(
      /refused queue 'plain'.*inequivalent arg 'durable'.*set amqp_durable_queues/s,
    );
    await Promise.all(others);
    expect((await driver.inspect('plain'))?.ready).toBe(21);
  });

  test('an exchange that does not exist fails its own message, the others arrive once', async () => {
    const { driver } = open();
    await driver.publish(to('missing', 'first'));
    const lost = driver.publish({ exchange: 'no-exchange', routingKey: 'k', message: {} });
    await expect(lost).rejects.toThrow(/refused the message to exchange 'no-exchange'/);
    await driver.publish(to('missing', 'last'));
    expect((await driver.inspect('missing'))?.ready).toBe(2);
  });

  test('a message larger than the broker takes fails alone', async () => {
    const { driver } = open();
    const outcomes = await Promise.allSettled([
      driver.publish(to('large', 'before')),
      driver.publish(to('large', 'a'.repeat(300_000))),
      driver.publish(to('large', 'after')),
    ]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect((await driver.inspect('large'))?.ready).toBeGreaterThanOrEqual(2);
  });

  test('a body over the frame limit arrives whole', async () => {
    const { driver } = open();
    const text = 'é€'.repeat(30_000);
    const seen: unknown[] = [];
    await driver.publish(to('frames', text));
    const consumer = await driver.consume(
      {
        ...queueOn('publish', 'frames'),
        consume: ['frames'],
        deleteOnClose: ['frames'],
        prefetch: 1,
        purpose: 'server',
      },
      (delivery) => {
        seen.push(delivery.decode()['text']);
        delivery.ack();
      },
    );
    await until('the message', () => seen.length === 1);
    expect(seen[0] === text).toBe(true);
    await consumer.close();
  });

  test('a fanout exchange that vanished with its last server is declared again', async () => {
    const { driver } = open();
    const fanout = {
      name: 'gone_fanout',
      kind: 'fanout',
      durable: false,
      autoDelete: true,
    } as const;
    const declare = { exchanges: [fanout], queues: [] };
    const cast = { exchange: 'gone_fanout', routingKey: '', message: {}, declare };
    const server = {
      exchanges: [fanout],
      queues: [
        {
          name: 'gone_queue',
          durable: false,
          autoDelete: false,
          bindings: [{ exchange: 'gone_fanout', routingKey: '' }],
        },
      ],
      consume: ['gone_queue'],
      deleteOnClose: ['gone_queue'],
      prefetch: 10,
      purpose: 'server',
    };
    let seen = 0;
    for (const round of [1, 2]) {
      const consumer = await driver.consume(server, (delivery) => {
        seen++;
        delivery.ack();
      });
      await driver.publish(cast);
      await until('the cast', () => seen === round);
      await consumer.close();
      expect((await broker.exchanges()).map((exchange) => exchange.name)).not.toContain(
        'gone_fanout',
      );
      await driver.publish(cast);
    }
  });

  test('messages to one key keep their order when the connection is closed among them', async () => {
    const { driver } = open();
    const total = 3000;
    const sent: Promise<void>[] = [];
    await driver.publish(to('order', '-1'));
    const closing = broker.closeConnections();
    for (let at = 0; at < total; at++) {
      sent.push(publish(driver, to('order', String(at))));
      if (at % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await closing;
    await Promise.all(sent);
    const seen: number[] = [];
    const consumer = await driver.consume(
      {
        ...queueOn('publish', 'order'),
        consume: ['order'],
        deleteOnClose: ['order'],
        prefetch: 0,
        purpose: 'server',
      },
      (delivery) => {
        seen.push(Number(delivery.decode()['text']));
        delivery.ack();
      },
    );
    await until('all of them', () => seen.includes(total - 1));
    // The broker may have had a message whose confirm was lost: it comes twice, nothing is missing.
    expect([...new Set(seen)].sort((one, two) => one - two)).toEqual(
      Array.from({ length: total + 1 }, (_, at) => at - 1),
    );
    const firsts = seen.filter((value, at) => seen.indexOf(value) === at);
    expect(firsts).toEqual([...firsts].sort((one, two) => one - two));
    await consumer.close();
  });

  test('without a connection a message waits, for as long and as often as it may', async () => {
    const nobody = 'rabbit://guest:guest@127.0.0.1:9/';
    const { driver } = open({}, nobody);
    const began = performance.now();
    const outcomes = await Promise.allSettled([
      driver.publish({ exchange: '', routingKey: 'q', message: {}, retry: 0 }),
      driver.publish({ exchange: '', routingKey: 'q', message: {}, retry: 2 }),
      driver.publish({
        exchange: '',
        routingKey: 'q',
        message: {},
        giveUpAt: performance.now() + 300,
      }),
    ]);
    expect(outcomes.map((outcome) => String((outcome as PromiseRejectedResult).reason))).toEqual([
      expect.stringMatching(/^MessageDeliveryFailure: .* after 1 attempt: .*ECONNREFUSED/),
      expect.stringMatching(/^MessageDeliveryFailure: .* after 3 attempts: .*ECONNREFUSED/),
      expect.stringMatching(/^MessageDeliveryFailure: .* in time: .*ECONNREFUSED/),
    ]);
    expect(performance.now() - began).toBeGreaterThanOrEqual(300);
  });

  test('while the broker is blocked messages wait; each one leaves in time or when it may', async () => {
    const { driver, events } = open();
    await driver.publish(to('blocked', 'before'));
    const first: Promise<void>[] = [];
    await broker.block(true);
    try {
      // The broker tells a connection that it is blocked once that connection publishes, after it has
      // heard of the alarm itself: what is published before that goes through.
      await until('the news', () => {
        if (events.some((event) => event.type === 'blocked')) return true;
        first.push(publish(driver, to('blocked', 'first')));
        return false;
      });
      const late = driver.publish(to('blocked', 'late', { giveUpAt: performance.now() + 200 }));
      await expect(late).rejects.toThrow(/not confirmed in time \(the broker is blocked\)/);
      const waits = driver.publish(to('blocked', 'waits'));
      await broker.block(false);
      await Promise.all([...first, waits]);
    } finally {
      await broker.block(false);
    }
    expect(
      events.filter((event) => event.type.endsWith('blocked')).map((event) => event.type),
    ).toEqual(['blocked', 'unblocked']);
    expect((await driver.inspect('blocked'))?.ready).toBe(first.length + 2);
  });

  test('closing lets what is under way be confirmed and fails what comes after', async () => {
    const { driver } = openDriver(broker.url());
    const sent = Array.from({ length: 50 }, (_, at) => publish(driver, to('closing', String(at))));
    await driver.publish(to('closing', 'known'));
    const closed = driver.close();
    expect(() => driver.publish(to('closing', 'late'))).toThrow('The transport is closed');
    await Promise.all([...sent, closed]);
    const { driver: other } = open();
    expect((await other.inspect('closing'))?.ready).toBe(51);
  });

  test('what cannot be sent throws at once', () => {
    const { driver } = open();
    expect(() =>
      driver.publish({ exchange: '', routingKey: 'q', message: { x: () => 1 } }),
    ).toThrow(/Cannot send x/);
    const limited = open({ max_message_bytes: 10 }).driver;
    expect(() => limited.publish({ exchange: '', routingKey: 'q', message: {} })).toThrow(
      MessageDeliveryFailure,
    );
  });
});
