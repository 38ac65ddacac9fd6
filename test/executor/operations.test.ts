import * as openTelemetry from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  getNotificationListener,
  getRpcClient,
  getRpcServer,
  getRpcTransport,
  MemoryBroker,
  Notifier,
  openTelemetryHooks,
  type Hooks,
  type LogEntry,
  type Transport,
} from '../../src/executor/browser.ts';

const open: Transport[] = [];

function transportWith(hooks: Hooks): Transport {
  const transport = getRpcTransport('memory://', {
    driverOptions: { broker: new MemoryBroker() },
    hooks,
  });
  open.push(transport);
  return transport;
}

afterEach(async () => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  await Promise.all(open.splice(0).map((transport) => transport.close()));
});

describe('OpenTelemetry hooks', () => {
  const exporter = new InMemorySpanExporter();
  openTelemetry.trace.setGlobalTracerProvider(
    new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
  );
  openTelemetry.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  openTelemetry.propagation.setGlobalPropagator(new W3CTraceContextPropagator());

  it('make one trace of a call, its endpoint, and what that calls and notifies', async () => {
    exporter.reset();
    const transport = transportWith({ ...openTelemetryHooks(openTelemetry), log: () => undefined });
    const inner = getRpcClient(transport, { topic: 'inner' });
    const notifier = new Notifier(transport, { publisherId: 'p' });
    const outer = {
      outer: async () => {
        await notifier.info({}, 'outer.done', {});
        return await inner.call('inner');
      },
    };
    await getRpcServer(transport, { topic: 'outer', server: 's' }, [outer]).start();
    await getRpcServer(transport, { topic: 'inner', server: 's' }, [{ inner: () => 1 }]).start();
    const heard = new Promise<void>((resolve) => {
      const endpoint = {
        info: () => {
          resolve();
        },
      };
      void getNotificationListener(transport, [{ topic: 'notifications' }], [endpoint]).start();
    });
    await getRpcClient(transport, { topic: 'outer' }).call('outer');
    await heard;
    await vi.waitFor(() => {
      expect(exporter.getFinishedSpans()).toHaveLength(6);
    });
    const spans = exporter.getFinishedSpans();
    const parentOf = (name: string): string | undefined => {
      const span = spans.find((each) => each.name === name);
      return spans.find((each) => each.spanContext().spanId === span?.parentSpanContext?.spanId)
        ?.name;
    };
    expect(new Set(spans.map((span) => span.spanContext().traceId)).size).toBe(1);
    expect(Object.fromEntries(spans.map(({ name }) => [name, parentOf(name)]))).toEqual({
      'send outer': undefined,
      'process outer': 'send outer',
      'send outer.done': 'process outer',
      'process outer.done': 'send outer.done',
      'send inner': 'process outer',
      'process inner': 'send inner',
    });
  });

  it('mark what failed, on both sides', async () => {
    exporter.reset();
    const transport = transportWith({ ...openTelemetryHooks(openTelemetry), log: () => undefined });
    const endpoint = { fail: () => Promise.reject(new RangeError('no')) };
    await getRpcServer(transport, { topic: 't', server: 's' }, [endpoint]).start();
    await expect(getRpcClient(transport, { topic: 't' }).call('fail')).rejects.toThrow('no');
    const codes = exporter.getFinishedSpans().map(({ name, status }) => [name, status.code]);
    expect(Object.fromEntries(codes)).toEqual({ 'send fail': 2, 'process fail': 2 });
  });
});

