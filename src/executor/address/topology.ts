/**
 * Names and attributes of exchanges and queues, exactly as oslo.messaging declares them: another
 * name is another address, other attributes are refused by the broker (406).
 */
import type { Declaration, ExchangeDeclaration, QueueDeclaration } from '../driver.ts';
import type { Target } from './target.ts';
import type { TopologyOptions } from './topology-options.ts';

/** The control exchange: every key of topics, servers and notifications goes through it. */
export function controlExchange(name: string, options: TopologyOptions): ExchangeDeclaration {
  return {
    name,
    kind: 'topic',
    durable: options.durableQueues || options.quorumQueues,
    autoDelete: options.autoDelete,
  };
}

/** A topic's fanout exchange. Its name does not hold the control exchange's: the reference's way. */
export function fanoutExchange(topic: string, options: TopologyOptions): ExchangeDeclaration {
  return {
    name: `${topic}_fanout`,
    kind: 'fanout',
    durable: options.transientQuorumQueues,
    autoDelete: true,
  };
}

function sharedQueue(
  name: string,
  exchange: string,
  routingKey: string,
  options: TopologyOptions,
): QueueDeclaration {
  return {
    name,
    durable: options.durableQueues || options.quorumQueues,
    autoDelete: options.autoDelete,
    ...(options.quorumQueues ? quorum(options) : {}),
    bindings: [{ exchange, routingKey }],
  };
}

type Attributes = Partial<QueueDeclaration>;

function quorum(options: TopologyOptions): Attributes {
  const { quorumDeliveryLimit, quorumMemoryMessages, quorumMemoryBytes } = options;
  return {
    kind: 'quorum',
    ...(quorumDeliveryLimit > 0 ? { deliveryLimit: quorumDeliveryLimit } : {}),
    ...(quorumMemoryMessages > 0 ? { memoryMessages: quorumMemoryMessages } : {}),
    ...(quorumMemoryBytes > 0 ? { memoryBytes: quorumMemoryBytes } : {}),
  };
}

/** What reply and fanout queues have in common. */
function transient(options: TopologyOptions): Pick<QueueDeclaration, 'durable'> & Attributes {
  const { transientQueuesTtlMs: ttlMs } = options;
  return {
    durable: options.transientQuorumQueues,
    ...(ttlMs > 0 ? { expiresMs: ttlMs } : {}),
    ...(options.transientQuorumQueues ? quorum(options) : {}),
  };
}

/**
 * The queue that a client's replies come to; nobody binds it, the default exchange finds it.
 * @param id what no other queue's name ends with
 */
export function replyQueue(id: string, options: TopologyOptions): QueueDeclaration {
  return { name: `reply_${id}`, ...transient(options), autoDelete: false, bindings: [] };
}

/** What a server gets its fanout casts from. */
interface FanoutQueue {
  readonly queue: QueueDeclaration;
  /** False for what others use too, or what is used again after a restart. */
  readonly deleteOnClose: boolean;
}

function fanoutQueue(topic: string, id: string, options: TopologyOptions): FanoutQueue {
  const { name } = fanoutExchange(topic, options);
  const common = { autoDelete: false, bindings: [{ exchange: name, routingKey: topic }] };
  if (options.streamFanout) {
    const { transientQueuesTtlMs: ttlMs } = options;
    const age = ttlMs > 0 ? { maxAgeMs: ttlMs } : {};
    return {
      queue: { name, durable: true, kind: 'stream', ...age, ...common },
      deleteOnClose: false,
    };
  }
  return {
    queue: { name: `${name}_${id}`, ...transient(options), ...common },
    deleteOnClose: !options.queueManager,
  };
}

/**
 * What a server consumes from: its topic's shared queue, its own, and its fanout queue.
 * @param id what no other queue's name ends with
 */
export function serverDeclaration(
  exchange: string,
  topic: string,
  server: string,
  id: string,
  options: TopologyOptions,
): Declaration & { readonly deleteOnClose: readonly string[] } {
  const fanout = fanoutQueue(topic, id, options);
  return {
    exchanges: [controlExchange(exchange, options), fanoutExchange(topic, options)],
    queues: [
      sharedQueue(topic, exchange, topic, options),
      sharedQueue(`${topic}.${server}`, exchange, `${topic}.${server}`, options),
      fanout.queue,
    ],
    deleteOnClose: fanout.deleteOnClose ? [fanout.queue.name] : [],
  };
}

/** A notification topic's queue for one priority; listeners and notifiers both declare it. */
export function notificationQueue(
  exchange: string,
  topic: string,
  priority: string,
  options: TopologyOptions,
): Declaration {
  const key = `${topic}.${priority}`;
  return {
    exchanges: [controlExchange(exchange, options)],
    queues: [sharedQueue(key, exchange, key, options)],
  };
}

/** Where a client's request goes, and what must exist for it to arrive. */
export interface Address {
  readonly exchange: string;
  readonly routingKey: string;
  readonly declare: Declaration;
}

/** The address of a call or cast. */
export function requestAddress(
  target: Target,
  topic: string,
  defaultExchange: string,
  options: TopologyOptions,
): Address {
  if (target.fanout) {
    const fanout = fanoutExchange(topic, options);
    return {
      exchange: fanout.name,
      routingKey: '',
      declare: { exchanges: [fanout], queues: [] },
    };
  }
  const exchange = target.exchange ?? defaultExchange;
  return {
    exchange,
    routingKey: target.server === undefined ? topic : `${topic}.${target.server}`,
    declare: { exchanges: [controlExchange(exchange, options)], queues: [] },
  };
}
