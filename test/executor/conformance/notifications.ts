import { describe, expect, it } from 'vitest';
import {
  getBatchNotificationListener,
  MessagingServerError,
  NotificationResult,
  Notifier,
  type Notification,
} from '../../../src/executor/browser.ts';
import { uniqueId } from '../../../src/executor/wire/unique-id.ts';
import { gate, stage, type ConformanceBroker } from './stage.ts';

/** Notifications: sent, kept, handled at least once. */
export function notifications(broker: ConformanceBroker): void {
  describe('notifications', () => {
    const on = stage(broker);

    function notifier(
      topic: string,
      driver: 'messaging' | 'messagingv2' = 'messagingv2',
    ): Notifier {
      return new Notifier(on.transport(), {
        publisherId: 'compute.host1',
        topics: [topic],
        driver,
      });
    }

    it.each(['messagingv2', 'messaging'] as const)(
      'brings context, publisher, event, payload and metadata (%s)',
      async (format) => {
        const topic = on.topic();
        const seen: unknown[][] = [];
        await on.listen(topic, [
          { info: (...args: unknown[]) => void seen.push(args.slice(0, 5)) },
        ]);
        const context = { user_id: 'u1', auth_token: 'secret', unknown: 1 };
        await notifier(topic, format).info(context, 'compute.create', { id: 12 });
        await on.until('it came', () => seen.length === 1);
        expect(seen).toEqual([
          [
            { user_id: 'u1' },
            'compute.host1',
            'compute.create',
            { id: 12 },
            {
              message_id: expect.stringMatching(
                /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
              ) as string,
              timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$/) as string,
            },
          ],
        ]);
      },
    );

    it('keeps what was sent before anybody listened', async () => {
      const topic = on.topic();
      await notifier(topic).error({}, 'early', 1);
      const seen: unknown[] = [];
      await on.listen(topic, [
        { error: (_c: object, _p: string, event: string) => seen.push(event) },
      ]);
      await on.until('it came', () => seen.length === 1);
      expect(seen).toEqual(['early']);
    });

    it('brings each priority to the method of its name, warning being warn', async () => {
      const topic = on.topic();
      const seen: string[] = [];
      const note = (name: string) => () => void seen.push(name);
      const names = ['audit', 'debug', 'info', 'error', 'critical', 'sample'] as const;
      await on.listen(topic, [
        {
          ...Object.fromEntries(names.map((name) => [name, note(name)])),
          warning: note('warning'),
        },
      ]);
      const sender = notifier(topic);
      for (const name of [...names, 'warn', 'warning'] as const) await sender[name]({}, 'e', {});
      await on.until('all came', () => seen.length === 8);
      expect(seen.toSorted()).toEqual([...names, 'warning', 'warning'].toSorted());
    });

    it('acknowledges after the endpoint: what was not handled is handed out again', async () => {
      const topic = on.topic();
      const { promise, open } = gate();
      const seen: string[] = [];
      const first = on.transport();
      const hang = async (): Promise<void> => {
        seen.push('first');
        await promise;
      };
      await on.listen(topic, [{ info: hang }], {}, first);
      await notifier(topic).info({}, 'e', {});
      await on.until('the first has it', () => seen.length === 1);
      await first.close(); // as if its connection had broken
      await on.listen(topic, [{ info: () => void seen.push('second') }]);
      await on.until('the second has it', () => seen.length === 2);
      open();
      expect(seen).toEqual(['first', 'second']);
    });

    it('requeues what returns REQUEUE or throws, if that is allowed', async () => {
      const topic = on.topic();
      const seen: number[] = [];
      const info = (): string => {
        seen.push(seen.length);
        if (seen.length === 1) throw new Error('not yet');
        return seen.length < 4 ? NotificationResult.REQUEUE : NotificationResult.HANDLED;
      };
      const listener = await on.listen(topic, [{ info }], { allowRequeue: true });
      await notifier(topic).info({}, 'e', {});
      const { counters } = listener.transport;
      await on.until('it was handled', () => counters.notificationsHandled === 1);
      expect(seen).toHaveLength(4);
      expect(counters.notificationsRequeued).toBe(3);
    });

    it('drops what fails if requeueing is not allowed', async () => {
      const topic = on.topic();
      const seen: number[] = [];
      const listener = await on.listen(topic, [
        {
          info: () => Promise.reject(new Error(String(seen.push(1)))),
          warn: () => {
            // eslint-disable-next-line @typescript-eslint/only-throw-error -- a slip of endpoints
            throw Promise.reject(new Error(String(seen.push(2))));
          },
        },
      ]);
      await notifier(topic).info({}, 'e', {});
      await notifier(topic).warn({}, 'e', {});
      const { counters } = listener.transport;
      await on.until('they were dropped', () => counters.notificationsDropped === 2);
      expect(seen).toHaveLength(2);
      expect(await on.ready(`${topic}.info`)).toBe(0);
    });

    it('requeues with patience, and not for ever, when asked to', async () => {
      const topic = on.topic();
      let count = 0;
      const info = (): string => {
        count += 1;
        return NotificationResult.REQUEUE;
      };
      const options = { allowRequeue: true, requeueDelayMs: 100, requeueLimit: 3 };
      const listener = await on.listen(topic, [{ info }], options);
      await notifier(topic).info({}, 'e', {});
      await on.until('it was tried', () => count === 1);
      await on.sleep(50);
      expect(count).toBe(1);
      await on.sleep(800);
      await on.until(
        'it was given up',
        () => listener.transport.counters.notificationsDropped === 1,
      );
      expect(count).toBe(4);
    });

    it('acknowledges a repeat of what was handled', async () => {
      const topic = on.topic();
      let count = 0;
      const listener = await on.listen(topic, [{ info: () => void (count += 1) }]);
      const message = { priority: 'INFO', event_type: 'e', payload: {}, _unique_id: uniqueId() };
      for (let n = 0; n < 2; n++) {
        await on.request(`${topic}.info`, message);
        await on.sleep(50);
      }
      const { counters } = listener.transport;
      await on.until('the repeat was seen', () => counters.duplicates === 1);
      expect(count).toBe(1);
      expect(await on.ready(`${topic}.info`)).toBe(0);
    });

    it('acknowledges an unknown priority and rejects what is no message', async () => {
      const topic = on.topic();
      const seen: unknown[] = [];
      const listener = await on.listen(topic, [{ info: () => void seen.push(1) }]);
      await on.request(`${topic}.info`, { priority: 'LOUD', event_type: 'e' });
      await on.raw(`${topic}.info`, 'no json');
      await notifier(topic).info({}, 'e', {});
      await on.until('the good one came', () => seen.length === 1);
      expect(listener.transport.counters.malformed).toBe(1);
      expect(await on.ready(`${topic}.info`)).toBe(0);
    });

    it('calls endpoints whose filter rule matches, in order, until one requeues', async () => {
      const topic = on.topic();
      const seen: string[] = [];
      const info = (name: string, result?: string) => () => {
        seen.push(name);
        return result;
      };
      await on.listen(topic, [
        { filterRule: { eventType: 'compute\\.' }, info: info('event') },
        { filterRule: { publisherId: /host2$/ }, info: info('publisher') },
        {
          filterRule: { payload: { state: 'active' }, context: { user_id: '^u' } },
          info: info('members'),
        },
        { filterRule: { payload: { missing: '.*' } }, info: info('missing') },
        { info: info('all', NotificationResult.REQUEUE) },
        { info: info('never') },
      ]);
      await notifier(topic).info({ user_id: 'u1' }, 'compute.create', { state: 'active' });
      await on.until('all were asked', () => seen.includes('all'));
      await on.sleep(50);
      expect(seen).toEqual(['event', 'members', 'all']);
    });

    it('hands out batches by size, and by time', async () => {
      const topic = on.topic();
      const batches: string[][] = [];
      const info = (batch: readonly Notification[]): void =>
        void batches.push(batch.map(({ eventType }) => eventType));
      const listener = getBatchNotificationListener(on.transport(), [{ topic }], [{ info }], {
        batchSize: 3,
        batchTimeoutMs: 200,
      });
      await using started = listener;
      await started.start();
      const sender = notifier(topic);
      for (const event of ['a', 'b', 'c', 'd']) await sender.info({}, event, {});
      await on.until('the full one came', () => batches.length === 1);
      expect(batches).toEqual([['a', 'b', 'c']]);
      await on.sleep(300);
      await on.until('the rest came', () => batches.length === 2);
      expect(batches[1]).toEqual(['d']);
    });

    it('needs an endpoint with a method for a priority', async () => {
      await expect(on.listen(on.topic(), [{ other: () => 1 }])).rejects.toBeInstanceOf(
        MessagingServerError,
      );
    });
  });
}
