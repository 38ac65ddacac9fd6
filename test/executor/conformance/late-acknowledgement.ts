import { describe, expect, it } from 'vitest';
import { RemoteError } from '../../../src/executor/browser.ts';
import { gate, stage, type ConformanceBroker } from './stage.ts';

/** Requests that are acknowledged after they were answered. */
export function lateAcknowledgement(broker: ConformanceBroker): void {
  describe('a server that acknowledges after the answer', () => {
    const on = stage(broker);
    const after = { acknowledge: 'after' } as const;

    it('answers calls, and leaves nothing in the queue', async () => {
      const topic = on.topic();
      const server = await on.serve(
        { topic },
        [{ add: (_c: object, { n }: { n: number }) => n + 1 }],
        after,
      );
      const client = on.client({ topic }, {}, on.transport());
      const answers = Array.from({ length: 100 }, (_, n) => client.call('add', { n }));
      expect(await Promise.all(answers)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
      await expect(client.call('none')).rejects.toThrow('does not support');
      await server.stop();
      await server.wait();
      expect(await on.ready(topic)).toBe(0);
    });

    it('gives a cast that it could not finish in its grace to another server', async () => {
      const topic = on.topic();
      const { promise, open } = gate();
      const seen: string[] = [];
      const first = await on.serve(
        { topic, server: 'a' },
        [{ deaf: () => promise.then(() => seen.push('a ended')) }],
        after,
        on.transport(),
      );
      const transport = on.transport();
      await on.client({ topic }, {}, transport).cast('deaf');
      await on.until('it runs', () => first.state.running === 1);
      const counts: (boolean | undefined)[] = [];
      await on.serve(
        { topic, server: 'b' },
        [
          {
            deaf: (_c: object, _a: object, info: { redelivered: boolean }) => {
              counts.push(info.redelivered);
              seen.push('b');
            },
          },
        ],
        after,
        transport,
      );
      await first.stop({ graceMs: 20 });
      await on.sleep(1200);
      await on.until('the second had it', () => seen.length === 1);
      expect(await first.wait()).toBe(true);
      open();
      expect(seen).toEqual(['b']);
      expect(counts).toHaveLength(1);
    });

    it('gives a call that it could not finish in its grace to another server, which answers it', async () => {
      const topic = on.topic();
      const { promise, open } = gate();
      const first = await on.serve(
        { topic, server: 'a' },
        [{ who: () => promise }],
        after,
        on.transport(),
      );
      const answer = on.client({ topic }, {}, on.transport()).call('who');
      await on.until('it runs', () => first.state.running === 1);
      await on.serve({ topic, server: 'b' }, [{ who: () => 'b' }], after, on.transport());
      await first.stop({ graceMs: 20 });
      await on.sleep(1200);
      await expect(answer).resolves.toBe('b');
      open();
    });

    it('refuses what comes again more often than it may: its caller is told', async () => {
      const topic = on.topic();
      const { promise, open } = gate();
      const answers: Promise<unknown>[] = [];
      let begun = 0;
      const endpoint = {
        deaf: () => {
          begun += 1;
          return promise;
        },
      };
      const options = { ...after, redeliveryLimit: 1 };
      const client = on.client({ topic }, {}, on.transport());
      const transport = on.transport();
      for (let life = 1; life <= 2; life++) {
        const server = await on.serve({ topic }, [endpoint], options, transport);
        if (life === 1) answers.push(client.call('deaf'));
        await on.until('it runs', () => begun === life);
        await server.stop({ graceMs: 20 });
        await on.sleep(1200);
        await server.wait();
      }
      const refused = expect(answers[0]).rejects.toSatisfy(
        (error) => error instanceof RemoteError && error.excType === 'RedeliveryLimitExceeded',
      );
      const last = await on.serve({ topic }, [endpoint], options, transport);
      await refused;
      expect(begun).toBe(2);
      expect(transport.counters.requestsDeadLettered).toBe(1);
      await last.stop();
      await last.wait();
      expect(await on.ready(topic)).toBe(0);
      open();
    });
  });
}
