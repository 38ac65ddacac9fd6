import { unpackContext } from '../wire/context-members.ts';
import type { Delivery, QueueDeclaration, Subscription } from '../driver.ts';
import {
  ExecutorLoadFailure,
  InvalidTarget,
  MessagingServerError,
  ServerListenError,
} from '../errors.ts';
import { makeExecutor, preparesEndpoints } from '../executors/choose.ts';
import type { Executor } from '../executors/executor.ts';
import type { Operations } from '../operations/operations.ts';
import { readMessage } from '../operations/read-message.ts';
import { DuplicateCache } from '../server/duplicate-cache.ts';
import { Intake } from '../server/intake.ts';
import { endBudget, Lifecycle } from '../server/lifecycle.ts';
import { prefetchFor } from '../server/prefetch.ts';
import type { Work } from '../server/work.ts';
import { Target, type TargetOptions } from '../address/target.ts';
import { controlExchange, notificationQueue } from '../address/topology.ts';
import type { Transport } from '../transport.ts';
import { Batcher, type BatchOptions } from './batcher.ts';
import {
  checkListener,
  type BatchListenerOptions,
  type NotificationListenerOptions,
} from './listener-options.ts';
import { Copies } from '../server/copies.ts';
import { NotificationDispatcher } from './dispatcher.ts';
import { NotificationWork, type NotificationSetting, type Received } from './notification-work.ts';
import { readPriority } from './priority.ts';
import { Requeuer } from './settle.ts';

interface Running {
  readonly intake: Intake<readonly Delivery[]>;
  readonly batcher: Batcher;
  readonly requeuer: Requeuer;
  readonly isOwn: boolean;
}

const oneByOne: BatchOptions = { batchSize: 1, batchTimeoutMs: 0 };

/** Made by {@link getNotificationListener} and {@link getBatchNotificationListener}. */
export class NotificationListener extends Lifecycle {
  readonly targets: readonly Target[];
  readonly transport: Transport;
  protected readonly operations: Operations;
  protected readonly label: string;
  readonly #endpoints: readonly object[];
  readonly #options: NotificationListenerOptions;
  readonly #batch: BatchOptions | undefined;
  #running: Running | undefined;

  /** @internal */
  constructor(
    transport: Transport,
    wanted: readonly (Target | TargetOptions)[],
    endpoints: readonly object[],
    options: NotificationListenerOptions,
    batch: BatchOptions | undefined,
  ) {
    super();
    checkListener(transport, wanted, endpoints, options);
    const targets = wanted.map((target) => Target.of(target));
    this.targets = targets;
    this.transport = transport;
    this.operations = transport.operations;
    this.#endpoints = endpoints;
    this.#options = options;
    this.#batch = batch;
    for (const target of targets) {
      if (target.topic === undefined) {
        throw new InvalidTarget("A notification listener's target must have a topic.", target);
      }
    }
    if (targets.length === 0) {
      throw new MessagingServerError('A notification listener needs a target to listen to.');
    }
    this.label = `the notification listener on ${targets.map((each) => each.topic).join(', ')}`;
    makeExecutor(transport.platform, options); // a wrong name is told now, not at start
    if (preparesEndpoints(options)) {
      const { executor: choice } = options;
      throw new ExecutorLoadFailure(
        typeof choice === 'string' ? choice : 'of your own',
        'it takes the endpoints of RPC servers elsewhere; those of notifications stay on the event ' +
          'loop: expected blocking, async or aiogreen',
      );
    }
    this.#dispatcher(undefined); // and so are endpoints without a method
  }

  #dispatcher(executor: Executor | undefined): NotificationDispatcher {
    const { serializer } = this.#options;
    const drive = executor?.drive ?? ((result: unknown) => result);
    return new NotificationDispatcher(this.#endpoints, { serializer, drive }, this);
  }

