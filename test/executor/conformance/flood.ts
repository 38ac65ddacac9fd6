import { describe, expect, it } from 'vitest';
import { gate, stage, type ConformanceBroker } from './stage.ts';

/** What a server does when more comes than it can work on. */
export function flood(broker: ConformanceBroker): void {
  describe('under a flood', () => {
    const on = stage(broker);

    it('runs no more than the pool holds, and lets the queue grow at the broker', async () => {
      const topic = on.topic();
      const { promise, open } = gate();
      let [running, most, done] = [0, 0, 0];
      const work = async (): Promise<void> => {
        running += 1;
        most = Math.max(most, running);
        await promise;
        running -= 1;
        done += 1;
      };
      const server = await on.serve({ topic }, [{ work }], { poolSize: 4 });
      const client = on.client({ topic }, {}, on.transport());
      await Promise.all(Array.from({ length: 100 }, () => client.cast('work')));
      await on.until('the pool is full', () => running === 4);
      // Four run; the prefetch of five may wait here, all others there.
      await on.until('the rest stays in the queue', async () => (await on.ready(topic)) === 91);
      expect(server.state).toMatchObject({ running: 4, waiting: 5 });
      open();
      await on.until('all are done', () => done === 100);
      expect(most).toBe(4);
    });

    it('leaves to a second server what the first has no place for', async () => {
      const topic = on.topic();
      const { promise, open } = gate();
      const seen: string[] = [];
      const busy = { work: () => promise };
      await on.serve({ topic, server: 'busy' }, [busy], { poolSize: 1 }, on.transport());
      const client = on.client({ topic });
      for (let n = 0; n < 10; n++) await client.cast('work');
      await on.until('seven are left', async () => (await on.ready(topic)) === 7);
      await on.serve({ topic, server: 'free' }, [{ work: () => seen.push('done') }]);
      await on.until('seven were done by the other', () => seen.length === 7);
      open();
    });
  });
}
