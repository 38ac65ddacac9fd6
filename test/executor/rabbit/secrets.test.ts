/**
 * A password shows in nothing that leaves the library, whatever goes wrong at a real broker; that a URL
 * which cannot be read does not show it either stands beside the URL's reader.
 */
import { inspect } from 'node:util';
import * as openTelemetry from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  getNotificationListener,
  getRpcClient,
  getRpcServer,
  getRpcTransport,
  joinHooks,
  Notifier,
  observeTransport,
  openTelemetryHooks,
  openTelemetryMetrics,
} from '../../../src/executor/index.ts';
import { rabbitmq } from './available.ts';
import { Broker } from './broker.ts';

const password = 'the/s3cret@of ours,?#';
const encoded = encodeURIComponent(password);

describe.skipIf(!rabbitmq.available)(
  'a password',
  () => {
    let broker: Broker;
    const spans = new InMemorySpanExporter();
    const metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
    const reader = new PeriodicExportingMetricReader({
      exporter: metrics,
      exportIntervalMillis: 3_600_000,
    });

    beforeAll(async () => {
      openTelemetry.context.setGlobalContextManager(new AsyncLocalStorageContextManager());
      openTelemetry.trace.setGlobalTracerProvider(
        new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }),
      );
      openTelemetry.metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
      broker = await Broker.start();
      await broker.addUser('ours', password);
      await broker.addVhost('closed');
      await broker.ctl('set_permissions', '--vhost', 'closed', 'guest', '^$', '^$', '^$');
      await broker.ctl('add_user', 'idle', password);
      await broker.ctl('set_permissions', 'idle', '^$', '^$', '^$');
    });
    afterAll(async () => {
      await reader.shutdown();
      await broker.stop();
    });

    const urls: [string, () => string][] = [
      ['that is right', () => broker.url('', '', `ours:${encoded}`)],
      ['that is wrong', () => broker.url('', '', `guest:${encoded}`)],
      ['of a virtual host that is not there', () => broker.url('nowhere', '', `ours:${encoded}`)],
      ['of somebody who may do nothing', () => broker.url('', '', `idle:${encoded}`)],
      ['for a host that is down', () => `rabbit://ours:${encoded}@127.0.0.1:9/`],
      ['for a port that speaks no TLS', () => broker.url('', 'ssl=true', `ours:${encoded}`)],
    ];

    test.each(urls)(
      '%s is in no error, log, event, state, counter, span or metric',
      async (_what, url) => {
        const consoles = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
          vi.spyOn(console, name).mockReturnValue(),
        );
        const told: unknown[] = [];
        const measured = joinHooks(
          openTelemetryHooks(openTelemetry),
          openTelemetryMetrics(openTelemetry),
        );
        const hooks = joinHooks(measured, {
          log: (entry) => void told.push(entry),
          driver: (event) => void told.push(event),
        });
        const driverOptions = { rabbit_retry_interval: 0.05, connect_timeout: 2 };
        const transport = getRpcTransport(url(), { hooks, driverOptions });
        const silent = getRpcTransport(url(), { driverOptions }); // its warnings go to the console
        const end = observeTransport(openTelemetry, transport, { bus: 'main' });
        const limits = { timeoutMs: 500 };
        const server = getRpcServer(transport, { topic: 't', server: 's' }, [{ m: () => 1 }]);
        const listener = getNotificationListener(
          transport,
          [{ topic: 'n' }],
          [{ info: () => undefined }],
        );
        told.push(
          await Promise.allSettled([
            server.start(limits),
            listener.start(limits),
            getRpcClient(transport, { topic: 't' }).call('m', {}, limits),
            getRpcClient(transport, { topic: 't' }).cast('m', {}, limits),
            new Notifier(transport, { publisherId: 'p' }).info({}, 'event', {}, limits),
            getRpcClient(silent, { topic: 't' }).call('m', {}, limits),
          ]),
        );
        await reader.forceFlush();
        told.push(transport, transport.state, transport.counters, transport.url);
        await Promise.all([transport.close({ timeoutMs: 500 }), silent.close({ timeoutMs: 500 })]);
        told.push(spans.getFinishedSpans(), metrics.getMetrics());
        for (const spy of consoles) {
          told.push(spy.mock.calls);
          spy.mockRestore();
        }
        end();
        const text = inspect(told, {
          depth: 30,
          showHidden: false,
          maxStringLength: null,
          maxArrayLength: null,
        });
        expect(text).toContain(broker.address.split(':', 1)[0]);
        for (const secret of [password, encoded, btoa(password), btoa(`\0ours\0${password}`)]) {
          expect(text).not.toContain(secret);
        }
        expect(JSON.stringify([transport.url, transport.state.lastError])).not.toContain('s3cret');
      },
    );
  },
  600_000,
);
