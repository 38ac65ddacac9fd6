import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  getNotificationListener,
  getRpcClient,
  getRpcServer,
  getRpcTransport,
  MessageDeliveryFailure,
  MessageUndeliverable,
  MessagingTimeout,
  NotificationResult,
  type Delivery,
  type Driver,
  type Publication,
  type Subscription,
  type Transport,
  type WireMessage,
} from '../../src/executor/browser.ts';

/** A driver whose broker is the test: what is sent waits for the test's confirm. */
class HandDriver implements Driver {
  readonly sent: { publication: Publication; confirm: () => void; fail: (e: Error) => void }[] = [];
  readonly subscriptions: Subscription[] = [];
  readonly deliver: ((delivery: Delivery) => void)[] = [];
  readonly log: string[] = [];

  consume(subscription: Subscription, onDelivery: (delivery: Delivery) => void) {
    this.subscriptions.push(subscription);
    this.deliver.push(onDelivery);
    return Promise.resolve({
      cancel: () => {
        this.log.push(`cancel ${subscription.purpose}`);
        return Promise.resolve();
      },
      close: () => {
        this.log.push(`close ${subscription.purpose}`);
        return Promise.resolve();
      },
    });
  }

  publish(publication: Publication): Promise<void> {
    return new Promise((confirm, fail) => {
      this.sent.push({ publication, confirm, fail });
    });
  }

