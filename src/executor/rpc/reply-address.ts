import type { WireMessage } from '../wire/envelope.ts';

/** Where a reply goes. */
export interface ReplyAddress {
  readonly queue: string;
  readonly messageId: string;
  /** When the caller stops to wait; on the `performance.now()` clock. */
  readonly until: number;
}

/** For a caller that does not say how long it waits: the reference's default, milliseconds. */
const unknownTimeoutMs = 60_000;

/**
 * Who wants a reply: only a message with both members does.
 * @param timeoutMs how long its caller waits, from now on; undefined if it does not say
 */
export function replyAddress(
  message: WireMessage,
  timeoutMs = unknownTimeoutMs,
  now: number = performance.now(),
): ReplyAddress | undefined {
  const messageId = message._msg_id;
  const queue = message._reply_q;
  return typeof messageId === 'string' && typeof queue === 'string' && messageId !== ''
    ? { queue, messageId, until: now + timeoutMs }
    : undefined;
}
