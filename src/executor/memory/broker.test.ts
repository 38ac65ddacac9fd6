import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Delivery, QueueDeclaration } from '../driver.ts';
import { MessageDeliveryFailure, MessageUndeliverable } from '../errors.ts';
import { MemoryBroker } from './broker.ts';

const plain = { durable: false, autoDelete: false };

function queue(name: string, more: Partial<QueueDeclaration> = {}): QueueDeclaration {
  return { name, ...plain, bindings: [], ...more };
}

describe('the broker in memory', () => {
  let broker: MemoryBroker;

  beforeEach(() => {
    vi.useFakeTimers();
    broker = new MemoryBroker();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  const send = (exchange: string, routingKey: string, n = 0, expirationMs?: number): void => {
    broker.publish({
      exchange,
      routingKey,
      mandatory: true,
      message: { n },
      ...(expirationMs === undefined ? {} : { expirationMs }),
    });
  };

  function consume(
    name: string,
    prefetch = 0,
  ): { got: unknown[]; deliveries: Delivery[] } & {
    close: () => void;
  } {
    const got: unknown[] = [];
    const deliveries: Delivery[] = [];
    const source = broker.queue(name);
    const consumer = source?.addConsumer(prefetch, (delivery) => {
      deliveries.push(delivery);
      got.push(delivery.decode()['n']);
    });
    const close = (): void => {
      if (!consumer) return;
      source?.removeConsumer(consumer);
      consumer.close();
    };
    return { got, deliveries, close };
  }

  const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

  const patterns: [string, string, boolean][] = [
    ['a.b', 'a.b', true],
    ['a.b', 'a.c', false],
    ['a.*', 'a.b', true],
    ['a.*', 'a', false],
    ['a.*', 'a.b.c', false],
    ['a.#', 'a', true],
    ['a.#', 'a.b.c', true],
    ['#', '', true],
    ['#', 'a.b', true],
    ['*.b', 'x.b', true],
    ['a.#.z', 'a.z', true],
    ['a.#.z', 'a.b.c.z', true],
    ['a.#.z', 'a.b', false],
    ['a+b.*', 'a+b.c', true],
    ['a+b.*', 'aab.c', false],
  ];

  it.each(patterns)('routes by topic: binding %j, key %j: %s', (binding, key, arrives) => {
    broker.declare({
      exchanges: [{ name: 'x', kind: 'topic', ...plain }],
      queues: [queue('q', { bindings: [{ exchange: 'x', routingKey: binding }] })],
    });
    if (arrives) send('x', key);
    else
      expect(() => {
        send('x', key);
      }).toThrow(MessageUndeliverable);
    expect(broker.queue('q')?.ready).toBe(arrives ? 1 : 0);
  });

  it('brings a message once to a queue that is bound twice', () => {
    const bindings = ['a', '*', '#'].map((routingKey) => ({ exchange: 'x', routingKey }));
    broker.declare({
      exchanges: [{ name: 'x', kind: 'topic', ...plain }],
      queues: [queue('q', { bindings })],
    });
    send('x', 'a');
    expect(broker.queue('q')?.ready).toBe(1);
  });

  it('serves consumers in turn, and none beyond its prefetch', async () => {
    broker.declare({ exchanges: [], queues: [queue('q')] });
    const one = consume('q', 1);
    const two = consume('q', 2);
    for (let n = 0; n < 5; n++) send('', 'q', n);
    await settle();
    expect([one.got.length, two.got.length, broker.queue('q')?.ready]).toEqual([1, 2, 2]);
    one.deliveries[0]?.ack();
    await settle();
    expect([one.got.length, two.got.length, broker.queue('q')?.ready]).toEqual([2, 2, 1]);
  });

  it('puts back what was not settled, in its place and marked, when a consumer goes', async () => {
    broker.declare({ exchanges: [], queues: [queue('q')] });
    const first = consume('q', 3);
    for (let n = 0; n < 4; n++) send('', 'q', n);
    await settle();
    first.deliveries[1]?.ack();
    first.close();
    expect(first.deliveries[0]?.ack()).toBe(false);
    const second = consume('q');
    await settle();
    expect(second.got).toEqual([0, 2, 3]);
    expect(second.deliveries.map(({ redelivered }) => redelivered)).toEqual([true, true, false]);
  });

  it('requeues to the front, and counts it', async () => {
    broker.declare({ exchanges: [], queues: [queue('q')] });
    const { got, deliveries } = consume('q', 1);
    send('', 'q', 1);
    send('', 'q', 2);
    await settle();
    deliveries[0]?.reject(true);
    await settle();
    deliveries[1]?.reject(false);
    await settle();
    expect(got).toEqual([1, 1, 2]);
    expect(deliveries.map(({ deliveryCount }) => deliveryCount)).toEqual([0, 1, 0]);
  });

  it('settles a delivery once', async () => {
    broker.declare({ exchanges: [], queues: [queue('q')] });
    const { deliveries } = consume('q');
    send('', 'q');
    await settle();
    expect([deliveries[0]?.ack(), deliveries[0]?.ack(), deliveries[0]?.reject(true)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(broker.queue('q')?.ready).toBe(0);
  });

  it('drops what has expired, once it stands at the front', async () => {
    broker.declare({ exchanges: [], queues: [queue('q')] });
    send('', 'q', 1, 100);
    send('', 'q', 2);
    send('', 'q', 3, 100);
    await vi.advanceTimersByTimeAsync(99);
    expect(broker.queue('q')?.ready).toBe(3);
    await vi.advanceTimersByTimeAsync(1);
    expect(broker.queue('q')?.ready).toBe(2);
    const { got } = consume('q');
    await settle();
    expect(got).toEqual([2]);
  });

  it('deletes a queue that was unused for its time, but not one that is in use', async () => {
    broker.declare({ exchanges: [], queues: [queue('q', { expiresMs: 1000 })] });
    const { close } = consume('q');
    await vi.advanceTimersByTimeAsync(5000);
    close();
    await vi.advanceTimersByTimeAsync(999);
    broker.declare({ exchanges: [], queues: [queue('q', { expiresMs: 1000 })] });
    await vi.advanceTimersByTimeAsync(999);
    expect(broker.queue('q')).toBeDefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(broker.queue('q')).toBeUndefined();
  });

  it('deletes what is to go with its last user', () => {
    broker.declare({
      exchanges: [{ name: 'f', kind: 'fanout', durable: false, autoDelete: true }],
      queues: [queue('q', { autoDelete: true, bindings: [{ exchange: 'f', routingKey: 'k' }] })],
    });
    const { close } = consume('q');
    close();
    expect(broker.queue('q')).toBeUndefined();
    expect(() => {
      send('f', '');
    }).toThrow("no exchange 'f' (404)");
  });

  it('refuses a declaration that contradicts an earlier one (406)', () => {
    broker.declare({
      exchanges: [{ name: 'x', kind: 'topic', ...plain }],
      queues: [queue('q')],
    });
    const again = (): void => {
      broker.declare({
        exchanges: [{ name: 'x', kind: 'topic', durable: false, autoDelete: true }],
        queues: [],
      });
    };
    expect(again).toThrow(MessageDeliveryFailure);
    expect(again).toThrow("inequivalent arg 'autoDelete' for exchange 'x': received 'true'");
    expect(() => {
      broker.declare({ exchanges: [], queues: [queue('q', { expiresMs: 5 })] });
    }).toThrow("inequivalent arg 'expiresMs' for queue 'q'");
  });

  it('lets timers and I/O have their turn under an endless stream of messages', async () => {
    vi.useRealTimers();
    broker.declare({ exchanges: [], queues: [queue('q')] });
    let count = 0;
    let stop = false;
    broker.queue('q')?.addConsumer(0, (delivery) => {
      delivery.ack();
      count += 1;
      if (!stop) send('', 'q');
    });
    send('', 'q');
    await new Promise((resolve) => setTimeout(resolve, 1));
    stop = true;
    expect(count).toBeGreaterThan(512);
  });
});
