import { check, faultsOf, refuse } from '../internal/check-options.ts';
import { isPromiseLike, type MaybePromise } from '../internal/maybe-promise.ts';
import { anyText, needed } from '../internal/option-kind.ts';
import { callable, each, having } from '../internal/option-object.ts';
import { transportKind, type Transport } from '../transport.ts';
import { hooksKind, type DispatchInfo, type Hooks, type SendInfo } from './hooks.ts';

interface Histogram {
  record(value: number, attributes: Record<string, string>): void;
}

interface ObservableResult {
  observe(value: number, attributes?: Record<string, string>): void;
}

interface Observable {
  addCallback(callback: (result: ObservableResult) => void): void;
  removeCallback(callback: (result: ObservableResult) => void): void;
}

interface Meter {
  createHistogram(name: string, options: { description: string; unit: string }): Histogram;
  createObservableCounter(name: string, options: { description: string }): Observable;
  createObservableGauge(name: string, options: { description: string }): Observable;
}

/** The part of `@opentelemetry/api` that measures; the package itself has this shape. */
export interface OpenTelemetryMetricsApi {
  readonly metrics: { getMeter(name: string): Meter };
}

const metricsApiKind = needed(
  having('the OpenTelemetry API', {
    metrics: needed(having('the metrics API', { getMeter: needed(callable) })),
  }),
);

/**
 * Hooks that measure how long calls, casts, notifications and their dispatch take, in seconds, under
 * oslo.metrics' names where it has one. Together with the tracer's, in this order:
 *
 *     import * as openTelemetry from '@opentelemetry/api';
 *     const hooks = joinHooks(openTelemetryHooks(openTelemetry), openTelemetryMetrics(openTelemetry));
 *
 * {@link observeTransport} adds the counters and the state.
 */
export function openTelemetryMetrics(api: OpenTelemetryMetricsApi): Hooks {
  check('api', metricsApiKind, api);
  const meter = api.metrics.getMeter('crossplan/executor');
  const seconds = (name: string, description: string): Histogram =>
    meter.createHistogram(name, { description, unit: 's' });
  const client = seconds(
    'oslo_messaging_rpc_client_processing_seconds',
    'From the call or cast to its answer, or to the confirm of what nobody answers',
  );
  const server = seconds(
    'oslo_messaging_rpc_server_processing_seconds',
    'From the dispatch to the result',
  );
  const sent = seconds(
    'crossplan_notification_send_seconds',
    'Until the broker has a notification',
  );
  const handled = seconds(
    'crossplan_notification_handle_seconds',
    'A notification in its endpoints',
  );
  return {
    aroundSend: (info, send) => measured(info.kind === 'notification' ? sent : client, info, send),
    aroundDispatch: (info, dispatch) =>
      measured(info.kind === 'notification' ? handled : server, info, dispatch),
  };
}

function measured<T>(
  histogram: Histogram,
  info: SendInfo | DispatchInfo,
  run: () => MaybePromise<T>,
): MaybePromise<T> {
  const since = performance.now();
  const end = (exception: string): void => {
    histogram.record((performance.now() - since) / 1000, {
      call_type: info.kind,
      topic: info.target.topic ?? '',
      method: info.operation,
      exception,
    });
  };
  const done = (value: T): T => {
    end('');
    return value;
  };
  const failed = (error: unknown): never => {
    end(error instanceof Error ? error.name : 'Error');
    throw error;
  };
  let result: MaybePromise<T>;
  try {
    result = run();
  } catch (error) {
    return failed(error);
  }
  return isPromiseLike<T>(result) ? result.then(done, failed) : done(result);
}

/**
 * Shows a transport's counters (`crossplan_executor_calls_sent` and so on) and its state to a meter,
 * read when the exporter asks.
 * @param labels tell this transport from others
 * @returns ends it
 */
export function observeTransport(
  api: OpenTelemetryMetricsApi,
  transport: Transport,
  labels: Record<string, string> = {},
): () => void {
  refuse([
    ...faultsOf('api', metricsApiKind, api),
    ...faultsOf('transport', needed(transportKind), transport),
    ...faultsOf('labels', each(anyText), labels),
  ]);
  const meter = api.metrics.getMeter('crossplan/executor');
  const ends: (() => void)[] = [];
  const observe = (observable: Observable, read: () => number): void => {
    const callback = (result: ObservableResult): void => {
      result.observe(read(), labels);
    };
    observable.addCallback(callback);
    ends.push(() => {
      observable.removeCallback(callback);
    });
  };
  for (const name of Object.keys(transport.counters) as (keyof Transport['counters'])[]) {
    const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const description = `The transport's counter ${name}`;
    const counter = meter.createObservableCounter(`crossplan_executor_${snake}`, { description });
    observe(counter, () => transport.counters[name]);
  }
  const gauge = (name: string, description: string, read: () => number): void => {
    observe(meter.createObservableGauge(`crossplan_executor_${name}`, { description }), read);
  };
  gauge('connected', '1 while connected and not blocked, else 0', () =>
    transport.state.status === 'connected' ? 1 : 0,
  );
  gauge('outgoing', 'Publications that are not confirmed', () => transport.state.outgoing);
  gauge('pending_calls', 'Calls that wait for their answer', () => transport.state.pendingCalls);
  return () => {
    for (const end of ends) end();
  };
}

/** One set of hooks of two: the first one's wrappers are outermost; logs and events go to both. */
export function joinHooks(first: Hooks, second: Hooks): Hooks {
  refuse([
    ...faultsOf('first', needed(hooksKind), first),
    ...faultsOf('second', needed(hooksKind), second),
  ]);
  const { aroundSend: send1, aroundDispatch: dispatch1, log: log1, driver: driver1 } = first;
  const { aroundSend: send2, aroundDispatch: dispatch2, log: log2, driver: driver2 } = second;
  const aroundSend: Hooks['aroundSend'] =
    send1 && send2 ? (info, send) => send1(info, () => send2(info, send)) : (send1 ?? send2);
  const aroundDispatch: Hooks['aroundDispatch'] =
    dispatch1 && dispatch2
      ? (info, dispatch) => dispatch1(info, () => dispatch2(info, dispatch))
      : (dispatch1 ?? dispatch2);
  return {
    ...(aroundSend ? { aroundSend } : {}),
    ...(aroundDispatch ? { aroundDispatch } : {}),
    ...both('log', log1, log2),
    ...both('driver', driver1, driver2),
  };
}

function both<Name extends string, Argument>(
  name: Name,
  first: ((argument: Argument) => void) | undefined,
  second: ((argument: Argument) => void) | undefined,
): Partial<Record<Name, (argument: Argument) => void>> {
  if (!first && !second) return {};
  const joined = (argument: Argument): void => {
    first?.(argument);
    second?.(argument);
  };
  return { [name]: joined } as Partial<Record<Name, (argument: Argument) => void>>;
}
