import { targetKind } from '../address/target.ts';
import { serializerKind, type Serializer } from '../context/serializer.ts';
import { executorChoiceKind, preparesEndpoints, type ExecutorChoice } from '../executors/choose.ts';
import { capacityKind, type ExecutorCallback } from '../executors/executor.ts';
import { faultsOf, optionFaults, refuse } from '../internal/check-options.ts';
import {
  boolean,
  choice,
  integer,
  milliseconds,
  needed,
  type OptionKind,
} from '../internal/option-kind.ts';
import { callable, having, list, object } from '../internal/option-object.ts';
import { transportKind } from '../transport.ts';
import { endpointKind, type AccessPolicy } from './endpoint.ts';

/** Options of {@link getRpcServer}. */
export interface RpcServerOptions {
  /** A built-in executor by name, or one of your own. Default `async`. */
  readonly executor?: ExecutorChoice;
  /** Most requests worked on at once; for built-in executors. Default 64. */
  readonly poolSize?: number;
  /** Wraps the call of every endpoint's method; instead of the executor's own callback. */
  readonly executorCallback?: ExecutorCallback;
  readonly serializer?: Serializer;
  /** Default: no method whose name begins with an underscore. */
  readonly accessPolicy?: AccessPolicy;
  /** Answer `oslo_rpc_server_ping` with "pong". Default false. */
  readonly ping?: boolean;
  /**
   * Deliveries that the broker may have outstanding, beyond none at all: what waits here for a place.
   * Default: the executor's capacity and an eighth more. 0: no limit (memory grows under a flood).
   */
  readonly prefetch?: number;
  /**
   * When a request is acknowledged. `before` it is worked on, as oslo.messaging does: at most once, and
   * what a server that dies had in work is lost. `after` it was answered: at least once. A server that
   * dies leaves what it had in work to the others, so methods must bear to be run twice; one has as long
   * as the broker's `consumer_timeout` (30 minutes), prefetched requests included. An endpoint that
   * throws has answered. Default `before`.
   */
  readonly acknowledge?: 'before' | 'after';
  /**
   * With `acknowledge: 'after'`: a request that comes again more often than that is refused. Its caller
   * gets RedeliveryLimitExceeded, the request goes to the dead letter exchange that a policy of the
   * broker names, and is gone without one. What only waited in a server that died counts as well.
   * Default 20, as RabbitMQ 4's quorum queues have it.
   */
  readonly redeliveryLimit?: number;
  /**
   * How long a reply is tried whose queue does not exist, milliseconds. Default: the transport's
   * `kombu_missing_consumer_retry_timeout`, 60,000.
   */
  readonly missingReplyQueueRetryMs?: number;
}

const serverKinds = {
  executor: executorChoiceKind,
  poolSize: capacityKind,
  executorCallback: callable,
  serializer: serializerKind,
  accessPolicy: having('an access policy', { isAllowed: needed(callable) }),
  ping: boolean,
  prefetch: integer({ least: 0 }),
  acknowledge: choice(['before', 'after']),
  redeliveryLimit: integer({ least: 0 }),
  missingReplyQueueRetryMs: milliseconds({ least: 0 }),
} satisfies Record<keyof RpcServerOptions, OptionKind<unknown>>;

/**
 * @throws {TypeError} naming everything that was given and cannot be used. Where the executor prepares
 *   its endpoints, it says itself which it takes.
 */
export function checkServer(
  transport: unknown,
  target: unknown,
  endpoints: unknown,
  options: unknown,
): void {
  const endpoint = preparesEndpoints(options) ? object : endpointKind;
  refuse([
    ...faultsOf('transport', needed(transportKind), transport),
    ...faultsOf('target', needed(targetKind), target),
    ...faultsOf('endpoints', needed(list(endpoint)), endpoints),
    ...optionFaults('the RPC server', options, serverKinds),
  ]);
}
