import type { Driver } from '../driver.ts';
import { MessageDeliveryFailure, MessageUndeliverable } from '../errors.ts';
import { isPromiseLike } from '../internal/maybe-promise.ts';
import type { WireMessage } from '../wire/envelope.ts';
import type { OutgoingRequests } from './outgoing-request.ts';
import type { PendingCall } from './pending-call.ts';

/** Waits before a request is sent again that no queue would take: the first, doubled up to the last. */
const firstUnroutableWaitMs = 100;
const longestUnroutableWaitMs = 2000;

/** Sends the calls of one client, again and again where no queue would take them yet. */
export class CallSender {
  readonly #requests: OutgoingRequests;

  constructor(requests: OutgoingRequests) {
    this.#requests = requests;
  }

  /** @param leftMs how long the caller waits */
  send(message: WireMessage, pending: PendingCall, leftMs: number): void {
    const { transport } = this.#requests;
    const driver = transport.readyDriver;
    const queue = transport.replies.readyQueue;
    if (driver && queue !== undefined) {
      message._reply_q = queue;
      this.#send(driver, message, pending, leftMs, 0);
    } else {
      void this.#whenReady(message, pending);
    }
  }

  /** The first call of a transport: its reply queue comes first. The caller's limits run already. */
  async #whenReady(message: WireMessage, pending: PendingCall): Promise<void> {
    const { transport } = this.#requests;
    const { retry = -1 } = this.#requests.options;
    let failures = 0;
    const forget = transport.operations.connections.onFailure((cause) => {
      failures += 1;
      if (retry < 0 || failures <= retry) return;
      const why = cause instanceof Error ? `: ${cause.message}` : '';
      const text = `The request could not be sent after ${failures} attempts${why}`;
      pending.fail(new MessageDeliveryFailure(text, { cause }));
    });
    try {
      message._reply_q = await transport.replies.start();
      const driver = await transport.driver();
      if (!pending.hasGivenUp) this.#send(driver, message, pending, pending.leftMs, 0);
    } catch (error) {
      pending.fail(error);
    } finally {
      forget();
    }
  }

  #send(
    driver: Driver,
    message: WireMessage,
    pending: PendingCall,
    leftMs: number,
    attempt: number,
  ): void {
    const publication = this.#requests.publication(message);
    publication.expirationMs = Math.ceil(leftMs);
    publication.giveUpAt = pending.endsAt;
    publication.caller = pending;
    publication.mandatory = true;
    try {
      const sending = driver.publish(publication);
      if (!isPromiseLike(sending)) {
        this.#sent(pending);
        return;
      }
      const sent = (): void => {
        this.#sent(pending);
      };
      sending.then(sent, (error: unknown) => {
        this.#notSent(error, driver, message, pending, attempt);
      });
    } catch (error) {
      this.#notSent(error, driver, message, pending, attempt);
    }
  }

  #notSent(
    error: unknown,
    driver: Driver,
    message: WireMessage,
    pending: PendingCall,
    attempt: number,
  ): void {
    const isUndeliverable = error instanceof MessageUndeliverable;
    // The driver gives up at the same moment as the call, and may be the first to notice.
    if (pending.leftMs === 0) {
      pending.timeOut(isUndeliverable ? error : undefined);
      return;
    }
    const { atLeastOnce = false } = this.#requests.options;
    if (!isUndeliverable || atLeastOnce) {
      pending.fail(error);
      return;
    }
    // A server that starts, or that meets another broker of the list a moment later, will have it.
    const waitMs = Math.min(firstUnroutableWaitMs * 2 ** attempt, longestUnroutableWaitMs);
    pending.again(waitMs, error, () => {
      this.#send(driver, message, pending, pending.leftMs, attempt + 1);
    });
  }

  #sent(pending: PendingCall): void {
    this.#requests.transport.operations.counters.callsSent += 1;
    pending.sent();
  }
}
