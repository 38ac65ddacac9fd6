import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Delivery, Driver, Subscription } from '../../../src/executor/driver.ts';
import { MessageDeliveryFailure, TransportClosed } from '../../../src/executor/errors.ts';
import { rabbitmq } from './available.ts';
import { Broker } from './broker.ts';
import { basicCancel, basicConsume, Gate } from './gate.ts';
import { openDriver, queueOn, until } from './open-driver.ts';

describe.skipIf(!rabbitmq.available)('consuming from RabbitMQ', () => {
  let broker: Broker;
  const drivers: Driver[] = [];

  beforeAll(async () => {
    broker = await Broker.start();
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

  function from(queue: string, more: Partial<Subscription> = {}): Subscription {
    return {
      ...queueOn('consume', queue),
      consume: [queue],
      deleteOnClose: [],
      prefetch: 4,
      purpose: 'server',
      ...more,
    };
  }

  async function fill(driver: Driver, queue: string, count: number): Promise<void> {
    const declare = queueOn('consume', queue);
    for (let at = 0; at < count; at++) {
      const message = { at };
      await driver.publish({ exchange: 'consume', routingKey: queue, declare, message });
    }
  }

  test('no more deliveries are handed out than the prefetch, until some are settled', async () => {
    const { driver } = open();
    await fill(driver, 'bound', 20);
    const held: Delivery[] = [];
    const consumer = await driver.consume(from('bound'), (delivery) => {
      held.push(delivery);
    });
    await until('the first four', () => held.length === 4);
    expect(await broker.queue('bound')).toMatchObject({
      messages_ready: 16,
      messages_unacknowledged: 4,
    });
    for (const delivery of held.slice(0, 2)) delivery.ack();
    await until('two more', () => held.length === 6);
    await consumer.close();
    expect((await driver.inspect('bound'))?.ready).toBe(18);
  });

  test('a cap of the operator wins over what the executor would take', async () => {
    const { driver } = open({ rabbit_qos_prefetch_count: 2 });
    await fill(driver, 'capped', 5);
    const held: Delivery[] = [];
    const consumer = await driver.consume(from('capped'), (delivery) => {
      held.push(delivery);
    });
    await until('the first two', () => held.length === 2);
    expect((await broker.queue('capped'))?.messages_unacknowledged).toBe(2);
    await consumer.close();
  });

  test('rejected deliveries come back, or are gone', async () => {
    const { driver } = open();
    await fill(driver, 'reject', 2);
    const seen: [unknown, boolean][] = [];
    const consumer = await driver.consume(from('reject', { prefetch: 1 }), (delivery) => {
      const { at } = delivery.decode();
      seen.push([at, delivery.redelivered]);
      delivery.reject(at === 0 && !delivery.redelivered);
    });
    await until('three deliveries', () => seen.length === 3);
    expect(seen).toEqual([
      [0, false],
      [0, true],
      [1, false],
    ]);
    await consumer.close();
    expect((await driver.inspect('reject'))?.ready).toBe(0);
  });

  test('after a cancel nothing is handed out; what was can still be acknowledged', async () => {
    const { driver } = open();
    await fill(driver, 'cancel', 10);
    const held: Delivery[] = [];
    const consumer = await driver.consume(from('cancel'), (delivery) => {
      held.push(delivery);
    });
    await until('four', () => held.length === 4);
    await consumer.cancel();
    for (const delivery of held.slice(0, 3)) expect(delivery.ack()).toBe(true);
    await fill(driver, 'cancel', 1);
    expect(held.length).toBe(4);
    await consumer.close();
    expect(held[3]?.ack()).toBe(false);
    // Ten, less the three acknowledged, and the eleventh: the broker has all others back.
    expect(await driver.inspect('cancel')).toEqual({ ready: 8, consumers: 0 });
  });

  test('cancelling under a flood loses nothing and hands out nothing twice', async () => {
    const { driver } = open();
    const total = 2000;
    const seen = new Map<number, number>();
    const one = (delivery: Delivery) => {
      const at = delivery.decode()['at'] as number;
      if (delivery.ack()) seen.set(at, (seen.get(at) ?? 0) + 1);
    };
    const flood = fill(driver, 'flood', total);
    for (let round = 0; round < 5; round++) {
      const consumer = await driver.consume(from('flood', { prefetch: 50 }), one);
      await until('some', () => seen.size > (round + 1) * 20);
      await consumer.cancel();
      await consumer.close();
    }
    const last = await driver.consume(from('flood', { prefetch: 50 }), one);
    await flood;
    await until('the rest', () => seen.size === total);
    await last.close();
    expect([...seen.values()].every((times) => times === 1)).toBe(true);
  });

  test('a lost connection is replaced; old deliveries are told that they are void', async () => {
    const { driver, events } = open();
    await fill(driver, 'lost', 3);
    const held: Delivery[] = [];
    const consumer = await driver.consume(from('lost'), (delivery) => {
      held.push(delivery);
    });
    await until('three', () => held.length === 3);
    held[0]?.ack();
    await until('the acknowledgement', async () => (await broker.queue('lost'))?.messages === 2);
    await broker.closeConnections();
    await until('them again', () => held.length === 5);
    expect(held.slice(0, 3).map((delivery) => delivery.ack())).toEqual([false, false, false]);
    expect(held.slice(3).map((delivery) => delivery.redelivered)).toEqual([true, true]);
    expect(held.slice(3).map((delivery) => delivery.ack())).toEqual([true, true]);
    expect(events).toContainEqual({ type: 'redeclared', queues: ['lost'] });
    await consumer.close();
    expect((await driver.inspect('lost'))?.ready).toBe(0);
  });

  test('a queue that somebody deletes is declared and consumed again', async () => {
    const { driver } = open();
    const seen: unknown[] = [];
    const consumer = await driver.consume(from('deleted'), (delivery) => {
      seen.push(delivery.decode()['at']);
      delivery.ack();
    });
    await broker.ctl('delete_queue', 'deleted');
    await until('the queue', async () => (await broker.queue('deleted'))?.consumers === 1);
    await fill(driver, 'deleted', 1);
    await until('a message', () => seen.length === 1);
    await consumer.close();
  });

  test('a queue that is deleted before its consumer was in use is declared and consumed again', async () => {
    const gate = await Gate.to(() => broker.port);
    const { driver } = open({}, `rabbit://guest:guest@${gate.address}/`);
    const near = open().driver;
    await fill(near, 'short-lived', 1);
    // The broker's consent and its cancel come in one piece.
    gate.holdBack(basicConsume, basicCancel);
    const heard: unknown[] = [];
    const started = driver.consume(from('short-lived'), (delivery) => {
      heard.push(delivery.decode()['at']);
      delivery.ack();
    });
    await until('its consumer', async () => (await near.inspect('short-lived'))?.consumers === 1);
    await broker.ctl('delete_queue', 'short-lived');
    const consumer = await started;
    await until(
      'another consumer',
      async () => (await near.inspect('short-lived'))?.consumers === 1,
    );
    await fill(near, 'short-lived', 3);
    await until('what came after', () => heard.includes(2));
    await consumer.close();
    await gate[Symbol.asyncDispose]();
  });

  test('a connection that is lost before its consumer was in use is replaced', async () => {
    const gate = await Gate.to(() => broker.port);
    const { driver } = open({}, `rabbit://guest:guest@${gate.address}/`);
    const near = open().driver;
    await fill(near, 'cut-off', 1);
    gate.holdBack(basicConsume, 'what no broker says');
    const heard: unknown[] = [];
    const started = driver.consume(from('cut-off'), (delivery) => {
      heard.push(delivery.decode()['at']);
      delivery.ack();
    });
    await until('its consumer', async () => (await near.inspect('cut-off'))?.consumers === 1);
    gate.letThrough();
    gate.cut();
    const consumer = await started;
    await until('what waited', () => heard.includes(0));
    await consumer.close();
    await gate[Symbol.asyncDispose]();
  });

  test('an exchange of other attributes is refused at the start, with what helps', async () => {
    const { driver } = open();
    await fill(driver, 'other', 1);
    const durable = { ...from('other'), ...queueOn('consume', 'other', { durable: true }) };
    await expect(driver.consume(durable, () => undefined)).rejects.toThrow(MessageDeliveryFailure);
    await expect(driver.consume(durable, () => undefined)).rejects.toThrow(
      /inequivalent arg 'durable'.*set amqp_durable_queues/s,
    );
  });

  test('closing deletes the queues that are to go, and leaves no connection', async () => {
    const { driver } = openDriver(broker.url(), { connection_name: 'leaver' });
    const consumer = await driver.consume(
      from('leaving', { deleteOnClose: ['leaving'] }),
      () => undefined,
    );
    expect(JSON.stringify(await broker.connections())).toContain(`leaver:${process.pid}:`);
    await consumer.close();
    await driver.close();
    expect(await broker.queue('leaving')).toBeUndefined();
    await until(
      'the end of the connection',
      async () => !JSON.stringify(await broker.connections()).includes('leaver:'),
    );
  });

  test('a consumer that never reached a broker can be given up', async () => {
    const { driver } = open({}, 'rabbit://127.0.0.1:9/');
    const started = driver.consume(from('never'), () => undefined);
    const outcome = expect(started).rejects.toThrow(TransportClosed);
    await driver.close();
    await outcome;
  });

  test('quorum queues count how often a message was returned', async () => {
    const { driver } = open();
    const quorum = {
      ...from('quorum'),
      ...queueOn('consume-durable', 'quorum', { durable: true, kind: 'quorum' }),
    };
    const counts: (number | undefined)[] = [];
    const consumer = await driver.consume(quorum, (delivery) => {
      counts.push(delivery.deliveryCount);
      if (counts.length < 3) delivery.reject(true);
      else delivery.ack();
    });
    const message = { at: 1 };
    await driver.publish({ exchange: 'consume-durable', routingKey: 'quorum', message });
    await until('three deliveries', () => counts.length === 3);
    expect(counts).toEqual([0, 1, 2]);
    await consumer.close();
  });
});
