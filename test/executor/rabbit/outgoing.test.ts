/** What may wait to be sent: bounded, counted, and refused by name beyond the bound. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  getRpcClient,
  getRpcTransport,
  Notifier,
  OutgoingBufferFull,
  type Transport,
  type TransportOptions,
} from '../../../src/executor/index.ts';
import { rabbitmq } from './available.ts';
import { Broker } from './broker.ts';
import { Gate } from './gate.ts';
import { until } from './open-driver.ts';

describe.skipIf(!rabbitmq.available)(
  'the outgoing buffer',
  () => {
    let broker: Broker;
    let gate: Gate;

    beforeAll(async () => {
      broker = await Broker.start();
      gate = await Gate.to(() => broker.port);
    });
    afterAll(async () => {
      await gate[Symbol.asyncDispose]();
      await broker.stop();
    });

    function transport(outgoing: TransportOptions['outgoing']): Transport {
      return getRpcTransport(`rabbit://guest:guest@${gate.address}/`, {
        ...(outgoing === undefined ? {} : { outgoing }),
        driverOptions: { rabbit_retry_interval: 0.1, rabbit_interval_max: 0.2 },
        hooks: { log: () => undefined },
      });
    }

    test('holds so many messages while there is no connection, refuses more, and sends what it holds', async () => {
      gate.set('refusing');
      const sending = transport({ messages: 5 });
      const client = getRpcClient(sending, { topic: 'nobody' });
      const held = Array.from({ length: 5 }, (_, n) => client.cast('held', { n }));
      await until('a failure', () => sending.state.lastError !== undefined);
      expect(sending.state.outgoing).toBe(5);

      const refused = await client.cast('refused').catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(OutgoingBufferFull);
      expect(refused).toMatchObject({ messages: 5, cause: sending.state.lastError });
      const notifier = new Notifier(sending, { publisherId: 'test' });
      await expect(notifier.info({}, 'event', {})).rejects.toBeInstanceOf(OutgoingBufferFull);
      // The first call would have to wait for its reply queue; the limit is the buffer's, not its.
      expect(sending.state.outgoing).toBe(5);

      gate.capture();
      gate.set('open');
      await Promise.all(held);
      expect(sending.state.outgoing).toBe(0);
      expect(gate.captured).toContain('held');
      expect(gate.captured).not.toContain('refused');
      await sending.close();
    });

    test('counts bytes as well', async () => {
      gate.set('refusing');
      const sending = transport({ bytes: 4000 });
      const client = getRpcClient(sending, { topic: 'nobody' });
      const small = client.cast('small', { text: 'x'.repeat(1000) });
      const large = await client
        .cast('large', { text: 'x'.repeat(4000) })
        .catch((error: unknown) => error);
      expect(large).toBeInstanceOf(OutgoingBufferFull);
      expect((large as OutgoingBufferFull).bytes).toBeGreaterThan(1000);
      gate.set('open');
      await small;
      await sending.close();
    });

    test('has room again for what nobody waits for any more', async () => {
      gate.set('refusing');
      const sending = transport({ messages: 1 });
      const client = getRpcClient(sending, { topic: 'nobody' });
      await expect(client.cast('late', {}, { timeoutMs: 50 })).rejects.toMatchObject({
        name: 'MessageDeliveryFailure',
      });
      const held = client.cast('held');
      gate.set('open');
      await held;
      await sending.close();
    });

    test('has a limit where nobody sets one', async () => {
      gate.set('refusing');
      const sending = transport(undefined);
      const client = getRpcClient(sending, { topic: 'nobody' });
      const casts = Array.from({ length: 10_001 }, () => client.cast('held'));
      const outcomes = Promise.allSettled(casts);
      await expect(casts.at(-1)).rejects.toBeInstanceOf(OutgoingBufferFull);
      expect(sending.state.outgoing).toBe(10_000);
      await sending.close({ timeoutMs: 100 });
      const reasons = (await outcomes).map(
        (each) => (each as PromiseRejectedResult).reason as Error,
      );
      expect(reasons.filter(({ name }) => name === 'TransportClosed')).toHaveLength(10_000);
      expect(sending.state.outgoing).toBe(0);
    });
  },
  600_000,
);
