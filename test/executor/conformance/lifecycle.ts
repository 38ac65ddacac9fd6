import { describe, expect, it } from 'vitest';
import {
  getRpcServer,
  MessagingServerError,
  TaskTimeout,
  type CallInfo,
  type RpcServer,
} from '../../../src/executor/browser.ts';
import { gate, stage, type ConformanceBroker } from './stage.ts';

/** start, stop, wait. */
export function lifecycle(broker: ConformanceBroker): void {
  describe('start, stop, wait', () => {
    const on = stage(broker);

    it('starts once, however often it is asked to', async () => {
      const topic = on.topic();
      const server = await on.serve({ topic }, [{ m: () => 1 }]);
      await Promise.all([server.start(), server.start()]);
      const state = await (await on.driver()).inspect(topic);
      expect(state?.consumers).toBe(1);
    });

    it('stops and waits once, and callers at the same time share it', async () => {
      const server = await on.serve({ topic: on.topic() }, [{ m: () => 1 }]);
      await Promise.all([server.stop(), server.stop()]);
      expect(await Promise.all([server.wait(), server.wait()])).toEqual([true, true]);
      await server.stop();
      expect(await server.wait()).toBe(true);
    });

    it('starts again after a stop', async () => {
      const topic = on.topic();
      const server = await on.serve({ topic }, [{ m: () => 1 }]);
      for (let round = 0; round < 3; round++) {
        await expect(on.client({ topic }).call('m')).resolves.toBe(1);
        await server.stop();
        expect(await server.wait()).toBe(true);
        await server.start();
      }
    });

    it('takes nothing while it is stopped', async () => {
      const topic = on.topic();
      const seen: unknown[] = [];
      const server = await on.serve({ topic }, [{ m: () => seen.push(1) }]);
      await server.stop();
      await server.wait();
      await on.client({ topic }).cast('m');
      await on.sleep(100);
      expect(seen).toEqual([]);
      expect(await on.ready(topic)).toBe(1);
    });

    it('lets stop wait for start, and wait for stop', async () => {
      const topic = on.topic();
      const server = getRpcServer(on.transport(), { topic, server: 'one' }, [{ m: () => 1 }]);
      const order: string[] = [];
      const waiting = server.wait().then(() => order.push('waited'));
      const stopping = server.stop().then(() => order.push('stopped'));
      await on.sleep(50);
      expect(order).toEqual([]);
      await server.start();
      await Promise.all([waiting, stopping]);
      expect(order).toEqual(['stopped', 'waited']);
    });

    it('gives up waiting for a predecessor that never comes, if it was told to', async () => {
      const topic = on.topic();
      const server = getRpcServer(on.transport(), { topic, server: 'one' }, [{ m: () => 1 }]);
      const outcome = expect(server.stop({ timeoutMs: 100 })).rejects.toBeInstanceOf(TaskTimeout);
      await on.sleep(200);
      await outcome;
    });

    it('lets wait say false while an endpoint is busy, and true once it is done', async () => {
      const topic = on.topic();
      const { promise, open } = gate();
      const server = await on.serve({ topic }, [{ slow: () => promise.then(() => 'done') }]);
      const answer = on.client({ topic }, {}, on.transport()).call('slow');
      await on.until('it runs', () => server.state.running === 1);
      await server.stop();
      const busy = server.wait({ timeoutMs: 100 });
      await on.sleep(200);
      expect(await busy).toBe(false);
      open();
      expect(await server.wait()).toBe(true);
      await expect(answer).resolves.toBe('done');
    });

    it('may be stopped from inside an endpoint, whose call is answered', async () => {
      const topic = on.topic();
      const held: { server?: RpcServer } = {};
      const endpoint = {
        last: async (): Promise<string> => {
          await held.server?.stop();
          return 'bye';
        },
        waits: () => held.server?.wait(),
      };
      held.server = await on.serve({ topic }, [endpoint]);
      const client = on.client({ topic }, {}, on.transport());
      await expect(client.call('waits')).rejects.toThrow('would wait for itself');
      await expect(client.call('last')).resolves.toBe('bye');
      expect(await held.server.wait()).toBe(true);
    });

    it('gives back what no endpoint has seen, to a second server', async () => {
      const topic = on.topic();
      const { promise, open } = gate();
      const seen: string[] = [];
      const work = (name: string) => async (): Promise<string> => {
        seen.push(name);
        if (name === 'a') await promise;
        return name;
      };
      const first = await on.serve(
        { topic, server: 'a' },
        [{ work: work('a') }],
        { poolSize: 1 },
        on.transport(),
      );
      const client = on.client({ topic }, {}, on.transport());
      const answers = Array.from({ length: 6 }, () => client.call('work'));
      await on.until('it is full', () => first.state.running === 1 && first.state.waiting === 2);
      await on.serve({ topic, server: 'b' }, [{ work: work('b') }], {}, on.transport());
      await first.stop();
      await on.until('the second did five', () => seen.length === 6);
      open();
      expect((await Promise.all(answers)).toSorted()).toEqual(['a', 'b', 'b', 'b', 'b', 'b']);
      expect(await first.wait()).toBe(true);
    });

    it('aborts the signals of what still runs when the grace is over', async () => {
      const topic = on.topic();
      const slow = (_c: object, _a: object, { signal }: CallInfo): Promise<string> =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            resolve(`stopped by ${(signal.reason as Error).name}`);
          });
        });
      const server = await on.serve({ topic }, [{ slow }]);
      const answer = on.client({ topic }, {}, on.transport()).call('slow');
      await on.until('it runs', () => server.state.running === 1);
      await server.stop({ graceMs: 50 });
      await on.sleep(100);
      await expect(answer).resolves.toBe('stopped by MessagingServerError');
      expect(await server.wait()).toBe(true);
    });

    it('answers calls whose endpoints pay no heed to the signal', async () => {
      const topic = on.topic();
      const { promise, open } = gate();
      const server = await on.serve({ topic }, [{ deaf: () => promise }]);
      const answer = on.client({ topic }, {}, on.transport()).call('deaf');
      const outcome = expect(answer).rejects.toThrow('The server stopped');
      await on.until('it runs', () => server.state.running === 1);
      await server.stop({ graceMs: 50 });
      await on.sleep(1200);
      await outcome;
      expect(await server.wait()).toBe(true);
      open();
    });

    it('is stopped and waited for at the end of its block', async () => {
      const topic = on.topic();
      const transport = on.transport();
      {
        await using server = getRpcServer(transport, { topic, server: 'one' }, [{ m: () => 1 }]);
        await server.start();
        await expect(on.client({ topic }).call('m')).resolves.toBe(1);
      }
      expect((await (await on.driver()).inspect(topic))?.consumers ?? 0).toBe(0);
      await using never = getRpcServer(transport, { topic, server: 'two' }, [{ m: () => 1 }]);
      expect(never.state.running).toBe(0);
    });

    it('refuses to be made without topic, server or endpoint', () => {
      const transport = on.transport();
      expect(() => getRpcServer(transport, { topic: 't' }, [{ m: () => 1 }])).toThrow(
        'a topic and a server name',
      );
      expect(() => getRpcServer(transport, { topic: 't', server: 's' }, [])).toThrow(
        MessagingServerError,
      );
    });
  });
}
