import { longestMs } from '../internal/option-kind.ts';
import { isPromiseLike } from '../internal/maybe-promise.ts';
import type { Operations } from '../operations/operations.ts';
import type { ReplyAddress } from './reply-address.ts';
import type { ReplySender } from './reply-sender.ts';

/**
 * Sends a sign of life every half of the interval that the caller asked for, if that half is a second
 * or more. Returns what stops it, or undefined if none is wanted. A heartbeat that cannot be sent ends
 * the heartbeats only.
 * @param timeout the request's `_timeout`: seconds, of which Python takes the whole part
 */
export function startHeartbeat(
  timeout: unknown,
  replies: ReplySender,
  to: ReplyAddress,
  operations: Operations,
): (() => void) | undefined {
  if (timeout === undefined || timeout === null) return undefined;
  const seconds = Math.trunc(Number(timeout)); // "abc" and NaN: no number, no heartbeats
  if (!(seconds >= 2)) {
    operations.log(
      'warn',
      'no-heartbeat',
      'a call wants heartbeats more often than once a second',
      {
        fields: { timeout },
      },
    );
    return undefined;
  }
  const stop = (): void => {
    clearInterval(timer);
  };
  const failed = (error: unknown): void => {
    stop();
    operations.log('warn', 'heartbeat-failed', 'a heartbeat could not be sent', { error });
  };
  // A timer that is told a longer time than it can wait does not wait at all.
  const everyMs = Math.min(seconds * 500, longestMs);
  const timer = setInterval(() => {
    try {
      const sent = replies.heartbeat(to);
      if (isPromiseLike(sent)) sent.then(undefined, failed);
    } catch (error) {
      failed(error);
    }
  }, everyMs);
  return stop;
}
