import { describe, expect, it } from 'vitest';
import {
  explicitAccessPolicy,
  legacyAccessPolicy,
  NoSuchMethod,
  RPCVersionCapError,
  UnsupportedVersion,
} from '../../../src/executor/browser.ts';
import { stage, type ConformanceBroker } from './stage.ts';

/** Which endpoint, and which of its methods, answers a request. */
export function selection(broker: ConformanceBroker): void {
  describe('choosing the endpoint', () => {
    const on = stage(broker);

    /** [implemented by the endpoint, asked by the client, is it served?] */
    const versions: [string | undefined, string | undefined, boolean][] = [
      [undefined, undefined, true],
      [undefined, '1.0', true],
      [undefined, '1.1', false],
      ['1.0', '1.0.5', false],
      ['1.0.5', '1.0.5', true],
      ['1.0.5', '1.0.6', false],
      ['1.1', '1.0.9', true],
      ['2.3', '2.3', true],
      ['2.3', '2.2', true],
      ['2.3', '2.4', false],
      ['2.3', '1.9', false],
      ['2.3', '3.0', false],
      ['2.3', undefined, false],
      ['1.10', '1.9', true],
      ['1.9', '1.10', false],
    ];

    it.each(versions)(
      'an endpoint of version %s asked for %s: served is %s',
      async (has, asks, served) => {
        const topic = on.topic();
        await on.serve({ topic }, [{ target: { version: has }, which: () => 'here' }]);
        const answer = on.client({ topic, version: asks }).call('which');
        if (served) {
          await expect(answer).resolves.toBe('here');
        } else {
          const asked = asks ?? '1.0';
          await expect(answer).rejects.toThrow(
            `Endpoint does not support RPC version ${asked}. Attempted method: which`,
          );
          await expect(answer).rejects.toBeInstanceOf(UnsupportedVersion);
        }
      },
    );

    const namespaces: [string | undefined, (string | undefined)[], string | undefined, boolean][] =
      [
        [undefined, [], undefined, true],
        ['a', [], 'a', true],
        ['a', [], undefined, false],
        [undefined, [], 'a', false],
        ['a', ['b'], 'b', true],
        ['a', [undefined], undefined, true],
        [undefined, [], '', false],
        ['', [], '', true],
        ['', [], undefined, false],
      ];

    it.each(namespaces)(
      'an endpoint of namespace %j and legacy ones %j asked for %j: served is %s',
      async (namespace, legacyNamespaces, asks, served) => {
        const topic = on.topic();
        await on.serve({ topic }, [
          { target: { namespace, legacyNamespaces }, which: () => 'here' },
        ]);
        const answer = on.client({ topic, namespace: asks }).call('which');
        if (served) await expect(answer).resolves.toBe('here');
        else await expect(answer).rejects.toBeInstanceOf(UnsupportedVersion);
      },
    );

    it('asks the first compatible endpoint that has the method', async () => {
      const topic = on.topic();
      await on.serve({ topic }, [
        { target: { version: '2.0' }, which: () => 'wrong version' },
        { other: () => 'no such method' },
        { which: () => 'third' },
        { which: () => 'too late' },
      ]);
      await expect(on.client({ topic }).call('which')).resolves.toBe('third');
    });

    it('answers a method that no compatible endpoint has with NoSuchMethod, by its exact text', async () => {
      const topic = on.topic();
      await on.serve({ topic }, [{ here: () => 1 }]);
      const answer = on.client({ topic }).call('nomethod');
      await expect(answer).rejects.toThrow('Endpoint does not support RPC method nomethod');
      await expect(answer).rejects.toBeInstanceOf(NoSuchMethod);
    });

    it.each([
      'constructor',
      '__proto__',
      'toString',
      'hasOwnProperty',
      'valueOf',
      'target',
      '_hidden',
      '',
    ])('does not find %j, which is no method for callers', async (name) => {
      class Service {
        target = { version: '1.0' };
        _hidden(): string {
          return 'secret';
        }
      }
      const topic = on.topic();
      await on.serve({ topic }, [new Service()]);
      await expect(on.client({ topic }).call(name)).rejects.toBeInstanceOf(NoSuchMethod);
    });

    it('finds methods of a class and of what it extends', async () => {
      class Base {
        inherited(): string {
          return 'base';
        }
      }
      class Service extends Base {
        own(): string {
          return 'own';
        }
      }
      const topic = on.topic();
      await on.serve({ topic }, [new Service()]);
      const client = on.client({ topic });
      expect([await client.call('own'), await client.call('inherited')]).toEqual(['own', 'base']);
    });

    it('calls hidden methods under the legacy policy, and only marked ones under the explicit one', async () => {
      const endpoint = { exposed: ['listed'], listed: () => 1, other: () => 2, _hidden: () => 3 };
      const [legacy, explicit] = [on.topic(), on.topic()];
      await on.serve({ topic: legacy }, [endpoint], { accessPolicy: legacyAccessPolicy });
      await on.serve({ topic: explicit }, [endpoint], { accessPolicy: explicitAccessPolicy });
      await expect(on.client({ topic: legacy }).call('_hidden')).resolves.toBe(3);
      await expect(on.client({ topic: explicit }).call('listed')).resolves.toBe(1);
      await expect(on.client({ topic: explicit }).call('other')).rejects.toBeInstanceOf(
        NoSuchMethod,
      );
    });

    it('refuses to send what the version cap forbids', async () => {
      const topic = on.topic();
      const seen: string[] = [];
      await on.serve({ topic }, [{ target: { version: '1.9' }, seen: () => seen.push('called') }]);
      const client = on.client({ topic, version: '1.6' }, { versionCap: '1.5' });
      await expect(client.call('seen')).rejects.toBeInstanceOf(RPCVersionCapError);
      await expect(client.prepare({ version: undefined }).cast('seen')).rejects.toBeInstanceOf(
        RPCVersionCapError,
      );
      expect(client.canSendVersion('1.5')).toBe(true);
      expect(client.canSendVersion('1.6')).toBe(false);
      await client.prepare({ version: '1.4' }).call('seen');
      expect(seen).toEqual(['called']);
    });

    it('answers a ping only when asked to', async () => {
      const [with_, without] = [on.topic(), on.topic()];
      await on.serve({ topic: with_ }, [{ m: () => 1 }], { ping: true });
      await on.serve({ topic: without }, [{ m: () => 1 }]);
      await expect(on.client({ topic: with_ }).call('oslo_rpc_server_ping')).resolves.toBe('pong');
      await expect(
        on.client({ topic: without }).call('oslo_rpc_server_ping'),
      ).rejects.toBeInstanceOf(NoSuchMethod);
    });
  });
}
