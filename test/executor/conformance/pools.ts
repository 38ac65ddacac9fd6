import { describe, expect, it } from 'vitest';
import { Notifier } from '../../../src/executor/browser.ts';
import { stage, type ConformanceBroker } from './stage.ts';

/** Pools of notification listeners. */
export function pools(broker: ConformanceBroker): void {
  describe('pools', () => {
    const on = stage(broker);

    it('give every pool every notification, and share within one', async () => {
      const topic = on.topic();
      const seen: string[] = [];
      const listen = (name: string, pool?: string): Promise<unknown> =>
        on.listen(
          topic,
          [{ info: () => void seen.push(name) }],
          pool === undefined ? {} : { pool },
        );
      await listen('a', `${topic}_a`);
      await listen('a', `${topic}_a`);
      await listen('b', `${topic}_b`);
      await listen('none');
      const notifier = new Notifier(on.transport(), { publisherId: 'p', topics: [topic] });
      for (let n = 0; n < 10; n++) await notifier.info({}, 'e', { n });
      await on.until('all came', () => seen.length === 30);
      await on.sleep(50);
      const count = (name: string): number => seen.filter((each) => each === name).length;
      expect([count('a'), count('b'), count('none')]).toEqual([10, 10, 10]);
    });

    it('leave the topic queue to others: it keeps filling', async () => {
      const topic = on.topic();
      const seen: number[] = [];
      await on.listen(topic, [{ info: () => void seen.push(1) }], { pool: `${topic}_p` });
      const notifier = new Notifier(on.transport(), { publisherId: 'p', topics: [topic] });
      for (let n = 0; n < 3; n++) await notifier.info({}, 'e', {});
      await on.until('the pool has them', () => seen.length === 3);
      expect(await on.ready(`${topic}.info`)).toBe(3);
    });
  });
}
