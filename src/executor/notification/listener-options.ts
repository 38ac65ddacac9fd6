import { executorChoiceKind, type ExecutorChoice } from '../executors/choose.ts';
import { targetKind } from '../address/target.ts';
import { serializerKind, type Serializer } from '../context/serializer.ts';
import { capacityKind } from '../executors/executor.ts';
import { faultsOf, optionFaults, refuse } from '../internal/check-options.ts';
import {
  boolean,
  integer,
  milliseconds,
  needed,
  text,
  type OptionKind,
} from '../internal/option-kind.ts';
import { list } from '../internal/option-object.ts';
import { endpointKind } from '../rpc/endpoint.ts';
import { transportKind } from '../transport.ts';
import { filterRuleKind } from './filter.ts';

/** Options of `getNotificationListener`. */
export interface NotificationListenerOptions {
  /** A built-in executor by name, or one of your own. Default `async`. */
  readonly executor?: ExecutorChoice;
  /** Most notifications (or batches) worked on at once. Default 64. */
  readonly poolSize?: number;
  readonly serializer?: Serializer;
  /**
   * What fails, or returns REQUEUE, goes back to the queue. Default false: it is acknowledged and
   * gone.
   */
  readonly allowRequeue?: boolean;
  /** Wait before it goes back, milliseconds; it counts as outstanding meanwhile. Default 0. */
  readonly requeueDelayMs?: number;
  /** After so many times, one more failure drops the notification. Default: never. */
  readonly requeueLimit?: number;
  /**
   * Every pool gets every notification, its members share them. Without one, the listener shares the
   * topic's own queues with all others that have none.
   */
  readonly pool?: string;
  /** Deliveries that the broker may have outstanding. Default: what the executor can hold. */
  readonly prefetch?: number;
}

const listenerKinds = {
  executor: executorChoiceKind,
  poolSize: capacityKind,
  serializer: serializerKind,
  allowRequeue: boolean,
  requeueDelayMs: milliseconds({ least: 0 }),
  requeueLimit: integer({ least: 0 }),
  pool: text,
  prefetch: integer({ least: 0 }),
  batchSize: integer({ least: 1 }),
  batchTimeoutMs: milliseconds({ least: 0 }),
} satisfies Record<keyof BatchListenerOptions, OptionKind<unknown>>;

const listeningEndpointKind: OptionKind<object> = {
  ...endpointKind,
  inside: (path, value) =>
    faultsOf(`${path}.filterRule`, filterRuleKind, (value as { filterRule?: unknown }).filterRule),
};

/** @throws {TypeError} naming everything that was given and cannot be used */
export function checkListener(
  transport: unknown,
  targets: unknown,
  endpoints: unknown,
  options: unknown,
): void {
  refuse([
    ...faultsOf('transport', needed(transportKind), transport),
    ...faultsOf('targets', needed(list(targetKind)), targets),
    ...faultsOf('endpoints', needed(list(listeningEndpointKind)), endpoints),
    ...optionFaults('the notification listener', options, listenerKinds),
  ]);
}

/** Options of `getBatchNotificationListener`. */
export interface BatchListenerOptions extends NotificationListenerOptions {
  /** At most so many notifications at once. Default 1. */
  readonly batchSize?: number;
  /** Or what arrived within that time after the first; milliseconds. Default 500. */
  readonly batchTimeoutMs?: number;
}
