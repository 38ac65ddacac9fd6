import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  getRpcServer,
  getRpcTransport,
  PythonError,
  type CallInfo,
  type RpcServer,
  type Transport,
} from '../../../src/executor/index.ts';
import { osloMessaging } from './available.ts';
import { Broker } from './broker.ts';
import { PythonPeer, type PythonAnswer } from './peer.ts';

describe.skipIf(!osloMessaging.available)('a Python client calls a server here', () => {
  let broker: Broker;
  let transport: Transport;
  const servers: RpcServer[] = [];
  let python: PythonPeer;
  const cast: string[] = [];
  let finish: (() => void) | undefined;

  const main = (name: string) => ({
    target: { version: '3.2' },
    echo: (_context: object, { x }: { x: unknown }) => x,
    context: (context: object) => context,
    who: () => name,
    nothing: () => undefined,
    falsy: (_context: object, { which }: { which: string }) =>
      ({ zero: 0, false: false, empty: '', list: [], object: {} })[which],
    valueError: () => {
      throw new PythonError('ValueError', ['bad value', 42]);
    },
    rangeError: () => {
      throw new RangeError('out of it');
    },
    boom: () => {
      throw new Error('only here');
    },
    unsendable: () => ({ member: () => 1 }),
    special: () => ({ nan: NaN, inf: Infinity, big: 2n ** 60n + 1n }),
    record: (_context: object, { x }: { x: string }) => {
      cast.push(`${name}: ${x}`);
    },
    until: async (_context: object, _args: object, info: CallInfo) => {
      await new Promise<void>((resolve) => {
        finish = resolve;
        info.signal.addEventListener('abort', () => {
          resolve();
        });
      });
      return 'finished';
    },
  });
  const named = {
    target: { namespace: 'ns', version: '2.3', legacyNamespaces: ['old'] },
    nsm: () => 'ns',
  };

  beforeAll(async () => {
    broker = await Broker.start();
    // The endpoints' failures are wanted here: no need to log them.
    transport = getRpcTransport(broker.url(), { hooks: { log: () => undefined } });
    for (const name of ['one', 'two']) {
      const target = { exchange: 'interop', topic: 'here', server: name };
      const server = getRpcServer(transport, target, [main(name), named]);
      await server.start();
      servers.push(server);
    }
    python = await PythonPeer.start('client.py', broker.url());
  });
  afterAll(async () => {
    await python.stop();
    await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
    await transport.close();
    await broker.stop();
  });

  function call(
    method: string,
    args: object = {},
    { target = {}, ...more }: { target?: object; [name: string]: unknown } = {},
  ): Promise<PythonAnswer> {
    const whole = { exchange: 'interop', topic: 'here', version: '3.2', ...target };
    return python.ask({ op: 'call', target: whole, method, args, ...more });
  }

  test('what it sends comes back the same', async () => {
    for (const x of [{ a: [1, 2.5, null, true, 'é€😀'] }, 'text', '', 0, false, [], {}, 1e300]) {
      expect((await call('echo', { x })).result).toEqual(x);
    }
  });

  test('a large body goes both ways', async () => {
    const x = 'é'.repeat(200_000);
    expect((await call('echo', { x })).result === x).toBe(true);
  });

  test('the request context arrives', async () => {
    const context = { user_id: 'u1', roles: ['a', 'b'], is_admin: true };
    expect((await call('context', {}, { context })).result).toMatchObject(context);
  });

  test('no result is None, falsy results are themselves', async () => {
    expect((await call('nothing')).result).toBeNull();
    const falsy = { zero: 0, false: false, empty: '', list: [], object: {} };
    for (const [which, value] of Object.entries(falsy)) {
      expect((await call('falsy', { which })).result).toEqual(value);
    }
  });

  test('a builtin ValueError arrives as a ValueError, and so does a RangeError', async () => {
    const { error } = await call('valueError');
    expect(error).toMatchObject({ type: 'ValueError', module: 'builtins', is_value_error: true });
    expect(error?.text).toContain('bad value');
    expect((await call('rangeError')).error).toMatchObject({ type: 'ValueError' });
  });

  test('an error of this side alone arrives as RemoteError with its class and text', async () => {
    const { error } = await call('boom');
    expect(error).toMatchObject({ type: 'RemoteError', exc_type: 'Error' });
    expect(error?.text).toContain('only here');
  });

  test('a result that cannot be sent is answered, not left to time out', async () => {
    const { error, seconds } = await call('unsendable');
    expect(error?.type).toBe('RemoteError');
    expect(error?.text).toContain('result.member');
    expect(seconds).toBeLessThan(5);
  });

  test('NaN, Infinity and long integers arrive', async () => {
    // The client answers by JSON too, with the bare tokens that JSON.parse refuses: ask for the text.
    const { result } = await call('special');
    expect(result).toEqual({ nan: 'NaN', inf: 'Infinity', big: '1152921504606846977' });
  });

  test('unknown methods and versions are the real classes where the client allows them', async () => {
    const allowed = ['oslo_messaging.rpc.dispatcher'];
    const noMethod = await call('nomethod', {}, { allowed });
    expect(noMethod.error).toMatchObject({
      type: 'NoSuchMethod_Remote',
      module: 'oslo_messaging.rpc.dispatcher_Remote',
    });
    expect(noMethod.error?.text).toContain('Endpoint does not support RPC method nomethod');
    const noVersion = await call('echo', { x: 1 }, { allowed, target: { version: '4.0' } });
    expect(noVersion.error?.type).toBe('UnsupportedVersion_Remote');
    expect(noVersion.error?.text).toContain('Endpoint does not support RPC version 4.0');
  });

  test('namespaces and versions choose the endpoint', async () => {
    for (const target of [
      { namespace: 'ns', version: '2.3' },
      { namespace: 'old', version: '2.0' },
    ]) {
      expect((await call('nsm', {}, { target })).result).toBe('ns');
    }
    const { error } = await call('nsm', {}, { target: { namespace: 'ns', version: '2.4' } });
    expect(error?.exc_type).toBe('UnsupportedVersion');
    expect((await call('echo', { x: 1 }, { target: { version: '3.1' } })).result).toBe(1);
  });

  test('a call to one server reaches that one', async () => {
    for (const server of ['one', 'two', 'one']) {
      expect((await call('who', {}, { target: { server } })).result).toBe(server);
    }
  });

  test('calls to the topic are shared by its servers', async () => {
    const names = await Promise.all(Array.from({ length: 10 }, () => call('who')));
    expect(new Set(names.map(({ result }) => result))).toEqual(new Set(['one', 'two']));
  });

  test('a cast reaches one server, a fanout cast all of them', async () => {
    const target = { exchange: 'interop', topic: 'here', version: '3.2' };
    cast.length = 0;
    await python.ask({ op: 'cast', target, method: 'record', args: { x: 'a' } });
    await python.ask({
      op: 'cast',
      target: { ...target, fanout: true },
      method: 'record',
      args: { x: 'b' },
    });
    await expect.poll(() => cast.length).toBe(3);
    expect(cast.filter((line) => line.endsWith('a'))).toHaveLength(1);
    expect(cast.filter((line) => line.endsWith('b')).sort()).toEqual(['one: b', 'two: b']);
  });

  test('signs of life keep a monitored call waiting', async () => {
    const before = transport.counters.heartbeatsSent;
    const answer = call('until', {}, { call_monitor_timeout: 2, timeout: 30 });
    // Without signs of life the client gives up after two seconds.
    await expect.poll(() => transport.counters.heartbeatsSent - before).toBeGreaterThanOrEqual(3);
    finish?.();
    const { result, seconds } = await answer;
    expect(result).toBe('finished');
    expect(seconds).toBeGreaterThan(2);
  });

  test('what the client compresses is read', async () => {
    const url = broker.url('', 'kombu_compression=gzip');
    await using compressing = await PythonPeer.start('client.py', url);
    const { result } = await compressing.ask({
      op: 'call',
      target: { exchange: 'interop', topic: 'here', version: '3.2' },
      method: 'echo',
      args: { x: 'é'.repeat(5000) },
    });
    expect(result).toBe('é'.repeat(5000));
  });
});
