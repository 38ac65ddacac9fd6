/** Declares exchanges, queues and bindings, and says in words why the broker would not. */
import type { Channel } from 'amqplib';
import type { Declaration, ExchangeDeclaration, QueueDeclaration } from '../driver.ts';
import { MessageDeliveryFailure } from '../errors.ts';

/** An AMQP channel's or connection's closing code, where the error is one. */
export function amqpCode(error: unknown): number | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'number' ? code : undefined;
}

/**
 * An exchange is there already, durable or not other than it was to be: it serves as it is, for the
 * service that came first has said so for all who share it. Or it was taken as it is, and is gone.
 */
export class ExchangeMismatch extends Error {
  readonly exchange: string;
  readonly exists: boolean;

  constructor(exchange: string, exists: boolean, cause: unknown) {
    super(`exchange '${exchange}' ${exists ? 'has another durability' : 'is gone'}`, { cause });
    this.exchange = exchange;
    this.exists = exists;
  }
}

/**
 * Declares all of it, in order. The channel is unusable after a rejection.
 * @param asFound names of exchanges that are taken as they are
 * @throws {ExchangeMismatch} declare again on another channel, with `asFound` set right
 * @throws {MessageDeliveryFailure} refused by the broker, with what was refused and what helps
 * @throws whatever amqplib says when the connection is lost
 */
export async function declareAll(
  channel: Channel,
  declaration: Declaration,
  asFound: ReadonlySet<string>,
): Promise<void> {
  for (const exchange of declaration.exchanges) {
    await declareExchange(channel, exchange, asFound.has(exchange.name));
  }
  for (const queue of declaration.queues) {
    await explained(
      `queue '${queue.name}'`,
      channel.assertQueue(queue.name, {
        durable: queue.durable,
        autoDelete: queue.autoDelete,
        arguments: queueArguments(queue),
      }),
      queue,
    );
    for (const { exchange, routingKey } of queue.bindings) {
      await explained(
        `binding of queue '${queue.name}' to exchange '${exchange}'`,
        channel.bindQueue(queue.name, exchange, routingKey),
      );
    }
  }
}

async function declareExchange(
  channel: Channel,
  exchange: ExchangeDeclaration,
  isFound: boolean,
): Promise<void> {
  const { name, kind, durable, autoDelete } = exchange;
  try {
    await (isFound
      ? channel.checkExchange(name)
      : channel.assertExchange(name, kind, { durable, autoDelete }));
  } catch (error) {
    if (isFound && amqpCode(error) === 404) throw new ExchangeMismatch(name, false, error);
    if (differingAttribute(error) === 'durable') throw new ExchangeMismatch(name, true, error);
    throw refusal(`exchange '${name}'`, error) ?? error;
  }
}

/** The arguments of a queue as oslo.messaging gives them. */
export function queueArguments(queue: QueueDeclaration): Record<string, unknown> {
  return {
    ...(queue.kind === undefined ? {} : { 'x-queue-type': queue.kind }),
    ...(queue.deliveryLimit === undefined ? {} : { 'x-delivery-limit': queue.deliveryLimit }),
    ...(queue.memoryMessages === undefined
      ? {}
      : { 'x-max-in-memory-length': queue.memoryMessages }),
    ...(queue.memoryBytes === undefined ? {} : { 'x-max-in-memory-bytes': queue.memoryBytes }),
    ...(queue.expiresMs === undefined ? {} : { 'x-expires': queue.expiresMs }),
    ...(queue.maxAgeMs === undefined ? {} : { 'x-max-age': `${queue.maxAgeMs / 1000}s` }),
  };
}

async function explained(
  what: string,
  declared: Promise<unknown>,
  queue?: QueueDeclaration,
): Promise<void> {
  try {
    await declared;
  } catch (error) {
    throw refusal(what, error, queue) ?? error;
  }
}

/** The broker's no in our words; undefined for what is no refusal (a lost connection). */
export function refusal(
  what: string,
  error: unknown,
  queue?: QueueDeclaration,
): MessageDeliveryFailure | undefined {
  const code = amqpCode(error);
  if (code === undefined || !(error instanceof Error)) return undefined;
  const text = `The broker refused ${what}: ${error.message}${hint(error, queue)}`;
  return new MessageDeliveryFailure(text, { cause: error });
}

/** The attribute in which a thing that exists is another one than was declared. */
function differingAttribute(error: unknown): string | undefined {
  if (!(error instanceof Error) || amqpCode(error) !== 406) return undefined;
  return /inequivalent arg '([^']+)'/.exec(error.message)?.[1];
}

/** What to do about the refusals that are met in practice. */
function hint(error: Error, queue: QueueDeclaration | undefined): string {
  const attribute = differingAttribute(error);
  if (attribute !== undefined) {
    const options = isTransient(queue) ? ofTransientQueues : ofSharedQueues;
    const option = options.get(attribute);
    return option === undefined
      ? ' It exists with other attributes.'
      : ` It exists with other attributes: set ${option} as the other services do, or delete it.`;
  }
  if (amqpCode(error) === 403) return ' The user needs configure, write and read permission there.';
  return '';
}

function isTransient(queue: QueueDeclaration | undefined): boolean {
  return queue !== undefined && (queue.expiresMs !== undefined || queue.kind === 'stream');
}

const ofSharedQueues: ReadonlyMap<string, string> = new Map([
  ['durable', 'amqp_durable_queues (or rabbit_quorum_queue)'],
  ['auto_delete', 'amqp_auto_delete'],
  ['x-queue-type', 'rabbit_quorum_queue'],
  ['x-delivery-limit', 'rabbit_quorum_delivery_limit'],
]);

const ofTransientQueues: ReadonlyMap<string, string> = new Map([
  ['durable', 'rabbit_transient_quorum_queue'],
  ['x-expires', 'rabbit_transient_queues_ttl'],
  ['x-max-age', 'rabbit_transient_queues_ttl'],
  ['x-queue-type', 'rabbit_transient_quorum_queue and rabbit_stream_fanout'],
]);
