import { metrics } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { afterAll, expect, it } from 'vitest';
import {
  getRpcClient,
  getRpcServer,
  getRpcTransport,
  joinHooks,
  MemoryBroker,
  observeTransport,
  openTelemetryMetrics,
  type LogEntry,
} from '../../src/executor/browser.ts';

const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));

afterAll(async () => {
  await reader.shutdown();
});

/** The newest points of each metric, by name. */
async function collected(): Promise<Map<string, { value: unknown; attributes: object }[]>> {
  exporter.reset();
  await reader.forceFlush();
  const scopes = exporter.getMetrics().flatMap((resource) => resource.scopeMetrics);
  const found = scopes.flatMap((scope) => scope.metrics);
  return new Map(found.map((each) => [each.descriptor.name, each.dataPoints]));
}

it('measures calls and their dispatch, failed ones by their error, and shows counters and state', async () => {
  const entries: LogEntry[] = [];
  const hooks = joinHooks(openTelemetryMetrics({ metrics }), {
    log: (entry) => void entries.push(entry),
  });
  const driverOptions = { broker: new MemoryBroker() };
  await using transport = getRpcTransport('memory://', { driverOptions, hooks });
  const end = observeTransport({ metrics }, transport, { bus: 'main' });
  const endpoint = {
    good: () => 1,
    bad: () => {
      throw new RangeError('no');
    },
  };
  await using server = getRpcServer(transport, { topic: 't', server: 's' }, [endpoint]);
  await server.start();
  const client = getRpcClient(transport, { topic: 't' });
  await client.call('good');
  await expect(client.call('bad')).rejects.toThrow('no');

  const first = await collected();
  const labels = (name: string) => first.get(name)?.map((point) => point.attributes);
  expect(labels('oslo_messaging_rpc_client_processing_seconds')).toEqual([
    { call_type: 'call', topic: 't', method: 'good', exception: '' },
    { call_type: 'call', topic: 't', method: 'bad', exception: 'RemoteError' },
  ]);
  expect(labels('oslo_messaging_rpc_server_processing_seconds')).toEqual([
    { call_type: 'call', topic: 't', method: 'good', exception: '' },
    { call_type: 'call', topic: 't', method: 'bad', exception: 'RangeError' },
  ]);
  expect(first.get('crossplan_executor_calls_sent')).toMatchObject([
    { value: 2, attributes: { bus: 'main' } },
  ]);
  expect(first.get('crossplan_executor_pending_calls')).toMatchObject([{ value: 0 }]);
  expect(first.get('crossplan_executor_connected')).toMatchObject([{ value: 1 }]);
  expect(entries.some((entry) => entry.event === 'endpoint-failed')).toBe(true);

  // An exporter shows the last value of what is observed no longer.
  end();
  await client.call('good');
  expect((await collected()).get('crossplan_executor_calls_sent')).toMatchObject([{ value: 2 }]);
});
