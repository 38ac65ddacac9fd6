import { threadId } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ExecutorLoadFailure,
  getRpcClient,
  getRpcServer,
  getRpcTransport,
  moduleEndpoint,
  type LogEntry,
  type RpcServer,
} from '../../src/executor/index.ts';
import type Computing from './fixture/computing.ts';

describe('the threading executor', () => {
  const log: LogEntry[] = [];
  const transport = getRpcTransport('memory://threading', {
    hooks: { log: (entry) => log.push(entry) },
  });
  const target = { topic: 'cpu', server: 'one' };
  const endpoint = moduleEndpoint(new URL('fixture/computing.ts', import.meta.url));
  const client = getRpcClient<Computing>(transport, {
    topic: 'cpu',
    namespace: 'cpu',
    version: '1.2',
  });
  let server: RpcServer;

  beforeAll(async () => {
    server = getRpcServer(transport, target, [endpoint], { executor: 'threading', poolSize: 2 });
    await server.start();
  });

  afterAll(async () => {
    await server.stop({ graceMs: 0 });
    await server.wait();
    await transport.close();
  });

  it('runs methods beside the event loop, by their module', async () => {
    await expect(client.call('square', { n: 12 })).resolves.toBe(144);
    expect(await client.call('thread')).not.toBe(threadId);
  });

  it('has the local context there too', async () => {
    const call = client.call('local', {}, { context: { user: 'u' } });
    await expect(call).resolves.toEqual({ user: 'u' });
  });

  it('brings errors back by their Python class, expected ones quietly', async () => {
    log.length = 0;
    await expect(client.call('fail')).rejects.toMatchObject({
      excType: 'ValueError',
      module: 'builtins',
      value: 'too much',
    });
    await expect(client.call('missing')).rejects.toMatchObject({ excType: 'TypeError' });
    expect(log.map(({ level, event }) => [level, event])).toEqual([
      ['error', 'endpoint-failed'],
      ['debug', 'endpoint-failed'],
    ]);
  });

  it('answers a result that cannot leave its thread with a failure', async () => {
    await expect(client.call('uncloneable')).rejects.toThrow('Cannot send result: a function');
  });

  it('ends the thread of a call that nobody waits for any more, and goes on', async () => {
    const impatient = client.prepare({ timeoutMs: 500 });
    await expect(impatient.call('spin')).rejects.toMatchObject({ name: 'MessagingTimeout' });
    await expect(client.call('square', { n: 3 })).resolves.toBe(9);
    expect(server.state.running).toBe(0);
  });

  it('refuses endpoints that are no modules', async () => {
    const wrong = getRpcServer(transport, target, [{ m: () => 1 }], { executor: 'threading' });
    await expect(wrong.start()).rejects.toMatchObject({
      name: 'ServerListenError',
      cause: expect.any(ExecutorLoadFailure) as Error,
    });
  });
});