describe('logs and counters', () => {
  it('tell an endpoint failure with method and id, but neither arguments nor context', async () => {
    const log: LogEntry[] = [];
    const transport = transportWith({ log: (entry) => log.push(entry) });
    const endpoint = { fail: () => Promise.reject(new RangeError('no')) };
    await getRpcServer(transport, { topic: 't', server: 's' }, [endpoint]).start();
    const client = getRpcClient(transport, { topic: 't' }, { context: { auth_token: 'secret' } });
    await expect(client.call('fail', { password: 'hidden' })).rejects.toThrow();
    expect(log.filter(({ level }) => level !== 'info')).toMatchObject([
      {
        level: 'error',
        event: 'endpoint-failed',
        fields: { method: 'fail', uniqueId: expect.stringMatching(/^\w{32}$/) as string },
      },
    ]);
    expect(JSON.stringify(log)).not.toMatch(/secret|hidden/);
  });

  it('go to the console without a hook, warnings and errors only', async () => {
    const error = vi.spyOn(console, 'error').mockReturnValue();
    const transport = transportWith({});
    const endpoint = { fail: () => Promise.reject(new RangeError('no')) };
    await getRpcServer(transport, { topic: 't', server: 's' }, [endpoint]).start();
    const client = getRpcClient(transport, { topic: 't' });
    await expect(client.call('fail')).rejects.toThrow();
    await expect(client.call('fail_ignore_errors')).rejects.toThrow();
    expect(error).toHaveBeenCalledOnce();
    expect(error.mock.calls[0]?.[0]).toContain("endpoint-failed: 'fail' failed");
  });

  it('survive a log hook that throws', async () => {
    vi.spyOn(console, 'error').mockReturnValue();
    const transport = transportWith({
      log: () => {
        throw new Error('the disk is full');
      },
    });
    const endpoint = { fail: () => Promise.reject(new RangeError('no')) };
    await getRpcServer(transport, { topic: 't', server: 's' }, [endpoint]).start();
    await expect(getRpcClient(transport, { topic: 't' }).call('fail')).rejects.toThrow('no');
  });

  it('count what was sent, taken and answered', async () => {
    const transport = transportWith({ log: () => undefined });
    const endpoint = { ok: () => 1, fail: () => Promise.reject(new RangeError('no')) };
    await getRpcServer(transport, { topic: 't', server: 's' }, [endpoint]).start();
    const client = getRpcClient(transport, { topic: 't' });
    await client.call('ok');
    await expect(client.call('fail')).rejects.toThrow();
    await client.cast('ok');
    await client.call('ok');
    expect(transport.counters).toMatchObject({
      callsSent: 3,
      castsSent: 1,
      requestsTaken: 4,
      requestsDone: 3,
      requestsFailed: 1,
      repliesSent: 3,
    });
  });

  it('warn of a possible hang when a state waits 30 seconds for its predecessor', async () => {
    vi.useFakeTimers();
    const log: LogEntry[] = [];
    const transport = transportWith({ log: (entry) => log.push(entry) });
    const server = getRpcServer(transport, { topic: 't', server: 's' }, [{ ok: () => 1 }]);
    const stopped = server.stop();
    await vi.advanceTimersByTimeAsync(29_999);
    expect(log).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(log.filter(({ level }) => level !== 'info')).toMatchObject([
      {
        event: 'possible-hang',
        message:
          'Possible hang: the RPC server s on topic t: stop is waiting for start to complete',
      },
    ]);
    await server.start();
    await stopped;
  });

  it('pass on what the driver reports', async () => {
    const seen: string[] = [];
    const transport = getRpcTransport('spy://', {
      drivers: {
        spy: ({ observe }) => {
          observe({ type: 'disconnected', host: 'h', purpose: 'p', retryInMs: 1000 });
          observe({ type: 'redeclared', queues: ['q'] });
          observe({ type: 'blocked', reason: 'low on memory' });
          throw new Error('enough');
        },
      },
      hooks: {
        log: ({ event }) => seen.push(event),
        driver: ({ type }) => seen.push(`hook ${type}`),
      },
    });
    await expect(transport.driver()).rejects.toThrow('enough');
    expect(seen).toEqual([
      'hook disconnected',
      'disconnected',
      'hook redeclared',
      'redeclared',
      'hook blocked',
      'blocked',
    ]);
    expect(transport.counters).toMatchObject({ disconnects: 1, reconnects: 1 });
  });
});
