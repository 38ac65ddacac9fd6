import type { Delivery } from '../driver.ts';
import { InvalidTarget, MessagingServerError, ServerListenError } from '../errors.ts';
import { makeExecutor } from '../executors/choose.ts';
import type { Operations } from '../operations/operations.ts';
import { LocalContexts } from '../context/local-context.ts';
import { Intake } from '../server/intake.ts';
import { endBudget, Lifecycle } from '../server/lifecycle.ts';
import { prefetchFor } from '../server/prefetch.ts';
import { Target, type TargetOptions } from '../address/target.ts';
import { serverDeclaration } from '../address/topology.ts';
import type { QueueId } from '../platform.ts';
import type { Transport } from '../transport.ts';
import { RpcDispatcher } from './dispatcher.ts';
import { ReplySender } from './reply-sender.ts';
import { RequestTaker } from './request-taker.ts';
import type { RpcSetting } from './rpc-setting.ts';
import { checkServer, type RpcServerOptions } from './server-options.ts';

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
    wanted: Target | TargetOptions,
    endpoints: readonly object[],
    options: RpcServerOptions,
  ) {
    super();
    checkServer(transport, wanted, endpoints, options);
    const target = Target.of(wanted);
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
 * @throws {TypeError} naming everything that was given and cannot be used
 * @throws {InvalidTarget} topic or server is missing
 * @throws {ExecutorLoadFailure} no such executor
 */
export function getRpcServer(
  transport: Transport,
  target: Target | TargetOptions,
  endpoints: readonly object[],
  options: RpcServerOptions = {},
): RpcServer {
  return new RpcServer(transport, target, endpoints, options);
}