  inspect(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  close(): Promise<void> {
    this.log.push('close driver');
    return Promise.resolve();
  }

  /** A delivery by hand; what happens to it is logged. */
  message(message: WireMessage, isOurs = true): Delivery {
    const settle = (what: string): boolean => {
      this.log.push(what);
      return isOurs;
    };
    return {
      queue: 'q',
      redelivered: false,
      decode: () => message,
      ack: () => settle(`ack ${String(message.method)}`),
      reject: (requeue) => settle(`reject ${String(message.method)}, requeue ${requeue}`),
    };
  }
}

const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

describe('over a broker that takes its time', () => {
  let driver: HandDriver;
  let transport: Transport;

  beforeEach(() => {
    vi.useFakeTimers();
    driver = new HandDriver();
    transport = getRpcTransport('hand://', {
      drivers: { hand: () => driver },
      hooks: { log: () => undefined },
    });
  });

  afterEach(async () => {
    vi.useRealTimers();
    await transport.close();
  });

  describe('a client', () => {
    const sent = (at = 0): HandDriver['sent'][number] => {
      const found = driver.sent[at];
      if (!found) throw new Error(`nothing was sent as number ${at}`);
      return found;
    };

    it('sends a call with its timeout as expiration, to be given up after it', async () => {
      const client = getRpcClient(transport, { topic: 't', server: 's' }, { timeoutMs: 1500.5 });
      const call = client.call('m', { x: 1 });
      await settled();
      const { publication } = sent();
      expect(publication).toEqual({
        exchange: 'openstack',
        routingKey: 't.s',
        declare: {
          exchanges: [{ name: 'openstack', kind: 'topic', durable: false, autoDelete: false }],
          queues: [],
        },
        mandatory: true,
        caller: expect.objectContaining({ hasGivenUp: false }) as object,
        expirationMs: 1501,
        giveUpAt: performance.now() + 1500.5,
        message: {
          method: 'm',
          args: { x: 1 },
          _msg_id: expect.stringMatching(/^\w{32}$/) as string,
          _reply_q: driver.subscriptions[0]?.consume[0],
          _timeout: null,
          _unique_id: expect.stringMatching(/^\w{32}$/) as string,
        },
      });
      sent().fail(new MessageDeliveryFailure('no'));
      await expect(call).rejects.toThrow(MessageDeliveryFailure);
    });

    it('declares the same object for the same target, so that a driver may remember it', async () => {
      const client = getRpcClient(transport, { topic: 't' }, { retry: 3, atLeastOnce: true });
      void client.cast('a');
      void client.cast('b');
      await settled();
      expect(sent(0).publication.declare).toBe(sent(1).publication.declare);
      expect(sent(0).publication).toMatchObject({ retry: 3, mandatory: true });
      expect(sent(0).publication).not.toHaveProperty('expirationMs');
    });

    it('has one time for a call, from the call on, whatever is slow', async () => {
      const call = getRpcClient(transport, { topic: 't' }, { timeoutMs: 100 }).call('m');
      const outcome = expect(call).rejects.toMatchObject({ name: 'MessagingTimeout' });
      await vi.advanceTimersByTimeAsync(90);
      expect(transport.counters.callsSent).toBe(0);
      sent().confirm();
      await vi.advanceTimersByTimeAsync(9);
      expect(transport.counters).toMatchObject({ callsSent: 1, callsTimedOut: 0 });
      await vi.advanceTimersByTimeAsync(1);
      await outcome;
      expect(transport.counters.callsTimedOut).toBe(1);
      expect(sent().publication.caller?.hasGivenUp).toBe(true);
    });

    const undeliverable = new MessageUndeliverable('', 't');
    it.each([
      [new MessageDeliveryFailure('not confirmed in time'), undefined],
      [undeliverable, undeliverable],
    ])(
      'has one error for a call whose time is over, if the driver is the first to notice: %s',
      async (failure, cause) => {
        // Due in the same moment as the call's own limit, and asked for before it.
        setTimeout(() => {
          sent().fail(failure);
        }, 100);
        const call = getRpcClient(transport, { topic: 't' }, { timeoutMs: 100 }).call('m');
        const outcome = call.catch((error: unknown) => error);
        await vi.advanceTimersByTimeAsync(100);
        const error = await outcome;
        expect(error).toBeInstanceOf(MessagingTimeout);
        expect((error as Error).cause).toBe(cause);
        expect(transport.counters.callsTimedOut).toBe(1);
      },
    );

    it('sends a call again that no queue would take, with the time that is left', async () => {
      const call = getRpcClient(transport, { topic: 't' }, { timeoutMs: 1000 }).call('m');
      const outcome = expect(call).rejects.toMatchObject({
        name: 'MessagingTimeout',
        cause: { name: 'MessageUndeliverable' },
      });
      await settled();
      for (const [at, waitMs] of [100, 200, 400].entries()) {
        sent(at).fail(new MessageUndeliverable('', 't'));
        await vi.advanceTimersByTimeAsync(waitMs);
      }
      expect(driver.sent.map(({ publication }) => publication.expirationMs)).toEqual([
        1000, 900, 700, 300,
      ]);
      sent(3).fail(new MessageUndeliverable('', 't'));
      await vi.advanceTimersByTimeAsync(5000);
      await outcome;
      expect(driver.sent).toHaveLength(4);
    });

    it('fails a call at once that no queue would take, with atLeastOnce', async () => {
      const client = getRpcClient(transport, { topic: 't' }, { atLeastOnce: true });
      const call = client.call('m');
      await settled();
      sent().fail(new MessageUndeliverable('', 't'));
      await expect(call).rejects.toMatchObject({ name: 'MessageUndeliverable' });
    });

    it('gives up a cast by its own limit or signal, and tells the driver so', async () => {
      const client = getRpcClient(transport, { topic: 't' });
      const late = expect(client.cast('a', {}, { timeoutMs: 100 })).rejects.toMatchObject({
        name: 'MessageDeliveryFailure',
        message: 'The message was not confirmed within 100 ms',
      });
      const controller = new AbortController();
      const aborted = expect(client.cast('b', {}, { signal: controller.signal })).rejects.toThrow(
        'enough',
      );
      await settled();
      controller.abort(new Error('enough'));
      await aborted;
      await vi.advanceTimersByTimeAsync(100);
      await late;
      expect(driver.sent.map(({ publication }) => publication.caller?.hasGivenUp)).toEqual([
        true,
        true,
      ]);
      expect(vi.getTimerCount()).toBe(0);
    });

    it('takes a reply that is faster than the confirm', async () => {
      const call = getRpcClient(transport, { topic: 't' }, { timeoutMs: 100 }).call('m');
      await settled();
      const id = sent().publication.message?._msg_id;
      driver.deliver[0]?.(driver.message({ _msg_id: id, result: 5, failure: null, ending: true }));
      await expect(call).resolves.toBe(5);
      sent().confirm();
      await vi.advanceTimersByTimeAsync(200);
      expect(transport.counters.callsTimedOut).toBe(0);
    });

    it('fails every waiting call when its transport is closed, and every later one', async () => {
      const client = getRpcClient(transport, { topic: 't' });
      const call = expect(client.call('m')).rejects.toMatchObject({ name: 'TransportClosed' });
      await settled();
      await transport.close();
      await call;
      await expect(client.call('m')).rejects.toMatchObject({ name: 'TransportClosed' });
      await expect(client.cast('m')).rejects.toMatchObject({ name: 'TransportClosed' });
      expect(driver.log).toEqual(['close replies', 'close driver']);
    });
  });

  describe('a server', () => {
    const request = { args: {}, _msg_id: 'id', _reply_q: 'reply' };

    it('subscribes with the names and attributes of the reference', async () => {
      await getRpcServer(transport, { topic: 't', server: 's' }, [{ m: () => 1 }], {
        poolSize: 8,
      }).start();
      const [subscription] = driver.subscriptions;
      const fanout = subscription?.consume[2] ?? '';
      expect(fanout).toMatch(/^t_fanout_[0-9a-f]{32}$/);
      const plain = { durable: false, autoDelete: false };
      expect(subscription).toEqual({
        exchanges: [
          { name: 'openstack', kind: 'topic', ...plain },
          { name: 't_fanout', kind: 'fanout', durable: false, autoDelete: true },
        ],
        queues: [
          { name: 't', ...plain, bindings: [{ exchange: 'openstack', routingKey: 't' }] },
          { name: 't.s', ...plain, bindings: [{ exchange: 'openstack', routingKey: 't.s' }] },
          {
            name: fanout,
            ...plain,
            expiresMs: 1_800_000,
            bindings: [{ exchange: 't_fanout', routingKey: 't' }],
          },
        ],
        consume: ['t', 't.s', fanout],
        countsDeliveries: false,
        deleteOnClose: [fanout],
        prefetch: 9,
        purpose: 'server',
        signal: expect.any(AbortSignal) as AbortSignal,
      });
    });

    it('does not work on a delivery that is no longer its own', async () => {
      const calls: string[] = [];
      const endpoint = { m: () => calls.push('m') };
      await getRpcServer(transport, { topic: 't', server: 's' }, [endpoint]).start();
      driver.deliver[0]?.(driver.message({ ...request, method: 'm', _unique_id: 'u' }, false));
      expect(calls).toEqual([]);
      // And when the broker hands it out again it is no repeat.
      driver.deliver[0]?.(driver.message({ ...request, method: 'm', _unique_id: 'u' }));
      expect(calls).toEqual(['m']);
      expect(driver.log).toEqual(['ack m', 'ack m']);
    });

    it('gives back what waits only after its consumers are gone, and waits for its replies', async () => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const endpoint = { busy: () => promise, next: () => 1 };
      const options = { executor: 'blocking' } as const;
      const server = getRpcServer(transport, { topic: 't', server: 's' }, [endpoint], options);
      await server.start();
      driver.deliver[0]?.(driver.message({ ...request, method: 'busy' }));
      driver.deliver[0]?.(driver.message({ ...request, method: 'next' }));
      await server.stop();
      expect(driver.log).toEqual(['ack busy', 'cancel server', 'reject next, requeue true']);
      let finished = false;
      const waiting = server.wait().then(() => {
        finished = true;
      });
      resolve(undefined);
      await vi.advanceTimersByTimeAsync(1000);
      expect([driver.sent.length, finished, server.state.replies]).toEqual([1, false, 1]);
      driver.sent[0]?.confirm();
      await waiting;
      expect(driver.log.at(-1)).toBe('close server');
    });

    it('drops a reply that the broker does not take, and goes on', async () => {
      await getRpcServer(transport, { topic: 't', server: 's' }, [{ m: () => 1 }]).start();
      driver.deliver[0]?.(driver.message({ ...request, method: 'm' }));
      driver.sent[0]?.fail(new MessageDeliveryFailure('no'));
      await settled();
      expect(transport.counters).toMatchObject({ repliesSent: 0, repliesDropped: 1 });
    });

    it('probes a vanished reply queue once for all replies to it', async () => {
      await getRpcServer(transport, { topic: 't', server: 's' }, [{ m: () => 1 }]).start();
      for (let n = 0; n < 5; n++) driver.deliver[0]?.(driver.message({ ...request, method: 'm' }));
      for (const { fail } of driver.sent.splice(0)) fail(new MessageUndeliverable('', 'reply'));
      await vi.advanceTimersByTimeAsync(250);
      expect(driver.sent).toHaveLength(1);
      driver.sent.shift()?.fail(new MessageUndeliverable('', 'reply'));
      await vi.advanceTimersByTimeAsync(250);
      for (let n = 0; n < 5; n++) {
        expect(driver.sent).toHaveLength(1);
        driver.sent.shift()?.confirm(); // it is back: the others follow
        await settled();
      }
      expect(transport.counters).toMatchObject({ repliesSent: 5, repliesDropped: 0 });
    });

    it('keeps no more than a thousand replies for vanished queues', async () => {
      await getRpcServer(transport, { topic: 't', server: 's' }, [{ m: () => 1 }]).start();
      for (let n = 0; n < 1010; n++) {
        driver.deliver[0]?.(driver.message({ ...request, method: 'm', _reply_q: `reply${n}` }));
      }
      for (const { fail } of driver.sent.splice(0)) fail(new MessageUndeliverable('', 'reply'));
      await settled();
      expect(transport.counters.repliesDropped).toBe(10);
    });

    it('answers when the executor itself fails', async () => {
      const broken = {
        capacity: 1,
        submit: () => Promise.reject(new Error('out of order')),
        close: () => Promise.resolve(),
      };
      const target = { topic: 't', server: 's' };
      await getRpcServer(transport, target, [{ m: () => 1 }], { executor: broken }).start();
      driver.deliver[0]?.(driver.message({ ...request, method: 'm' }));
      await settled();
      expect(driver.sent[0]?.publication.message?.failure).toContain('out of order');
    });
  });

  describe('a notification listener', () => {
    const news = { priority: 'INFO', event_type: 'e', _unique_id: 'u', method: 'news' };

    async function listening(result: unknown) {
      const work = Promise.withResolvers<unknown>();
      let runs = 0;
      const endpoint = {
        info: async () => {
          runs += 1;
          await work.promise;
          return result;
        },
      };
      const options = { allowRequeue: true };
      await getNotificationListener(transport, [{ topic: 't' }], [endpoint], options).start();
      // The first copy's connection was lost: settling it says so.
      driver.deliver[0]?.(driver.message(news, false));
      driver.deliver[0]?.(driver.message(news));
      await settled();
      return { runs: () => runs, finish: work.resolve };
    }

    it('keeps a second copy unacknowledged while the first is in work', async () => {
      const { runs, finish } = await listening(undefined);
      expect([runs(), driver.log]).toEqual([1, []]);
      finish(undefined);
      await settled();
      expect([runs(), driver.log]).toEqual([1, ['ack news', 'ack news']]);
      driver.deliver[0]?.(driver.message(news));
      await settled();
      expect(runs()).toBe(1);
    });

    it('gives the newest copy back when the first is to be done again', async () => {
      const { runs, finish } = await listening(NotificationResult.REQUEUE);
      finish(undefined);
      await settled();
      expect(driver.log).toEqual(['reject news, requeue true', 'reject news, requeue true']);
      expect(transport.counters.notificationsRequeued).toBe(1);
      driver.deliver[0]?.(driver.message(news));
      await settled();
      expect(runs()).toBe(2);
    });
  });
});
