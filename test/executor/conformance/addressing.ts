import { describe, expect, it } from 'vitest';
import { InvalidTarget, MessageUndeliverable } from '../../../src/executor/browser.ts';
import { stage, type ConformanceBroker } from './stage.ts';

/** Which server gets a message. */
export function addressing(broker: ConformanceBroker): void {
  describe('addressing', () => {
    const on = stage(broker);

    it('shares the calls of a topic among its servers', async () => {
      const topic = on.topic();
      for (const server of ['one', 'two']) {
        await on.serve({ topic, server }, [{ who: () => server }], {}, on.transport());
      }
      const client = on.client({ topic });
      const answers = await Promise.all(Array.from({ length: 20 }, () => client.call('who')));
      expect(new Set(answers)).toEqual(new Set(['one', 'two']));
    });

    it('brings a call with a server name to that server', async () => {
      const topic = on.topic();
      for (const server of ['one', 'two'])
        await on.serve({ topic, server }, [{ who: () => server }]);
      const client = on.client({ topic }).prepare({ server: 'two' });
      const answers = await Promise.all(Array.from({ length: 6 }, () => client.call('who')));
      expect(new Set(answers)).toEqual(new Set(['two']));
    });

    it('brings a fanout cast to every server, once', async () => {
      const topic = on.topic();
      const seen: string[] = [];
      for (const server of ['one', 'two', 'three']) {
        await on.serve({ topic, server }, [{ tell: () => seen.push(server) }]);
      }
      await on.client({ topic, fanout: true }).cast('tell');
      await on.until('all three were told', () => seen.length >= 3);
      expect(seen.toSorted()).toEqual(['one', 'three', 'two']);
    });

    it('gives each receiver of a fanout cast arguments of its own', async () => {
      const topic = on.topic();
      const seen: unknown[] = [];
      for (const server of ['one', 'two']) {
        const tell = (_context: object, args: { list: string[] }): void => {
          args.list.push(server);
          seen.push(args.list);
        };
        await on.serve({ topic, server }, [{ tell }]);
      }
      const args = { list: ['sent'] };
      await on.client({ topic, fanout: true }).cast('tell', args);
      await on.until('both were told', () => seen.length === 2);
      expect(seen).toEqual(
        expect.arrayContaining([
          ['sent', 'one'],
          ['sent', 'two'],
        ]),
      );
      expect(args).toEqual({ list: ['sent'] });
    });

    it('keeps servers on different exchanges apart', async () => {
      const topic = on.topic();
      const exchange = on.topic();
      await on.serve({ topic: `${topic}.a` }, [{ who: () => 'default' }]);
      await on.serve({ topic: `${topic}.b`, exchange }, [{ who: () => 'own' }]);
      await expect(on.client({ topic: `${topic}.b`, exchange }).call('who')).resolves.toBe('own');
      const lost = on.client({ topic: `${topic}.a`, exchange }, { atLeastOnce: true }).cast('who');
      await expect(lost).rejects.toBeInstanceOf(MessageUndeliverable);
    });

    it('refuses a call to a fanout target, and a client without a topic', async () => {
      const client = on.client({ topic: on.topic() });
      await expect(client.prepare({ fanout: true }).call('x')).rejects.toBeInstanceOf(
        InvalidTarget,
      );
      await expect(client.prepare({ topic: undefined }).cast('x')).rejects.toBeInstanceOf(
        InvalidTarget,
      );
    });

    it('tells at once when nobody listens, if the client asked for delivery', async () => {
      const client = on.client({ topic: on.topic() }, { atLeastOnce: true });
      await expect(client.call('x')).rejects.toBeInstanceOf(MessageUndeliverable);
    });

    it('carries the context to the endpoint, without the prefix of the wire', async () => {
      const topic = on.topic();
      await on.serve({ topic }, [{ mine: (context: object) => context }]);
      const context = { user_id: 'u1', roles: ['a'], msg_id: 'kept', nothing: null };
      const client = on.client({ topic }, { context });
      await expect(client.call('mine')).resolves.toEqual(context);
      await expect(client.call('mine', {}, { context: { other: 1 } })).resolves.toEqual({
        other: 1,
      });
    });
  });
}
