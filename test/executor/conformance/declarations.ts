import { describe, expect, it } from 'vitest';
import {
  Notifier,
  type TopologyOptions,
  type TransportOptions,
} from '../../../src/executor/browser.ts';
import { stage, type ConformanceBroker } from './stage.ts';

/** How an installation may declare what its services share. */
const buses: readonly [name: string, topology: Partial<TopologyOptions>][] = [
  ['as nobody says otherwise', {}],
  ['with durable queues', { durableQueues: true }],
  ['with quorum queues and their limits', { quorumQueues: true, quorumDeliveryLimit: 9 }],
  ['with transient quorum queues', { quorumQueues: true, transientQuorumQueues: true }],
  ['with a stream for a fanout', { transientQuorumQueues: true, streamFanout: true }],
  ['with queues that are never deleted', { transientQueuesTtlMs: 0 }],
];

export function declarations(broker: ConformanceBroker): void {
  describe.each(buses)('a bus %s', (_name, topology) => {
    const on = stage(broker);
    const exchange = `bus-${buses.findIndex(([, each]) => each === topology)}`;
    const options: TransportOptions = { topology, controlExchange: exchange };

    it('carries calls, casts and fanout casts, these to every server that is there', async () => {
      const topic = on.topic();
      const heard: string[] = [];
      const endpoint = (name: string) => ({
        who: () => name,
        hear: (_context: object, { x }: { x: string }) => heard.push(`${name} ${x}`),
      });
      const transport = on.transport(options);
      await on.serve({ topic, server: 'one' }, [endpoint('one')], {}, transport);
      const client = on.client({ topic }, {}, transport);
      expect(await client.call('who')).toBe('one');
      await client.prepare({ fanout: true }).cast('hear', { x: 'early' });
      await on.until('the first fanout cast', () => heard.length === 1);
      await on.serve({ topic, server: 'two' }, [endpoint('two')], {}, on.transport(options));
      await client.prepare({ fanout: true }).cast('hear', { x: 'late' });
      await client.prepare({ server: 'two' }).cast('hear', { x: 'cast' });
      await on.until('all casts', () => heard.length >= 4);
      await on.sleep(100);
      expect(heard.toSorted()).toEqual(['one early', 'one late', 'two cast', 'two late']);
    });

    it('carries a fanout cast to a server without a limit of deliveries', async () => {
      const topic = on.topic();
      let count = 0;
      const transport = on.transport(options);
      const endpoint = { hear: () => (count += 1) };
      await on.serve({ topic, server: 'one' }, [endpoint], { prefetch: 0 }, transport);
      await on.client({ topic, fanout: true }, {}, transport).cast('hear');
      await on.until('the fanout cast', () => count === 1);
    });

    it('carries notifications, also those from before there was a listener', async () => {
      const topic = on.topic();
      const heard: unknown[] = [];
      const transport = on.transport(options);
      const notifier = new Notifier(transport, { publisherId: 'p', topics: [topic] });
      await notifier.info({}, 'e', 1);
      const endpoint = { info: (...[, , , payload]: unknown[]) => heard.push(payload) };
      await on.listen(topic, [endpoint], {}, transport);
      await notifier.info({}, 'e', 2);
      await on.until('both notifications', () => heard.length === 2);
      expect(heard).toEqual([1, 2]);
    });
  });

  describe('a bus whose services do not agree', () => {
    const on = stage(broker);

    it.each([
      [{}, { transientQuorumQueues: true }],
      [{ transientQuorumQueues: true }, {}],
      [{}, { transientQuorumQueues: true, streamFanout: true }],
      [{ transientQuorumQueues: true, streamFanout: true }, {}],
    ])('has fanout casts for all, whoever came first: %j, %j', async (...topologies) => {
      const topic = on.topic();
      const heard: string[] = [];
      for (const [at, topology] of topologies.entries()) {
        const endpoint = { hear: () => heard.push(`server ${at}`) };
        const transport = on.transport({ topology });
        await on.serve({ topic, server: `s${at}` }, [endpoint], {}, transport);
      }
      for (const topology of topologies) {
        await on.client({ topic, fanout: true }, {}, on.transport({ topology })).cast('hear');
      }
      await on.until('both casts at both', () => heard.length === 4);
    });

    it('shares a control exchange that was made with another durability', async () => {
      const [first, second, controlExchange] = [on.topic(), on.topic(), on.topic()];
      const [plain, durable] = [
        on.transport({ controlExchange }),
        on.transport({ controlExchange, topology: { durableQueues: true } }),
      ];
      await on.serve({ topic: first, server: 'one' }, [{ a: () => 1 }], {}, plain);
      await on.serve({ topic: second, server: 'one' }, [{ a: () => 2 }], {}, durable);
      expect(await on.client({ topic: second }, {}, plain).call('a')).toBe(2);
      expect(await on.client({ topic: first }, {}, durable).call('a')).toBe(1);
    });
  });
}
