import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  getRpcClient,
  getRpcTransport,
  MessagingTimeout,
  NoSuchMethod,
  RemoteError,
  UnsupportedVersion,
  type RpcClient,
  type Transport,
} from '../../../src/executor/index.ts';
import { osloMessaging } from './available.ts';
import { Broker } from './broker.ts';
import { PythonPeer } from './peer.ts';

describe.skipIf(!osloMessaging.available)('a client here calls a Python server', () => {
  let broker: Broker;
  let transport: Transport;
  let client: RpcClient;
  const python: PythonPeer[] = [];

  beforeAll(async () => {
    broker = await Broker.start();
    const start = (name: string) =>
      PythonPeer.start('rpc_server.py', broker.url(), 'interop', 'there', name);
    python.push(...(await Promise.all([start('one'), start('two')])));
    transport = getRpcTransport(broker.url());
    const target = { exchange: 'interop', topic: 'there', version: '3.2' };
    client = getRpcClient(transport, target, { timeoutMs: 15_000 });
  });
  afterAll(async () => {
    await transport.close();
    await Promise.all(python.map((peer) => peer.stop()));
    await broker.stop();
  });

  test('what is sent comes back the same', async () => {
    for (const x of [{ a: [1, 2.5, null, true, 'é€😀'] }, 'text', '', 0, false, [], {}, 1e300]) {
      expect(await client.call('echo', { x })).toEqual(x);
    }
    const long = 2n ** 60n + 1n;
    expect(await client.call('echo', { x: [NaN, Infinity, long] })).toEqual([NaN, Infinity, long]);
    const text = 'é'.repeat(200_000);
    expect((await client.call('echo', { x: text })) === text).toBe(true);
  });

  test('the request context arrives', async () => {
    const context = { user_id: 'u1', roles: ['a', 'b'], is_admin: true };
    expect(await client.call('context', {}, { context })).toMatchObject(context);
  });

  test('None, falsy and special results are what they are', async () => {
    expect(await client.call('nothing')).toBeNull();
    const falsy = { zero: 0, false: false, empty: '', list: [], object: {} };
    for (const [which, value] of Object.entries(falsy)) {
      expect(await client.call('falsy', { which })).toEqual(value);
    }
    expect(await client.call('special')).toEqual({ nan: NaN, inf: Infinity, big: 2n ** 60n + 1n });
    expect(await client.call('types')).toMatchObject({ bytes: 'abc', set: [7] });
  });

  test('failures come back with class, module, arguments and traceback', async () => {
    const failed = await client.call('value_error').catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(RemoteError);
    expect(failed).toMatchObject({
      excType: 'ValueError',
      module: 'builtins',
      value: "('bad value', 42)",
      args: ['bad value', 42],
    });
    expect((failed as RemoteError).traceback.join('')).toContain('rpc_server.py');
    await expect(client.call('boom')).rejects.toMatchObject({
      excType: 'Boom',
      value: 'only here',
    });
  });

  test('unknown methods and versions are errors of their own', async () => {
    await expect(client.call('nomethod')).rejects.toThrow(NoSuchMethod);
    await expect(client.call('_private')).rejects.toThrow(NoSuchMethod);
    await expect(client.prepare({ version: '4.0' }).call('echo', { x: 1 })).rejects.toThrow(
      UnsupportedVersion,
    );
    await expect(client.prepare({ namespace: '' }).call('echo', { x: 1 })).rejects.toThrow(
      UnsupportedVersion,
    );
  });

  test('namespaces and versions choose the endpoint', async () => {
    expect(await client.prepare({ namespace: 'ns', version: '2.3' }).call('nsm')).toBe('ns');
    expect(await client.prepare({ namespace: 'old', version: '2.1' }).call('nsm')).toBe('ns');
    expect(await client.prepare({ version: '3.0' }).call('echo', { x: 1 })).toBe(1);
  });

  test('a call to one server reaches that one', async () => {
    for (const server of ['one', 'two', 'one']) {
      expect(await client.prepare({ server }).call('who')).toBe(server);
    }
  });

  test('a cast reaches one server, a fanout cast all of them', async () => {
    await client.cast('record', { x: 'a' });
    await client.prepare({ fanout: true }).cast('record', { x: 'b' });
    const recorded = async () => {
      const lists = await Promise.all(
        ['one', 'two'].map((server) => client.prepare({ server }).call('recorded')),
      );
      return lists.flat().sort();
    };
    await expect.poll(recorded).toEqual(['a', 'b', 'b']);
  });

  test('signs of life keep a monitored call waiting', async () => {
    const monitored = client.prepare({ callMonitorTimeoutMs: 2000, timeoutMs: 30_000 });
    expect(await monitored.call('slow', { seconds: 4.5 })).toBe(4.5);
  });

  test('a call that takes too long times out, its late reply disturbs nobody', async () => {
    const hasty = client.prepare({ timeoutMs: 300 });
    await expect(hasty.call('slow', { seconds: 1 })).rejects.toThrow(MessagingTimeout);
    const before = transport.counters.repliesUnknown;
    await expect.poll(() => transport.counters.repliesUnknown - before).toBe(1);
    expect(await client.call('echo', { x: 'still here' })).toBe('still here');
  });

  test('many calls at once each get their own answer', async () => {
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, x) => client.call('echo', { x })),
    );
    expect(answers).toEqual(Array.from({ length: 300 }, (_, x) => x));
  });

  test('compressed calls are read over there', async () => {
    await using compressing = getRpcTransport(broker.url('', 'kombu_compression=gzip'));
    const other = getRpcClient(compressing, client.target);
    const x = 'é'.repeat(5000);
    expect(await other.call('echo', { x })).toBe(x);
  });
});
