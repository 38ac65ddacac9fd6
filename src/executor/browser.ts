/**
 * The part of the library that runs everywhere, browsers included: no Node built-in is behind it. The
 * package's `browser` condition leads here; `index.ts` adds RabbitMQ and worker threads.
 */
import { browserPlatform } from './browser-platform.ts';
import { Transport, type TransportOptions } from './transport.ts';

/**
 * A transport for RPC. In a browser: `memory://`.
 * @throws {InvalidTransportURL}
 * @throws {DriverLoadFailure} no driver for the URL's scheme here
 */
export function getRpcTransport(url: string, options: TransportOptions = {}): Transport {
  return new Transport(browserPlatform, url, options);
}

/** A transport for notifications; an installation may keep these on a broker of their own. */
export const getNotificationTransport = getRpcTransport;

export {
  DriverLoadFailure,
  ExecutorLoadFailure,
  InvalidRequest,
  InvalidTarget,
  InvalidTransportURL,
  MalformedMessage,
  MessageDeliveryFailure,
  MessageUndeliverable,
  MessagingException,
  MessagingServerError,
  MessagingTimeout,
  NoSuchMethod,
  OutgoingBufferFull,
  RedeliveryLimitExceeded,
  RPCVersionCapError,
  SerializationError,
  ServerListenError,
  TaskTimeout,
  TransportClosed,
  UnsupportedVersion,
} from './errors.ts';
export type { BodyProperties, WireMessage } from './wire/envelope.ts';
export type {
  CloseLimit,
  Consumer,
  Declaration,
  Delivery,
  Driver,
  DriverContext,
  DriverEvent,
  DriverFactory,
  ExchangeDeclaration,
  Publication,
  QueueDeclaration,
  QueueState,
  RawContent,
  Subscription,
  TransportHost,
  TransportUrl,
} from './driver.ts';
export type { ExecutorChoice, ExecutorName } from './executors/choose.ts';
export type {
  EndpointFunction,
  Executor,
  ExecutorCallback,
  ExecutorOptions,
} from './executors/executor.ts';
export { aiogreenExecutor } from './executors/aiogreen.ts';
export { Event } from './green/event.ts';
export { GreenPool } from './green/pool.ts';
export { Queue } from './green/queue.ts';
export { Semaphore } from './green/semaphore.ts';
export {
  GreenThread,
  GreenThreadExit,
  linkPromise,
  sleep,
  spawn,
  spawnAfter,
  wrapGreenThread,
} from './green/thread.ts';
export type { GreenFunction } from './green/thread.ts';
export { withTimeout } from './green/timeout.ts';
export { From } from './green/from.ts';
export { Return, Wait } from './green/wait.ts';
export type { Coroutine } from './green/wait.ts';
export { drive } from './green/coroutine.ts';
export { GreenTimeout } from './green/waiters.ts';
export { asyncExecutor, blockingExecutor } from './executors/slot-executor.ts';
export type { FailureOptions } from './wire/failure.ts';
export type { FailureObject } from './wire/failure-object.ts';
export { parseJson, stringifyJson } from './json/wire-json.ts';
export { getLocalContext } from './context/local-context.ts';
export type { MaybePromise } from './internal/maybe-promise.ts';
export { MemoryBroker } from './memory/broker.ts';
export type { FilterRule } from './notification/filter.ts';
export {
  getBatchNotificationListener,
  getNotificationListener,
  NotificationListener,
} from './notification/listener.ts';
export type {
  BatchListenerOptions,
  NotificationListenerOptions,
} from './notification/listener-options.ts';
export { NotificationResult } from './notification/notification.ts';
export type { Notification, NotificationMetadata } from './notification/notification.ts';
export { Notifier } from './notification/notifier.ts';
export type { NotifierOptions } from './notification/notifier.ts';
export type { Counters } from './operations/counters.ts';
export type { DispatchInfo, Hooks, LogEntry, LogLevel, SendInfo } from './operations/hooks.ts';
export { openTelemetryHooks } from './operations/open-telemetry.ts';
export type { OpenTelemetryApi } from './operations/open-telemetry.ts';
export {
  joinHooks,
  observeTransport,
  openTelemetryMetrics,
} from './operations/open-telemetry-metrics.ts';
export type { OpenTelemetryMetricsApi } from './operations/open-telemetry-metrics.ts';
export { PythonError } from './wire/python-name.ts';
export type { PythonName } from './wire/python-name.ts';
export { RemoteError } from './wire/remote-error.ts';
export type { CallInfo } from './executors/call-info.ts';
export { getRpcClient, RpcClient } from './rpc/rpc-client.ts';
export type { PrepareOptions, RpcClientOptions } from './rpc/client-options.ts';
export {
  defaultAccessPolicy,
  expectedExceptions,
  explicitAccessPolicy,
  expose,
  legacyAccessPolicy,
} from './rpc/endpoint.ts';
export type { AccessPolicy, Endpoint } from './rpc/endpoint.ts';
export type {
  CallOptions,
  MethodArgs,
  MethodName,
  MethodResult,
  OverWire,
} from './rpc/endpoint-types.ts';
export { getRpcServer, RpcServer } from './rpc/rpc-server.ts';
export type { ServerState } from './rpc/rpc-server.ts';
export type { RpcServerOptions } from './rpc/server-options.ts';
export type { Context, Serializer } from './context/serializer.ts';
export type { StopOptions, TransitionOptions } from './server/lifecycle.ts';
export { Target } from './address/target.ts';
export type { TargetOptions } from './address/target.ts';
export type { TopologyOptions } from './address/topology-options.ts';
export type { SendLimits } from './publish-within.ts';
export type { TransportState } from './operations/transport-state.ts';
export { Transport } from './transport.ts';
export type { Platform, QueueId, QueueIdNames } from './platform.ts';
export type { TransportOptions } from './transport.ts';
