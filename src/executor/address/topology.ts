/**
 * Names and attributes of exchanges and queues, exactly as oslo.messaging declares them: another
 * name is another address, other attributes are refused by the broker (406).
 */
import type { Declaration, ExchangeDeclaration, QueueDeclaration } from '../driver.ts';
import type { Target } from './target.ts';
import { uniqueId } from '../wire/unique-id.ts';

/** The attributes that an installation may change; both sides must agree. */
export interface TopologyOptions {
  /** `amqp_durable_queues`: exchange and topic queues survive a broker restart. Default false. */
  readonly durableQueues: boolean;
  /** `amqp_auto_delete`: they vanish with their last user. Default false. */
  readonly autoDelete: boolean;
  /** `rabbit_quorum_queue`: topic queues are quorum queues (and durable). Default false. */
  readonly quorumQueues: boolean;
  /** `rabbit_transient_queues_ttl`: how long an unused reply or fanout queue stays. Default 30 min. */
  readonly transientQueuesTtlMs: number;
}

export const defaultTopology: TopologyOptions = {
  durableQueues: false,
  autoDelete: false,
  quorumQueues: false,
  transientQueuesTtlMs: 1_800_000,
};

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
export function fanoutExchange(topic: string): ExchangeDeclaration {
  return { name: `${topic}_fanout`, kind: 'fanout', durable: false, autoDelete: true };
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
    ...(options.quorumQueues ? { quorum: true } : {}),
    bindings: [{ exchange, routingKey }],
  };
}

/** The queue that a client's replies come to; nobody binds it, the default exchange finds it. */
export function replyQueue(options: TopologyOptions): QueueDeclaration {
  return {
    name: `reply_${uniqueId()}`,
    durable: false,
    autoDelete: false,
    expiresMs: options.transientQueuesTtlMs,
    bindings: [],
  };
}

/** What a server consumes from: its topic's shared queue, its own, and its fanout queue. */
export function serverDeclaration(
  exchange: string,
  topic: string,
  server: string,
  options: TopologyOptions,
): Declaration & { readonly fanoutQueue: string } {
  const fanout = fanoutExchange(topic);
  const fanoutQueue = `${fanout.name}_${uniqueId()}`;
  return {
    exchanges: [controlExchange(exchange, options), fanout],
    queues: [
      sharedQueue(topic, exchange, topic, options),
      sharedQueue(`${topic}.${server}`, exchange, `${topic}.${server}`, options),
      {
        name: fanoutQueue,
        durable: false,
        autoDelete: false,
        expiresMs: options.transientQueuesTtlMs,
        bindings: [{ exchange: fanout.name, routingKey: topic }],
      },
    ],
    fanoutQueue,
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
    const fanout = fanoutExchange(topic);
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
