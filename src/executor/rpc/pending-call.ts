import type { Deadline } from '../internal/deadlines.ts';
import type { WireMessage } from '../wire/envelope.ts';
import { MessagingTimeout } from '../errors.ts';
import { decodeFailure } from '../wire/failure.ts';
import type { Transport } from '../transport.ts';
import type { ReplyWaiter } from './reply-receiver.ts';

/** What a caller asked for. */
export interface CallTerms {
  readonly method: string;
  /** The whole time that the caller waits, from the call on; milliseconds. */
  readonly timeoutMs: number;
  /** Longest time between two signs of life; undefined without monitoring. */
  readonly monitorMs: number | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * A call from its beginning to its end: one reply, one failure, the caller's time or the caller's
 * signal, whichever comes first, wherever the request is then.
 */
export class PendingCall implements ReplyWaiter {
  readonly #transport: Transport;
  readonly messageId: string;
  readonly #terms: CallTerms;
  readonly #resolve: (result: unknown) => void;
  readonly #reject: (error: unknown) => void;
  readonly #endsAt: number;
  readonly #overall: Deadline;
  #monitor: Deadline | undefined;
  #retry: Deadline | undefined;
  #abort: (() => void) | undefined;
  #isSent = false;
  #early: unknown;
  #ended = false;
  /** Why it has not got further yet, where that is known. */
  #reason: unknown;
  /** Turns the result into the application's own value. */
  deserialize: ((result: unknown) => unknown) | undefined;

  /** @throws {MessagingException} too many calls wait */
  constructor(
    transport: Transport,
    terms: CallTerms,
    resolve: (result: unknown) => void,
    reject: (error: unknown) => void,
  ) {
    this.#transport = transport;
    this.#terms = terms;
    this.#resolve = resolve;
    this.#reject = reject;
    this.messageId = transport.replies.add(this);
    const now = performance.now();
    this.#endsAt = now + terms.timeoutMs;
    const timeOut = (): void => {
      this.timeOut();
    };
    this.#overall = transport.deadlines.after(terms.timeoutMs, timeOut, now);
    if (terms.signal) this.#heed(terms.signal);
  }

  /** Nobody waits any longer: what is not sent yet need not be. */
  get hasGivenUp(): boolean {
    return this.#ended;
  }

  /** When the caller stops to wait, on the `performance.now()` clock. */
  get endsAt(): number {
    return this.#endsAt;
  }

  /** How long the caller waits from now on, milliseconds. */
  get leftMs(): number {
    return Math.max(this.#endsAt - performance.now(), 0);
  }

  /** The broker has the request: from now on the server's signs of life are expected. */
  sent(): void {
    if (this.#ended) return; // the reply was faster than the confirm
    this.#isSent = true;
    this.#reason = undefined;
    if (this.#terms.monitorMs !== undefined) this.#watch(this.#terms.monitorMs);
  }

  /** Tries something again after a while, if the caller still waits then. */
  again(afterMs: number, reason: unknown, attempt: () => void): void {
    if (this.#ended) return;
    this.#reason = reason;
    this.#retry = this.#transport.deadlines.after(afterMs, attempt);
  }

  /** The caller's whole time is over. @param reason why it has not got further, where that is known */
  timeOut(reason?: unknown): void {
    if (this.#ended) return;
    if (reason !== undefined) this.#reason = reason;
    const what = this.#isSent ? 'no reply' : 'the request could not be sent';
    this.#lapse(this.#terms.timeoutMs, what);
  }

  #heed(signal: AbortSignal): void {
    this.#abort = () => {
      this.fail(signal.reason);
    };
    signal.addEventListener('abort', this.#abort);
  }

  #watch(monitorMs: number): void {
    this.#monitor?.cancel();
    this.#monitor = this.#transport.deadlines.after(monitorMs, () => {
      this.#lapse(monitorMs, 'no sign of life');
    });
  }

  #lapse(limitMs: number, what: string): void {
    const { operations } = this.#transport;
    operations.counters.callsTimedOut += 1;
    const cause = operations.connections.reason ?? this.#reason;
    this.fail(
      new MessagingTimeout(
        `Timed out waiting for a reply to '${this.#terms.method}' (message ${this.messageId}): ` +
          `${what} within ${limitMs} ms${cause instanceof Error ? `: ${cause.message}` : ''}`,
        limitMs,
        cause === undefined ? undefined : { cause },
      ),
    );
  }

  receive(message: WireMessage): void {
    if (message.failure !== undefined && message.failure !== null) {
      try {
        this.fail(decodeFailure(message.failure, this.#transport.failures));
      } catch (error) {
        this.fail(error); // the installation's own fromPython threw
      }
      return;
    }
    if (!message.ending) {
      // A sign of life, or the first of the two parts that old servers send.
      if (message.result !== null) this.#early = message.result;
      if (this.#terms.monitorMs !== undefined) this.#watch(this.#terms.monitorMs);
      return;
    }
    this.#end();
    try {
      const result = message.result ?? this.#early ?? null;
      this.#resolve(this.deserialize ? this.deserialize(result) : result);
    } catch (error) {
      this.#reject(error);
    }
  }

  fail(error: unknown): void {
    if (this.#ended) return;
    this.#end();
    this.#reject(error);
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#overall.cancel();
    this.#monitor?.cancel();
    this.#retry?.cancel();
    if (this.#abort) this.#terms.signal?.removeEventListener('abort', this.#abort);
    this.#transport.replies.remove(this.messageId);
  }
}
