import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  getNotificationListener,
  getRpcServer,
  getRpcTransport,
  PythonError,
  type Driver,
  type Transport,
  type WireMessage,
} from '../../../src/executor/index.ts';
import { captures, type Capture } from './captures.ts';

/** A capture by its name. */
function captured(name: string): Capture {
  const found = captures.find((capture) => capture.name === name);
  if (!found) throw new Error(`no capture is named ${name}`);
  return found;
}

describe('captured requests, dispatched byte for byte', () => {
  let transport: Transport;
  let driver: Driver;
  let replies: WireMessage[];
  let casts: [unknown, unknown][];
  let finish: (() => void) | undefined;

  const main = {
    echo: (context: object, { x }: { x: unknown }) => {
      casts.push([context, x]);
      return x;
    },
    slow: async (_context: object, { n }: { n: number }) => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return n;
    },
    bad: () => {
      throw new PythonError('ValueError', ['bad value', 42]);
    },
  };
  const named = { target: { namespace: 'ns', version: '2.3' }, nsm: () => 'named' };

  beforeEach(async () => {
    vi.useFakeTimers();
    replies = [];
    casts = [];
    transport = getRpcTransport('memory://', { hooks: { log: () => undefined } });
    driver = await transport.driver();
    const name = String(captured('call').message['_reply_q']);
    await driver.consume(
      {
        exchanges: [],
        queues: [{ name, durable: false, autoDelete: false, bindings: [] }],
        consume: [name],
        deleteOnClose: [],
        prefetch: 0,
        purpose: 'replies',
      },
      (delivery) => {
        replies.push(delivery.decode());
        delivery.ack();
      },
    );
    const target = { exchange: 'exw', topic: 'wire', server: 'srv1' };
    await getRpcServer(transport, target, [main, named]).start();
  });
  afterEach(async () => {
    await transport.close();
    vi.useRealTimers();
  });

  async function replay({ exchange, routingKey, body }: Capture): Promise<void> {
    await driver.publish({ exchange, routingKey, raw: { body } });
    await vi.advanceTimersByTimeAsync(50);
  }

  /** The same without what is new in each reply. */
  function known(reply: WireMessage | undefined): Record<string, unknown> {
    return { ...reply, _unique_id: 'fresh' };
  }

  test('the call is answered as Python answered it, and had its context', async () => {
    await replay(captured('call'));
    expect(replies.map(known)).toEqual([known(captured('reply').message)]);
    const [context] = casts[0] ?? [];
    expect(context).toMatchObject({ user_id: 'u1', request_id: 'req-1', roles: ['a', 'b'] });
  });

  test('the server-directed and the namespaced call reach their methods', async () => {
    await replay(captured('server-directed call'));
    await replay(captured('namespaced, versioned call'));
    expect(replies.map(({ result, failure, ending }) => [result, failure, ending])).toEqual([
      ['direct', null, true],
      ['named', null, true],
    ]);
  });

  test('the monitored call gets signs of life like the captured one until it is answered', async () => {
    const monitored = captured('call with call_monitor_timeout=4');
    await replay(monitored);
    await vi.advanceTimersByTimeAsync(6500);
    finish?.();
    await vi.advanceTimersByTimeAsync(50);
    const sign = known(captured('monitor heartbeat').message);
    expect(replies.slice(0, 3).map(known)).toEqual([sign, sign, sign]);
    expect(replies.slice(3).map(({ result, ending }) => [result, ending])).toEqual([[7, true]]);
  });

  test('the cast and the fanout cast are worked on and not answered', async () => {
    await replay(captured('cast'));
    await replay(captured('fanout cast'));
    expect(casts.map(([, x]) => x)).toEqual(['cast', 'fan']);
    expect(replies).toEqual([]);
  });

  test('the request that Python could not route has the form of any call', async () => {
    const returned = captured('returned (mandatory, no route)');
    const { exchange, routingKey, body } = returned;
    await expect(
      Promise.resolve().then(() =>
        driver.publish({ exchange, routingKey, raw: { body }, mandatory: true }),
      ),
    ).rejects.toThrow(/No queue would receive the message/);
  });

  test('failures have the members of the captured ones', async () => {
    const call = captured('call').message;
    for (const [name, method] of [
      ['failure reply', 'bad'],
      ['NoSuchMethod reply', 'nomethod'],
    ] as const) {
      replies.length = 0;
      const { message } = captured(name);
      const request = { ...call, method, args: {}, _msg_id: message['_msg_id'], _unique_id: name };
      await driver.publish({ exchange: 'exw', routingKey: 'wire', message: request });
      await vi.advanceTimersByTimeAsync(50);
      const { failure, ...rest } = known(replies[0]);
      const { failure: theirs, ...others } = known(message);
      expect(rest).toEqual(others);
      // The traceback tells the places of each side: only its last line can be the same.
      const [ours, python] = [failure, theirs].map((text) => {
        const { tb, ...members } = JSON.parse(String(text)) as { tb: string[] };
        return { ...members, last: tb.at(-1) };
      });
      expect(ours).toEqual(python);
    }
  });
});

test('captured notifications, enveloped and bare, reach the listener', async () => {
  await using transport = getRpcTransport('memory://');
  const heard: unknown[] = [];
  const endpoint = {
    info: (...[, publisher, event, payload, metadata]: unknown[]) => {
      heard.push({ publisher, event, payload, metadata });
    },
  };
  const targets = [{ topic: 'notifications' }, { topic: 'notifv1' }];
  await using listener = getNotificationListener(transport, targets, [endpoint]);
  await listener.start();
  const driver = await transport.driver();
  for (const name of ['notification v2', 'notification v1']) {
    const { exchange, routingKey, body } = captured(name);
    await driver.publish({ exchange, routingKey, raw: { body } });
  }
  await expect.poll(() => heard.length).toBe(2);
  expect(heard).toEqual(
    ['notification v2', 'notification v1'].map((name) => {
      const { message } = captured(name);
      return {
        publisher: message['publisher_id'],
        event: message['event_type'],
        payload: message['payload'],
        metadata: { message_id: message['message_id'], timestamp: message['timestamp'] },
      };
    }),
  );
});
