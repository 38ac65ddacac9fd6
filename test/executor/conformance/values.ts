import { describe, expect, it } from 'vitest';
import { RemoteError, SerializationError } from '../../../src/executor/browser.ts';
import { stage, type ConformanceBroker } from './stage.ts';

/** What becomes of values on their way. */
export function values(broker: ConformanceBroker): void {
  describe('values', () => {
    const on = stage(broker);
    const echo = { echo: (_context: object, { x }: { x?: unknown }) => x };

    const carried: [string, unknown, unknown][] = [
      ['zero', 0, 0],
      ['false', false, false],
      ['an empty text', '', ''],
      ['an empty list', [], []],
      ['an empty object', {}, {}],
      ['null', null, null],
      ['undefined as null', undefined, null],
      ['undefined inside as null', { a: undefined, b: [undefined] }, { a: null, b: [null] }],
      ['NaN', NaN, NaN],
      ['Infinity', [Infinity, -Infinity], [Infinity, -Infinity]],
      ['the largest safe integer', Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
      ['an integer beyond 2^53', 2n ** 64n + 1n, 2n ** 64n + 1n],
      ['a negative one', -(2n ** 53n) - 1n, -(2n ** 53n) - 1n],
      ['a small bigint as number', 7n, 7],
      ['a date as ISO text', new Date(0), '1970-01-01T00:00:00.000Z'],
      ['a set as list', new Set([1, 2]), [1, 2]],
      ['a map as object', new Map([['k', 1]]), { k: 1 }],
      ['bytes as text', new TextEncoder().encode('é'), 'é'],
      ['text beyond ASCII', 'é € 𝄞 \u0000 "quoted" \\', 'é € 𝄞 \u0000 "quoted" \\'],
      ['sixteen digits in a text', '1234567890123456', '1234567890123456'],
    ];

    it.each(carried)('carries %s', async (_what, sent, received) => {
      const topic = on.topic();
      await on.serve({ topic }, [echo]);
      await expect(on.client({ topic }).call('echo', { x: sent })).resolves.toEqual(received);
    });

    it('carries a member named __proto__ as a member', async () => {
      const topic = on.topic();
      await on.serve({ topic }, [
        { ...echo, keys: (_c: object, { x }: { x: object }) => Object.keys(x) },
      ]);
      const sent: unknown = JSON.parse('{"__proto__": {"polluted": true}}');
      await expect(on.client({ topic }).call('keys', { x: sent })).resolves.toEqual(['__proto__']);
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    });

    it('gives null for a method that returns nothing', async () => {
      const topic = on.topic();
      await on.serve({ topic }, [{ quiet: () => undefined, later: () => Promise.resolve() }]);
      await expect(on.client({ topic }).call('quiet')).resolves.toBeNull();
      await expect(on.client({ topic }).call('later')).resolves.toBeNull();
    });

    it('refuses arguments that JSON cannot carry before sending, and says where they are', async () => {
      const topic = on.topic();
      const calls: unknown[] = [];
      await on.serve({ topic }, [{ take: (_c: object, args: object) => calls.push(args) }]);
      const cycle: Record<string, unknown> = {};
      cycle['self'] = cycle;
      const client = on.client({ topic });
      await expect(client.call('take', { x: { list: [1, () => 1] } })).rejects.toThrow(
        'args.x.list[1]',
      );
      await expect(client.call('take', { x: cycle })).rejects.toBeInstanceOf(SerializationError);
      await expect(client.cast('take', { x: Symbol('s') })).rejects.toBeInstanceOf(
        SerializationError,
      );
      // Otherwise the server, or the client that gets it back, would drop the whole message.
      await expect(client.call('take', { x: 10n ** 5000n })).rejects.toThrow(
        'more than 4300 digits',
      );
      await client.call('take', {});
      expect(calls).toEqual([{}]);
    });

    it('answers a result that JSON cannot carry with a failure', async () => {
      const topic = on.topic();
      await on.serve({ topic }, [
        { bad: () => ({ list: [new Map([[{}, 1]])] }), long: () => 10n ** 5000n, fine: () => 1 },
      ]);
      const answer = on.client({ topic }).call('bad');
      await expect(answer).rejects.toBeInstanceOf(RemoteError);
      await expect(answer).rejects.toThrow('result.list[0]');
      await expect(on.client({ topic }).call('long')).rejects.toThrow('more than 4300 digits');
      await expect(on.client({ topic }).call('fine')).resolves.toBe(1);
    });

    it('brings an error back with class, module, message and traceback', async () => {
      const topic = on.topic();
      const endpoint = {
        range: () => {
          throw new RangeError('out of it');
        },
        later: () => Promise.reject(new Error('odd')),
        text: () => {
          // eslint-disable-next-line @typescript-eslint/only-throw-error -- what endpoints do
          throw 'only text';
        },
      };
      await on.serve({ topic }, [endpoint]);
      const failure = async (method: string): Promise<RemoteError> => {
        const error: unknown = await on
          .client({ topic })
          .call(method)
          .catch((thrown: unknown) => thrown);
        return error as RemoteError;
      };
      expect(await failure('range')).toMatchObject({
        excType: 'ValueError',
        module: 'builtins',
        value: 'out of it',
        args: ['out of it'],
      });
      expect((await failure('range')).traceback.at(-1)).toBe('ValueError: out of it\n');
      expect(await failure('later')).toMatchObject({
        excType: 'Error',
        module: 'node',
        value: 'odd',
      });
      expect(await failure('text')).toMatchObject({ value: 'only text' });
    });

    it('sends arguments, results and contexts through the serializers', async () => {
      const topic = on.topic();
      const serializer = {
        serializeEntity: (_context: object, entity: unknown) => ({ wrapped: entity }),
        deserializeEntity: (_context: object, entity: unknown) =>
          (entity as { wrapped: unknown }).wrapped,
        serializeContext: (context: object) => ({ ...context, packed: true }),
      };
      const seen: unknown[] = [];
      const both = (context: object, args: object): string => {
        seen.push(context, args);
        return 'done';
      };
      await on.serve({ topic }, [{ both }], { serializer });
      const client = on.client({ topic }, { serializer, context: { user: 'u' } });
      await expect(client.call('both', { x: 1, y: [2] })).resolves.toBe('done');
      expect(seen).toEqual([
        { user: 'u', packed: true },
        { x: 1, y: [2] },
      ]);
    });
  });
}
