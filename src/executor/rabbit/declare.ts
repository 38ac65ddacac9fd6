/** Declares exchanges, queues and bindings, and says in words why the broker would not. */
import type { Channel } from 'amqplib';
import type { Declaration, QueueDeclaration } from '../driver.ts';
import { MessageDeliveryFailure } from '../errors.ts';

/** An AMQP channel's or connection's closing code, where the error is one. */
export function amqpCode(error: unknown): number | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'number' ? code : undefined;
}

/**
 * Declares all of it, in order. The channel is unusable after a rejection.
 * @throws {MessageDeliveryFailure} refused by the broker, with what was refused and what helps
 * @throws whatever amqplib says when the connection is lost
 */
export async function declareAll(channel: Channel, declaration: Declaration): Promise<void> {
  for (const exchange of declaration.exchanges) {
    await explained(
      `exchange '${exchange.name}'`,
      channel.assertExchange(exchange.name, exchange.kind, {
        durable: exchange.durable,
        autoDelete: exchange.autoDelete,
      }),
    );
  }
  for (const queue of declaration.queues) {
    await explained(
      `queue '${queue.name}'`,
      channel.assertQueue(queue.name, {
        durable: queue.durable,
        autoDelete: queue.autoDelete,
        arguments: queueArguments(queue),
      }),
    );
    for (const { exchange, routingKey } of queue.bindings) {
      await explained(
        `binding of queue '${queue.name}' to exchange '${exchange}'`,
        channel.bindQueue(queue.name, exchange, routingKey),
      );
    }
  }
}

function queueArguments(queue: QueueDeclaration): Record<string, unknown> {
  return {
    ...(queue.expiresMs === undefined ? {} : { 'x-expires': queue.expiresMs }),
    ...(queue.quorum === true ? { 'x-queue-type': 'quorum' } : {}),
  };
}

async function explained(what: string, declared: Promise<unknown>): Promise<void> {
  try {
    await declared;
  } catch (error) {
    throw refusal(what, error) ?? error;
  }
}

/** The broker's no in our words; undefined for what is no refusal (a lost connection). */
export function refusal(what: string, error: unknown): MessageDeliveryFailure | undefined {
  const code = amqpCode(error);
  if (code === undefined || !(error instanceof Error)) return undefined;
  return new MessageDeliveryFailure(`The broker refused ${what}: ${error.message}${hint(error)}`, {
    cause: error,
  });
}

/** What to do about the refusals that are met in practice. */
function hint(error: Error): string {
  const attribute = /inequivalent arg '([^']+)'/.exec(error.message)?.[1];
  const option = attribute === undefined ? undefined : optionOf.get(attribute);
  if (option !== undefined) {
    return ` It exists with other attributes: set ${option} as the other services do, or delete it.`;
  }
  if (attribute !== undefined) return ' It exists with other attributes.';
  if (amqpCode(error) === 403) return ' The user needs configure, write and read permission there.';
  return '';
}

const optionOf = new Map([
  ['durable', 'amqp_durable_queues (or rabbit_quorum_queue)'],
  ['auto_delete', 'amqp_auto_delete'],
  ['x-expires', 'rabbit_transient_queues_ttl'],
  ['x-queue-type', 'rabbit_quorum_queue'],
]);
