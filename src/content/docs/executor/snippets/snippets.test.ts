import { execFileSync } from 'node:child_process';
import { describe, expect, test, vi } from 'vitest';
import { getRpcClient, getRpcTransport, RemoteError } from '../../../../executor/index.ts';
import type { DigestEndpoint } from './digest-endpoint.ts';
import { serve } from './graceful-stop.ts';
import { meter } from './notifications.ts';
import { pacedExecutor } from './paced-executor.ts';
import { digestServer } from './threading.ts';
import * as green from './volumes-1-green.ts';
import * as halfway from './volumes-2-halfway.ts';
import * as arrived from './volumes-3-async.ts';

/** The refusal over quota would be logged as the server's fault. */
const quiet = { hooks: { log: () => undefined } };

test('the first server greets', () => {
  const file = new URL('./first-server.ts', import.meta.url);
  const output = execFileSync('node', [file.pathname], { encoding: 'utf8' });
  expect(output).toBe('Hello, world\n');
});

describe.each([
  ['green threads', green],
  ['half way', halfway],
  ['async functions', arrived],
])('the volume service, %s', (_name, step) => {
  test('keeps its quota when many ask at once, and callers notice no difference', async () => {
    await using transport = getRpcTransport('memory://', quiet);
    await using server = step.volumeServer(transport);
    await server.start();
    const client = getRpcClient<arrived.Volumes>(transport, { topic: 'volumes' });
    const [first, second, third] = await Promise.allSettled([
      client.call('create', { gigabytes: 40 }),
      client.call('extend', { gigabytes: 40 }),
      client.call('create', { gigabytes: 40 }),
    ]);
    expect(first).toEqual({ status: 'fulfilled', value: 'lun-40' });
    expect(second).toEqual({ status: 'fulfilled', value: 'extended by lun-40' });
    expect(third.status).toBe('rejected');
    const reason: unknown = third.status === 'rejected' && third.reason;
    expect(reason).toBeInstanceOf(RemoteError);
    expect(reason).toMatchObject({ excType: 'ValueError', value: 'over quota' });
    expect(await client.call('usage')).toEqual({ used: 80, quota: 100 });
  });
});

test('the threading example computes in a worker', async () => {
  await using transport = getRpcTransport('memory://');
  await using server = digestServer(transport);
  await server.start();
  const client = getRpcClient<DigestEndpoint>(transport, { topic: 'digest' });
  expect(await client.call('digest', { text: 'a', rounds: 1 })).toMatch(/^[0-9a-f]{32}$/);
});

test('the paced executor keeps its distance between two messages', async () => {
  vi.useFakeTimers();
  try {
    const executor = pacedExecutor({ poolSize: 3, perSecond: 10 });
    const { signal } = new AbortController();
    const begun: number[] = [];
    const start = Date.now();
    const tasks = [1, 2, 3].map(() =>
      executor.submit(() => {
        begun.push(Date.now() - start);
      }, signal),
    );
    await vi.advanceTimersByTimeAsync(1000);
    for (const task of tasks) await task;
    expect(begun).toEqual([0, 100, 200]);
    await executor.close();
  } finally {
    vi.useRealTimers();
  }
});

test('the notification example requeues once, and its filter leaves other events alone', async () => {
  await using transport = getRpcTransport('memory://');
  const { counted } = await meter(transport);
  expect(counted).toEqual(['volume.create from volume.host1']);
  expect(transport.counters.notificationsRequeued).toBe(1);
});

test('the graceful stop answers what it has taken', async () => {
  const transport = getRpcTransport('memory://');
  const begun = Promise.withResolvers<undefined>();
  const goOn = Promise.withResolvers<undefined>();
  const endpoint = {
    work: async () => {
      begun.resolve(undefined);
      await goOn.promise;
      return 'done';
    },
  };
  const stop = await serve(transport, endpoint);
  const answer = getRpcClient<typeof endpoint>(transport, { topic: 'jobs' }).call('work');
  await begun.promise;
  const stopped = stop();
  goOn.resolve(undefined);
  expect(await answer).toBe('done');
  await stopped;
  expect(transport.counters).toMatchObject({ requestsTaken: 1, repliesSent: 1 });
});
