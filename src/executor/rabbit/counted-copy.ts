/**
 * Classic queues say that a message was handed out before, not how often. Where somebody needs to
 * know, a message that comes again goes back into its queue as a copy that holds the number, and is
 * acknowledged itself once the broker has the copy: whoever gets that one knows it, in any process.
 */
import type { ConsumeMessage } from 'amqplib';
import type { Publication } from '../driver.ts';

/** On such a copy: how often the message came again until then. */
export const redeliveriesHeader = 'x-redeliveries';

/** Set by the broker itself, in quorum queues. */
const brokersHeader = 'x-delivery-count';

/** The number that a copy holds; 0 for any other message. */
export function carriedCount(message: ConsumeMessage): number {
  const carried: unknown = message.properties.headers?.[redeliveriesHeader];
  return Number.isSafeInteger(carried) && (carried as number) > 0 ? (carried as number) : 0;
}

/** How often a message came again, where that is counted. */
export function deliveryCount(message: ConsumeMessage): number | undefined {
  const counted: unknown = message.properties.headers?.[brokersHeader];
  if (typeof counted === 'number') return counted;
  const carried = carriedCount(message);
  if (message.fields.redelivered) return carried === 0 ? undefined : carried + 1;
  return carried;
}

/** The copy of a message that came once more. */
export function countedCopy(queue: string, message: ConsumeMessage): Publication {
  const { contentType, contentEncoding, headers, expiration } = message.properties as {
    contentType?: string;
    contentEncoding?: string;
    headers?: Readonly<Record<string, unknown>>;
    expiration?: string;
  };
  const expirationMs = Number(expiration);
  return {
    exchange: '',
    routingKey: queue,
    mandatory: true,
    raw: {
      body: message.content,
      contentType: contentType ?? null,
      contentEncoding: contentEncoding ?? null,
      headers: { ...headers, [redeliveriesHeader]: carriedCount(message) + 1 },
    },
    ...(expiration !== undefined && Number.isFinite(expirationMs) ? { expirationMs } : {}),
  };
}
