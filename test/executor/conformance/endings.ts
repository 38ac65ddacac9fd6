import { describe, expect, it, vi } from 'vitest';
import { MessagingTimeout, type CallInfo } from '../../../src/executor/browser.ts';
import { gate, stage, type ConformanceBroker } from './stage.ts';

/** Time limits: of calls, of signs of life, of messages in queues. */
export function endings(broker: ConformanceBroker): void {
  describe('time limits', () => {
    const on = stage(broker);

    it('sends a sign of life every half of the interval that the call asks for', async () => {
      const topic = on.topic();
      const { promise, open } = gate();
      await on.serve({ topic }, [{ slow: () => promise.then(() => 'done') }]);
      const replies = await on.queue();
      const members = { method: 'slow', args: {}, _msg_id: 'id1', _reply_q: replies.name };
      await on.request(topic, { ...members, _timeout: 2 });
      await on.sleep(2300);
      await on.until('two came', () => replies.messages.length === 2);
      expect(replies.messages).toMatchObject([
        { result: null, failure: null, ending: false, _msg_id: 'id1' },
        { result: null, failure: null, ending: false, _msg_id: 'id1' },
      ]);
      open();
      await on.until('the reply came', () => replies.messages.length === 3);
      expect(replies.messages[2]).toMatchObject({ result: 'done', ending: true });
    });

    it('sends none for an interval below two seconds, that no timer can wait, or that is no number', async () => {
      const topic = on.topic();
      const { promise, open } = gate();
      await on.serve({ topic }, [{ slow: () => promise }]);
      const replies = await on.queue();
      const members = { method: 'slow', args: {}, _reply_q: replies.name };
      for (const [n, _timeout] of [1, 1.9, 'abc', -4, null, 5_000_000, 1e300].entries()) {
        await on.request(topic, { ...members, _msg_id: `id${n}`, _timeout });
      }
      await on.sleep(1300);
      expect(replies.messages).toEqual([]);
      open();
      await on.until('all are answered', () => replies.messages.length === 7);
    });

    it('keeps a monitored call alive by signs of life', async () => {
      const topic = on.topic();
      const { promise, open } = gate();
      await on.serve({ topic }, [{ slow: () => promise.then(() => 'done') }]);
      const client = on.client({ topic }, { callMonitorTimeoutMs: 2000 });
      const answer = client.call('slow');
      await on.sleep(3000);
      open();
      await expect(answer).resolves.toBe('done');
    });

    it('refuses a monitor interval for which no server sends signs of life', () => {
      const client = on.client({ topic: on.topic() });
      expect(() => client.prepare({ callMonitorTimeoutMs: 1999 })).toThrow(
        'a number of milliseconds >= 2000 and <= 2147483647, got 1999',
      );
    });

    it('tells the endpoint by its signal when the caller has stopped waiting', async () => {
      const topic = on.topic();
      const reasons: unknown[] = [];
      const slow = (_c: object, _a: object, { signal }: CallInfo): Promise<void> =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            reasons.push(signal.reason);
            resolve();
          });
        });
      await on.serve({ topic }, [{ slow }]);
      const call = on.client({ topic }, { timeoutMs: 300 }).call('slow');
      const outcome = expect(call).rejects.toBeInstanceOf(MessagingTimeout);
      await on.sleep(400);
      await outcome;
      await on.until('the signal aborted', () => reasons.length === 1);
      expect(reasons[0]).toBeInstanceOf(MessagingTimeout);
    });

    it('keeps all of them though the calendar is set back an hour meanwhile', async () => {
      const topic = on.topic();
      const aborted: string[] = [];
      const slow = (_c: object, { name }: { name: string }, { signal }: CallInfo): Promise<void> =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            aborted.push(name);
            resolve();
          });
        });
      const server = await on.serve({ topic }, [{ slow }]);
      const nobody = on.topic();
      const limits = { timeoutMs: 300 };
      const calls = [
        on.client({ topic }).call('slow', { name: 'expired' }, limits),
        on.client({ topic: nobody }).call('nobody answers', {}, limits),
      ];
      const outcome = Promise.allSettled(calls);
      const stopped = on.client({ topic }).call('slow', { name: 'stopped' });
      const answer = stopped.catch((error: unknown) => error);
      await on.until('both run', () => server.state.running === 2);
      const calendar = Date.now.bind(Date);
      const spy = vi.spyOn(Date, 'now').mockImplementation(() => calendar() - 3_600_000);
      try {
        await on.sleep(400);
        for (const end of await outcome) {
          expect(end).toMatchObject({ reason: { name: 'MessagingTimeout' } });
        }
        await on.until('the first signal', () => aborted.includes('expired'));
        await server.stop({ graceMs: 100 });
        await on.sleep(200);
        expect(aborted).toEqual(['expired', 'stopped']);
        expect(await answer).toBeNull();
        expect(await server.wait()).toBe(true);
      } finally {
        spy.mockRestore();
      }
    });

    it('lets a call expire in the queue, but never a cast', async () => {
      const topic = on.topic();
      const seen: unknown[] = [];
      const note = (_c: object, { n }: { n: string }): void => void seen.push(n);
      const server = await on.serve({ topic }, [{ note }]);
      await server.stop();
      await server.wait();
      const client = on.client({ topic }, { timeoutMs: 200 });
      const call = expect(client.call('note', { n: 'call' })).rejects.toBeInstanceOf(
        MessagingTimeout,
      );
      await client.cast('note', { n: 'cast' });
      await on.sleep(500);
      await call;
      await on.serve({ topic }, [{ note }]);
      await on.until('the cast came', () => seen.length > 0);
      await client.call('note', { n: 'last' });
      expect(seen).toEqual(['cast', 'last']);
    });

    it('stops waiting when the caller aborts', async () => {
      const topic = on.topic();
      const { promise, open } = gate();
      await on.serve({ topic }, [{ slow: () => promise }]);
      const controller = new AbortController();
      const call = on.client({ topic }).call('slow', {}, { signal: controller.signal });
      const outcome = expect(call).rejects.toThrow('enough');
      controller.abort(new Error('enough'));
      await outcome;
      open();
    });
  });
}
