import type { Driver, Publication } from './driver.ts';
import { MessageDeliveryFailure } from './errors.ts';
import { milliseconds, type OptionKind } from './internal/option-kind.ts';
import { abortSignal } from './internal/option-object.ts';
import type { ConnectionTracker } from './operations/transport-state.ts';

/** How long a sender waits until the broker has a message that nobody answers. */
export interface SendLimits {
  /**
   * Milliseconds; then the message is dropped if it was not sent yet, and sending it rejects with
   * MessageDeliveryFailure. Default: no limit but the number of attempts.
   */
  readonly timeoutMs?: number | undefined;
  /** Aborts the sending likewise, with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

export const sendLimitKinds = {
  timeoutMs: milliseconds({ above: 0 }),
  signal: abortSignal,
} satisfies Record<keyof SendLimits, OptionKind<unknown>>;

/**
 * Publishes within a sender's limits: the promise ends by then, whatever the broker does, and what was
 * not written by then never is.
 */
export function publishWithin(
  driver: Driver,
  publication: Publication,
  { timeoutMs, signal }: SendLimits,
  connections: ConnectionTracker,
): Promise<void> | undefined {
  if (timeoutMs === undefined && signal === undefined) return driver.publish(publication);
  signal?.throwIfAborted();
  const caller = { hasGivenUp: false };
  const sending = driver.publish({ ...publication, caller });
  if (sending === undefined) return undefined;
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
    const giveUp = (reason: unknown): void => {
      caller.hasGivenUp = true;
      end();
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the signal's own reason
      reject(reason);
    };
    const abort = (): void => {
      giveUp(signal?.reason);
    };
    const late = (): void => {
      const cause = connections.reason;
      const why = cause instanceof Error ? `: ${cause.message}` : '';
      const message = `The message was not confirmed within ${timeoutMs ?? 0} ms${why}`;
      giveUp(new MessageDeliveryFailure(message, cause === undefined ? undefined : { cause }));
    };
    const timer = timeoutMs === undefined ? undefined : setTimeout(late, timeoutMs);
    signal?.addEventListener('abort', abort);
    void sending.then(resolve, reject).finally(end);
  });
}