  protected async doStart(signal: AbortSignal): Promise<void> {
    const { transport, operations } = this;
    const { executor, isOwn } = makeExecutor(transport.platform, this.#options)();
    try {
      const dispatcher = this.#dispatcher(executor);
      const setting: NotificationSetting = {
        dispatcher,
        requeuer: new Requeuer(this.#options, operations),
        duplicates: new DuplicateCache(),
        copies: new Copies(),
        operations,
        deadlines: transport.deadlines,
        isBatch: this.#batch !== undefined,
      };
      const intake = new Intake<readonly Delivery[]>(transport, executor, {
        accept: (deliveries) => this.#accept(deliveries, setting),
        deliveries: (deliveries) => deliveries,
      });
      const batch = this.#batch ?? oneByOne;
      const batcher = new Batcher(batch, (deliveries) => {
        intake.offer(deliveries);
      });
      const prefetch = this.#options.prefetch ?? prefetchFor(executor.capacity) * batch.batchSize;
      const subscription = { ...this.#subscription(dispatcher, prefetch), signal };
      await intake.start(subscription, batcher.add);
      this.#running = { intake, batcher, requeuer: setting.requeuer, isOwn };
    } catch (error) {
      if (isOwn) await executor.close();
      throw new ServerListenError(this.targets, error);
    }
  }

  #subscription(dispatcher: NotificationDispatcher, prefetch: number): Subscription {
    const { transport } = this;
    const { pool } = this.#options;
    const { topology } = transport;
    const exchanges = new Map<string, Subscription['exchanges'][number]>();
    const queues: QueueDeclaration[] = [];
    for (const target of this.targets) {
      const exchange = target.exchange ?? transport.controlExchange;
      exchanges.set(exchange, controlExchange(exchange, topology));
      for (const priority of dispatcher.priorities) {
        queues.push(...notificationQueue(exchange, target.topic ?? '', priority, topology).queues);
      }
    }
    const [first] = queues;
    // A pool's queue is like the others, but bound to all of their keys. Those stay as they are.
    const consumed =
      pool === undefined || !first
        ? queues
        : [{ ...first, name: pool, bindings: queues.flatMap((queue) => queue.bindings) }];
    return {
      exchanges: [...exchanges.values()],
      queues: consumed,
      consume: consumed.map((queue) => queue.name),
      deleteOnClose: [],
      prefetch,
      purpose: 'notifications',
    };
  }

  #accept(deliveries: readonly Delivery[], setting: NotificationSetting): Work | undefined {
    const received = deliveries
      .map((delivery) => this.#read(delivery, setting))
      .filter((each) => each !== undefined);
    return received.length === 0 ? undefined : new NotificationWork(setting, received);
  }

  /** A delivery's notification; undefined if the delivery was settled here. */
  #read(delivery: Delivery, setting: NotificationSetting): Received | undefined {
    const { duplicates, copies } = setting;
    const { counters } = this.operations;
    const message = readMessage(delivery, this.operations, { check: unpackContext });
    if (message === undefined) return undefined;
    if (duplicates.has(message._unique_id)) {
      delivery.ack(); // the reference does not, and leaves it in the queue for ever
      counters.duplicates += 1;
      return undefined;
    }
    const priority = readPriority(message['priority']);
    if (!priority) {
      delivery.ack();
      const fields = { priority: message['priority'], uniqueId: message._unique_id };
      this.operations.log('warn', 'unknown-priority', 'a notification was dropped', { fields });
      return undefined;
    }
    if (copies.keep(message._unique_id, delivery)) {
      counters.duplicates += 1;
      return undefined;
    }
    return { delivery, message, priority };
  }

  protected async doStop(graceMs: number | undefined): Promise<() => Promise<void>> {
    const running = this.#running;
    if (!running) return () => Promise.resolve();
    const { intake, batcher, requeuer, isOwn } = running;
    const budget = endBudget(graceMs);
    await intake.stop(graceMs);
    batcher.flush(); // an unfinished batch goes back
    requeuer.flush();
    return async () => {
      await intake.idle();
      requeuer.flush();
      await intake.close({ timeoutMs: budget?.leftMs });
      if (isOwn) await intake.closeExecutor();
    };
  }
}

/**
 * Listens to notifications, one by one.
 *
 * It subscribes to every priority for which some endpoint has a method (`audit`, `debug`, `info`,
 * `warn` or `warning`, `error`, `critical`, `sample`), called as `method(context, publisherId,
 * eventType, payload, metadata, signal)`. A notification is acknowledged after its endpoints: it is
 * handled at least once.
 *
 * @param targets topics to listen to; each may name its exchange
 * @throws {TypeError} naming everything that was given and cannot be used
 * @throws {ExecutorLoadFailure} no such executor, or one (`threading`) that works for RPC servers alone
 */
export function getNotificationListener(
  transport: Transport,
  targets: readonly (Target | TargetOptions)[],
  endpoints: readonly object[],
  options: NotificationListenerOptions = {},
): NotificationListener {
  return new NotificationListener(transport, targets, endpoints, options, undefined);
}

/**
 * Listens to notifications in batches: an endpoint's method is called as `method(notifications,
 * signal)` with those of its priority. What it returns holds for all of them.
 */
export function getBatchNotificationListener(
  transport: Transport,
  targets: readonly (Target | TargetOptions)[],
  endpoints: readonly object[],
  options: BatchListenerOptions = {},
): NotificationListener {
  // What is no object is told by the listener.
  const { batchSize = 1, batchTimeoutMs = 500 } = { ...options };
  return new NotificationListener(transport, targets, endpoints, options, {
    batchSize,
    batchTimeoutMs,
  });
}
