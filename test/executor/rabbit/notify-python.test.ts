import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  getNotificationListener,
  getNotificationTransport,
  NotificationResult,
  Notifier,
  type Transport,
} from '../../../src/executor/index.ts';
import { osloMessaging } from './available.ts';
import { Broker } from './broker.ts';
import { PythonPeer } from './peer.ts';

/** A line of the Python listener. */
interface Heard {
  priority: string;
  context: Record<string, unknown>;
  publisher_id: string;
  event_type: string;
  payload: unknown;
  metadata: { message_id: string; timestamp: string };
  requeued: boolean;
}

describe.skipIf(!osloMessaging.available)('notifications to and from Python', () => {
  let broker: Broker;
  let transport: Transport;
  let python: PythonPeer;

  beforeAll(async () => {
    broker = await Broker.start();
    transport = getNotificationTransport(broker.url());
    python = await PythonPeer.start('client.py', broker.url());
  });
  afterAll(async () => {
    await python.stop();
    await transport.close();
    await broker.stop();
  });

  function tell(topic: string, payload: unknown, more: Record<string, unknown> = {}) {
    return python.ask({
      op: 'notify',
      topic,
      publisher_id: 'compute.host1',
      event_type: 'compute.create',
      priority: 'info',
      payload,
      ...more,
    });
  }

  test('a Python notifier is heard here, in the envelope and bare', async () => {
    const heard: unknown[] = [];
    const endpoint = {
      info: (context: object, publisher: string, event: string, payload: unknown, meta: object) => {
        heard.push({ context, publisher, event, payload, meta });
      },
    };
    // Sent before there is a listener: the queue is declared by the notifier and keeps it.
    const context = { user_id: 'u1', request_id: 'req-1', is_admin: true };
    await tell('to-here', { instance_id: 12, f: 1.5 }, { context });
    await using listener = getNotificationListener(transport, [{ topic: 'to-here' }], [endpoint]);
    await listener.start();
    await tell('to-here', { a: 1 }, { driver: 'messaging' });
    await tell('to-here', { nobody: 'listens to this priority' }, { priority: 'debug' });
    await expect.poll(() => heard.length).toBe(2);
    expect(heard).toEqual([
      {
        context: expect.objectContaining(context) as object,
        publisher: 'compute.host1',
        event: 'compute.create',
        payload: { instance_id: 12, f: 1.5 },
        meta: {
          message_id: expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/) as string,
          timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$/) as string,
        },
      },
      expect.objectContaining({ payload: { a: 1 } }),
    ]);
  });

  test('what is requeued here comes again, and is gone once handled', async () => {
    const heard: unknown[] = [];
    const endpoint = {
      info: (_context: object, _publisher: string, _event: string, payload: unknown) => {
        heard.push(payload);
        return heard.length < 3 ? NotificationResult.REQUEUE : NotificationResult.HANDLED;
      },
    };
    await using listener = getNotificationListener(
      transport,
      [{ topic: 'requeue-here' }],
      [endpoint],
      { allowRequeue: true },
    );
    await listener.start();
    await tell('requeue-here', { n: 1 });
    await expect.poll(() => heard.length).toBe(3);
    await expect.poll(async () => (await broker.queue('requeue-here.info'))?.messages).toBe(0);
    expect(heard).toEqual([{ n: 1 }, { n: 1 }, { n: 1 }]);
  });

  test('a notifier here is heard in Python, which may requeue', async () => {
    const topic = 'to-python';
    await using listener = await PythonPeer.start(
      'listener.py',
      broker.url(),
      'openstack',
      topic,
      '-',
      '1',
    );
    const heard = listener.lines as Heard[];
    const notifier = new Notifier(transport, { publisherId: 'here', topics: [topic] });
    const context = { user_id: 'u1', auth_token: 'secret' };
    await notifier.info(context, 'thing.made', { x: [1, 'é'] });
    await notifier.error({}, 'thing.failed', {});
    await notifier.prepare({ driver: 'messaging' }).info({}, 'thing.bare', {});
    await expect.poll(() => heard.length).toBe(4);
    expect(heard.map((line) => [line.event_type, line.priority, line.requeued]).sort()).toEqual(
      [
        ['thing.made', 'info', true],
        ['thing.made', 'info', false],
        ['thing.failed', 'error', false],
        ['thing.bare', 'info', false],
      ].sort(),
    );
    const made = heard.find((line) => line.event_type === 'thing.made');
    expect(made).toMatchObject({ publisher_id: 'here', payload: { x: [1, 'é'] } });
    expect(made?.context).toMatchObject({ user_id: 'u1' });
    expect(JSON.stringify(heard)).not.toContain('secret');
  });

  test('every pool hears everything, on whichever side; members of one share', async () => {
    const topic = 'pools';
    const here: unknown[] = [];
    const endpoint = {
      info: (_context: object, _publisher: string, _event: string, payload: unknown) => {
        here.push(payload);
      },
    };
    const targets = [{ topic }];
    const options = { pool: 'ours' };
    await using one = getNotificationListener(transport, targets, [endpoint], options);
    await using two = getNotificationListener(transport, targets, [endpoint], options);
    await using there = await PythonPeer.start(
      'listener.py',
      broker.url(),
      'openstack',
      topic,
      'theirs',
      '0',
    );
    await Promise.all([one.start(), two.start()]);
    const notifier = new Notifier(transport, { publisherId: 'here', topics: [topic] });
    for (let n = 0; n < 10; n++) await notifier.info({}, 'e', { n });
    await tell(topic, { n: 10 });
    const payloads = Array.from({ length: 11 }, (_, n) => ({ n }));
    const byN = (lines: unknown[]) =>
      (lines as { n: number }[]).sort((left, right) => left.n - right.n);
    await expect.poll(() => byN([...here])).toEqual(payloads);
    await expect
      .poll(() => byN((there.lines as Heard[]).map((line) => line.payload)))
      .toEqual(payloads);
    // Only pools consume: the topic's own queue keeps everything for whoever comes without one.
    expect((await broker.queue(`${topic}.info`))?.messages_ready).toBe(11);
  });
});
