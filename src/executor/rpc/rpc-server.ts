import type { Delivery } from '../driver.ts';
import { InvalidTarget, MessagingServerError, ServerListenError } from '../errors.ts';
import { makeExecutor, type ExecutorChoice } from '../executors/choose.ts';
import type { ExecutorCallback } from '../executors/executor.ts';
import type { Operations } from '../operations/operations.ts';
import {
  boolean,
  callable,
  choice,
  checkOptions,
  integer,
  number,
  object,
  type OptionKind,
} from '../internal/option-kind.ts';
import type { Serializer } from '../context/serializer.ts';
import { LocalContexts } from '../context/local-context.ts';
import { Intake } from '../server/intake.ts';
import { endBudget, Lifecycle } from '../server/lifecycle.ts';
import { prefetchFor } from '../server/prefetch.ts';
import { Target, type TargetOptions } from '../address/target.ts';
import { serverDeclaration } from '../address/topology.ts';
import type { QueueId } from '../platform.ts';
import type { Transport } from '../transport.ts';
import { RpcDispatcher } from './dispatcher.ts';
import type { AccessPolicy } from './endpoint.ts';
import { ReplySender } from './reply-sender.ts';
import { RequestTaker } from './request-taker.ts';
import type { RpcSetting } from './rpc-setting.ts';

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

/** The executor and its pool are checked where they are chosen. */
const serverKinds = {
  executorCallback: callable,
  serializer: object,
  accessPolicy: object,
  ping: boolean,
  prefetch: integer({ least: 0 }),
  acknowledge: choice(['before', 'after']),
  redeliveryLimit: integer({ least: 0 }),
  missingReplyQueueRetryMs: number({ least: 0 }),
} satisfies Partial<Record<keyof RpcServerOptions, OptionKind<unknown>>>;

/** What goes on in a server at this moment. */
export interface ServerState {
  /** Requests that endpoints work on. */
  readonly running: number;
  /** Deliveries that wait for a place, not yet taken. */
  readonly waiting: number;
  /** Replies on their way. */
  readonly replies: number;
}

interface Running {
  readonly intake: Intake<Delivery>;
  readonly replies: ReplySender;
  readonly queueId: QueueId;
  readonly isOwn: boolean;
}

/** Made by {@link getRpcServer}. */
export class RpcServer extends Lifecycle {
  readonly target: Target;
  readonly transport: Transport;
  protected readonly operations: Operations;
  protected readonly label: string;
  readonly #topic: string;
  readonly #server: string;
  readonly #endpoints: readonly object[];
  readonly #options: RpcServerOptions;
  #running: Running | undefined;

  /** @internal */
  constructor(
    transport: Transport,
    target: Target,
    endpoints: readonly object[],
    options: RpcServerOptions,
  ) {
    super();
    checkOptions('the RPC server', options, serverKinds);
    if (target.topic === undefined || target.server === undefined) {
      throw new InvalidTarget(
        "An RPC server's target must have a topic and a server name.",
        target,
      );
    }
    if (endpoints.length === 0) throw new MessagingServerError('A server needs an endpoint.');
    this.target = target;
    this.transport = transport;
    this.operations = transport.operations;
    this.#topic = target.topic;
    this.#server = target.server;
    this.label = `the RPC server ${this.#server} on topic ${this.#topic}`;
    this.#endpoints = endpoints;
    this.#options = options;
    makeExecutor(transport.platform, options); // a wrong name is told now, not at start
  }

  /** What goes on now; zeros while it is not started. */
  get state(): ServerState {
    const running = this.#running;
    return {
      running: running?.intake.running ?? 0,
      waiting: running?.intake.waiting ?? 0,
      replies: running?.replies.pending ?? 0,
    };
  }

  protected async doStart(signal: AbortSignal): Promise<void> {
    const { transport } = this;
    const options = this.#options;
    const { executor, isOwn } = makeExecutor(transport.platform, options)();
    let queueId: QueueId | undefined;
    try {
      const endpoints = (await executor.prepare?.(this.#endpoints)) ?? this.#endpoints;
      const dispatcher = new RpcDispatcher(endpoints, {
        ...options,
        executorCallback: options.executorCallback ?? executor.callback,
      });
      const replies = new ReplySender(transport, {
        missingQueueRetryMs: options.missingReplyQueueRetryMs ?? transport.missingReplyQueueRetryMs,
      });
      const setting: RpcSetting = {
        dispatcher,
        replies,
        operations: this.operations,
        deadlines: transport.deadlines,
        target: this.target,
        contexts: new LocalContexts(
          this,
          this.operations.hooks.aroundDispatch === undefined && executor.places !== undefined,
        ),
      };
      const taker = new RequestTaker(setting, options);
      const intake = new Intake<Delivery>(transport, executor, {
        accept: (delivery) => taker.take(delivery),
        deliveries: (delivery) => [delivery],
      });
      queueId = await transport.holdQueueId();
      const declaration = serverDeclaration(
        this.target.exchange ?? transport.controlExchange,
        this.#topic,
        this.#server,
        queueId.id,
        transport.topology,
      );
      await intake.start(
        {
          exchanges: declaration.exchanges,
          queues: declaration.queues,
          consume: declaration.queues.map((queue) => queue.name),
          deleteOnClose: declaration.deleteOnClose,
          prefetch: options.prefetch ?? prefetchFor(executor.capacity),
          purpose: 'server',
          countsDeliveries: options.acknowledge === 'after',
          signal,
        },
        (delivery) => {
          intake.offer(delivery);
        },
      );
      this.#running = { intake, replies, queueId, isOwn };
    } catch (error) {
      queueId?.release();
      if (isOwn) await executor.close();
      throw new ServerListenError(this.target, error);
    }
  }

  protected async doStop(graceMs: number | undefined): Promise<() => Promise<void>> {
    const running = this.#running;
    if (!running) return () => Promise.resolve();
    const { intake, replies, queueId, isOwn } = running;
    const budget = endBudget(graceMs);
    await intake.stop(graceMs);
    return async () => {
      await intake.idle();
      await replies.idle(budget && budget.leftMs / 2);
      await intake.close({ timeoutMs: budget?.leftMs });
      queueId.release();
      if (isOwn) await intake.closeExecutor();
      if (this.#running === running) this.#running = undefined;
    };
  }
}

/**
 * A server: it listens on its topic, on its own queue `<topic>.<server>` and to fanout casts once it
 * is started, and calls the methods of its endpoints.
 *
 * @param target topic and server are needed; exchange is the transport's if missing
 * @param endpoints objects with methods (see {@link Endpoint}), looked through in this order
 * @throws {InvalidTarget} topic or server is missing
 * @throws {ExecutorLoadFailure} no such executor
 */
export function getRpcServer(
  transport: Transport,
  target: Target | TargetOptions,
  endpoints: readonly object[],
  options: RpcServerOptions = {},
): RpcServer {
  const full = target instanceof Target ? target : new Target(target);
  return new RpcServer(transport, full, endpoints, options);
}
