import { describe, expect, it } from 'vitest';
import { uniqueId } from '../../../src/executor/wire/unique-id.ts';
import { gate, stage, type ConformanceBroker } from './stage.ts';

/** When messages are acknowledged, repeated, and in which order they run. */
export function delivery(broker: ConformanceBroker): void {
  describe('delivery', () => {
    const on = stage(broker);

    it('acknowledges a request before its endpoint runs: it is never handed out again', async () => {
      const topic = on.topic();
      const { promise, open } = gate();
      const runs: string[] = [];
      const first = on.transport();
      const work = async (): Promise<void> => {
        runs.push('first');
        await promise;
      };
      await on.serve({ topic, server: 'a' }, [{ work }], {}, first);
      await on.client({ topic }).cast('work');
      await on.until('it runs', () => runs.length === 1);
      await first.close(); // as if its connection had broken
      await on.serve({ topic, server: 'b' }, [{ work: () => runs.push('second') }]);
      await on.client({ topic, server: 'b' }).call('work');
      open();
      expect(runs).toEqual(['first', 'second']);
    });

    it('drops a repeat within the last 16 messages, and takes it again after', async () => {
      const topic = on.topic();
      const seen: unknown[] = [];
      const server = await on.serve({ topic }, [
        { note: (_c: object, { n }: { n: unknown }) => seen.push(n) },
      ]);
      const send = (n: number, id = uniqueId()): Promise<void> =>
        on.request(topic, { method: 'note', args: { n }, _unique_id: id });
      const id = uniqueId();
      await send(0, id);
      await send(-1, id);
      for (let n = 1; n <= 15; n++) await send(n);
      await send(-2, id);
      await send(16);
      await send(17, id);
      await on.until('the last one came', () => seen.includes(17));
      expect(seen).toEqual([...Array.from({ length: 17 }, (_, n) => n), 17]);
      expect(server.transport.counters.duplicates).toBe(2);
      expect(await on.ready(topic)).toBe(0);
    });

    it('takes messages without an id for different ones', async () => {
      const topic = on.topic();
      const seen: unknown[] = [];
      await on.serve({ topic }, [{ note: () => seen.push(1) }]);
      for (let n = 0; n < 3; n++) await on.request(topic, { method: 'note', args: {} });
      await on.until('all were taken', () => seen.length === 3);
      expect(seen).toHaveLength(3);
    });

    it('runs one message at a time, in the order of arrival, under the blocking executor', async () => {
      const topic = on.topic();
      const log: string[] = [];
      const work = async (_c: object, { n }: { n: number }): Promise<void> => {
        log.push(`begin ${n}`);
        await Promise.resolve();
        await Promise.resolve();
        log.push(`end ${n}`);
      };
      await on.serve({ topic }, [{ work }], { executor: 'blocking' });
      const client = on.client({ topic });
      for (let n = 0; n < 20; n++) await client.cast('work', { n });
      await on.until('all ended', () => log.length === 40);
      expect(log).toEqual(Array.from({ length: 20 }, (_, n) => [`begin ${n}`, `end ${n}`]).flat());
    });

    it('wraps only the endpoint in the executor callback', async () => {
      const topic = on.topic();
      const log: unknown[] = [];
      const serializer = {
        deserializeEntity: (_c: object, value: unknown) => {
          log.push(`deserialize ${String(value)}`);
          return value;
        },
        serializeEntity: (_c: object, value: unknown) => {
          log.push(`serialize ${String(value)}`);
          return value;
        },
      };
      await on.serve({ topic }, [{ add: (_c: object, { x }: { x: number }) => x + 1 }], {
        serializer,
        executorCallback: async (method, context, args, info) => {
          log.push(['before', context, args, info.method]);
          const result = await method(context, args, info);
          log.push(['after', result]);
          return (result as number) * 10;
        },
      });
      await expect(on.client({ topic }, { context: { u: 1 } }).call('add', { x: 1 })).resolves.toBe(
        20,
      );
      expect(log).toEqual([
        'deserialize 1',
        ['before', { u: 1 }, { x: 1 }, 'add'],
        ['after', 2],
        'serialize 20',
      ]);
    });
  });
}
