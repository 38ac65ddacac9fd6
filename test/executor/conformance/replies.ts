import { describe, expect, it } from 'vitest';
import {
  MessagingTimeout,
  NoSuchMethod,
  RemoteError,
  UnsupportedVersion,
  type RpcClient,
  type WireMessage,
} from '../../../src/executor/browser.ts';
import { gate, stage, type ConformanceBroker } from './stage.ts';

/** What a client makes of replies, and a server of clients that are gone. */
export function replies(broker: ConformanceBroker): void {
  describe('replies', () => {
    const on = stage(broker);

    /** A server by hand: what it answers is up to the test. */
    async function byHand(
      answer: (request: WireMessage) => WireMessage[],
      options: { timeoutMs?: number } = {},
    ): Promise<RpcClient> {
      const topic = on.topic();
      const driver = await on.driver();
      const queue = {
        name: topic,
        durable: false,
        autoDelete: false,
        expiresMs: 60_000,
        bindings: [{ exchange: 'openstack', routingKey: topic }],
      };
      await driver.consume(
        {
          exchanges: [{ name: 'openstack', kind: 'topic', durable: false, autoDelete: false }],
          queues: [queue],
          consume: [topic],
          deleteOnClose: [topic],
          prefetch: 0,
          purpose: 'test',
        },
        (delivery) => {
          const request = delivery.decode();
          delivery.ack();
          for (const message of answer(request)) {
            void driver.publish({
              exchange: '',
              routingKey: request._reply_q as string,
              message: { _msg_id: request._msg_id, ...message },
            });
          }
        },
      );
      return on.client({ topic }, options);
    }

    it('has all members that the reference sends', async () => {
      const topic = on.topic();
      await on.serve({ topic }, [{ m: () => 5 }]);
      const replies = await on.queue();
      await on.request(topic, { method: 'm', args: {}, _msg_id: 'id1', _reply_q: replies.name });
      await on.until('the reply came', () => replies.messages.length === 1);
      expect(replies.messages).toEqual([
        {
          result: 5,
          failure: null,
          ending: true,
          _msg_id: 'id1',
          _unique_id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        },
      ]);
    });

    it('says what is wrong with promises of other kinds, and with what cannot be read', async () => {
      const topic = on.topic();
      const odd: Record<string, () => unknown> = {
        throwing: () => ({
          then: () => {
            throw new Error('no promise');
          },
        }),
        unreadable: () => ({
          get then() {
            throw new Error('no member');
          },
        }),
        twice: () => ({
          then: (resolve: (value: number) => void, reject: (error: Error) => void) => {
            resolve(1);
            resolve(2);
            reject(new Error('too late'));
          },
        }),
        promise: () => {
          // eslint-disable-next-line @typescript-eslint/only-throw-error -- a slip of endpoints
          throw Promise.reject(new Error('it is not awaited'));
        },
        proxy: () => {
          throw new Proxy(new Error('x'), {
            get: () => {
              throw new Error('a trap');
            },
          });
        },
      };
      const server = await on.serve({ topic }, [odd], { poolSize: 2 });
      const client = on.client({ topic });
      for (let round = 0; round < 3; round++) {
        await expect(client.call('throwing')).rejects.toThrow('no promise');
        await expect(client.call('unreadable')).rejects.toThrow('no member');
        await expect(client.call('promise')).rejects.toThrow('[object Promise]');
        await expect(client.call('proxy')).rejects.toThrow('cannot be read');
        expect(await client.call('twice')).toBe(1);
      }
      expect(server.state.running).toBe(0);
    });

    it('takes a reply without result, failure or id for null', async () => {
      const client = await byHand(() => [{ ending: true }]);
      await expect(client.call('m')).resolves.toBeNull();
    });

    it('takes a reply in two parts', async () => {
      const client = await byHand(() => [
        { result: 'early', failure: null, ending: false },
        { result: null, failure: null, ending: true },
      ]);
      await expect(client.call('m')).resolves.toBe('early');
    });

    it('lets the failure win over the result', async () => {
      const failure = JSON.stringify({ class: 'KeyError', module: 'builtins', message: 'k' });
      const client = await byHand(() => [{ result: 1, failure, ending: true }]);
      await expect(client.call('m')).rejects.toMatchObject({ excType: 'KeyError' });
    });

    it('gives a RemoteError also for a failure that is no failure object', async () => {
      const client = await byHand(() => [{ failure: 'no json', ending: true }]);
      const answer = client.call('m');
      await expect(answer).rejects.toBeInstanceOf(RemoteError);
      await expect(answer).rejects.toThrow('no json');
    });

    it('makes the real classes of the dispatcher errors', async () => {
      const failure = (name: string, message: string): string =>
        JSON.stringify({ class: name, module: 'oslo_messaging.rpc.dispatcher', message });
      const answers = [
        failure('NoSuchMethod', 'Endpoint does not support RPC method m'),
        failure(
          'UnsupportedVersion',
          'Endpoint does not support RPC version 2.0. Attempted method: m',
        ),
      ];
      const client = await byHand(() => [{ failure: answers.shift(), ending: true }]);
      await expect(client.call('m')).rejects.toBeInstanceOf(NoSuchMethod);
      await expect(client.call('m')).rejects.toBeInstanceOf(UnsupportedVersion);
    });

    it('drops a second reply, an unknown one and an unreadable one, and goes on', async () => {
      const client = await byHand(({ _reply_q: queue }) => {
        void on.raw(queue as string, 'no json');
        return [
          { result: 'foreign', failure: null, ending: true, _msg_id: 'unknown' },
          { result: 1, failure: null, ending: true },
          { result: 2, failure: null, ending: true },
        ];
      });
      await expect(client.call('m')).resolves.toBe(1);
      await expect(client.call('m')).resolves.toBe(1);
      const { counters } = client.transport;
      await on.until('all strays were dropped', () => counters.repliesUnknown === 4);
      await on.until('the unreadable ones too', () => counters.malformed === 2);
    });

    it('drops a late reply, and its caller has timed out', async () => {
      const topic = on.topic();
      const { promise, open } = gate();
      const endpoint = { slow: () => promise, quick: () => 1 };
      await on.serve({ topic }, [endpoint]);
      const client = on.client({ topic }, { timeoutMs: 300 });
      const late = client.call('slow');
      const outcome = expect(late).rejects.toMatchObject({
        timeoutMs: 300,
        name: 'MessagingTimeout',
      });
      await on.sleep(400);
      await outcome;
      await expect(late).rejects.toBeInstanceOf(MessagingTimeout);
      open();
      const { counters } = client.transport;
      await on.until('the reply was dropped', () => counters.repliesUnknown === 1);
      await expect(client.call('quick')).resolves.toBe(1);
    });

    it('times out when nobody answers', async () => {
      const client = await byHand(() => [], { timeoutMs: 200 });
      const outcome = expect(client.call('m')).rejects.toBeInstanceOf(MessagingTimeout);
      await on.sleep(300);
      await outcome;
      expect(client.transport.counters.callsTimedOut).toBe(1);
    });

    it('is not held up by a reply queue that has vanished', async () => {
      const topic = on.topic();
      const server = await on.serve({ topic }, [{ m: () => 1 }], {
        poolSize: 1,
        missingReplyQueueRetryMs: 600,
      });
      const request = { method: 'm', args: {}, _msg_id: 'gone', _reply_q: `reply_${topic}` };
      for (let n = 0; n < 5; n++) await on.request(topic, request);
      // With one place, the next call would wait if a vanished queue held it.
      await expect(on.client({ topic }).call('m')).resolves.toBe(1);
      const { counters } = server.transport;
      expect(counters).toMatchObject({ requestsDone: 6, repliesDropped: 0 });
      await on.sleep(1000);
      await on.until('they were given up', () => counters.repliesDropped === 5);
      await on.request(topic, request);
      await on.until('the next one is dropped at once', () => counters.repliesDropped === 6);
    });

    it('still brings the reply when its queue comes back', async () => {
      const topic = on.topic();
      const server = await on.serve({ topic }, [{ m: () => 'kept' }]);
      const driver = await on.driver();
      const name = `reply_${topic}`;
      await on.request(topic, { method: 'm', args: {}, _msg_id: 'id1', _reply_q: name });
      await on.until('it was tried', () => server.transport.counters.repliesRetried === 1);
      const got: unknown[] = [];
      const queue = { name, durable: false, autoDelete: false, expiresMs: 60_000, bindings: [] };
      const consumer = await driver.consume(
        {
          exchanges: [],
          queues: [queue],
          consume: [name],
          deleteOnClose: [name],
          prefetch: 0,
          purpose: 'test',
        },
        (delivery) => {
          got.push(delivery.decode().result);
          delivery.ack();
        },
      );
      await on.until('the reply came', () => got.length === 1);
      expect(got).toEqual(['kept']);
      await consumer.close();
    });
  });
}
