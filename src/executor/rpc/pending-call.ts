import type { Deadline, Deadlines } from '../deadlines.ts';
import type { WireMessage } from '../envelope.ts';
import { MessagingTimeout } from '../errors.ts';
import { decodeFailure, type FailureOptions } from '../failure.ts';
import type { ReplyReceiver, ReplyWaiter } from './reply-receiver.ts';

/** What a call waits with. */
export interface PendingCallOptions {
  readonly messageId: string;
  readonly method: string;
  readonly timeoutMs: number;
  /** Longest time between two signs of life; undefined without monitoring. */
  readonly monitorMs: number | undefined;
  readonly deserialize: ((result: unknown) => unknown) | undefined;
  readonly failures: FailureOptions;
  readonly onTimeout: () => void;
}

/** A call between its publication and its end: one reply, one failure, or a timeout. */
export class PendingCall implements ReplyWaiter {
  readonly #options: PendingCallOptions;
  readonly #deadlines: Deadlines;
  readonly #replies: ReplyReceiver;
  readonly #resolve: (result: unknown) => void;
  readonly #reject: (error: Error) => void;
  #overall: Deadline | undefined;
  #monitor: Deadline | undefined;
  #early: unknown;
  #ended = false;
  /** Called once, when it is over. */
  onEnd: (() => void) | undefined;

  constructor(
    options: PendingCallOptions,
    deadlines: Deadlines,
    replies: ReplyReceiver,
    resolve: (result: unknown) => void,
    reject: (error: Error) => void,
  ) {
    this.#options = options;
    this.#deadlines = deadlines;
    this.#replies = replies;
    this.#resolve = resolve;
    this.#reject = reject;
    replies.add(options.messageId, this);
  }

  /** The broker has confirmed the request: from now on the caller's time runs. */
  startClock(): void {
    if (this.#ended) return; // the reply was faster than the confirm
    const { timeoutMs, monitorMs } = this.#options;
    this.#overall = this.#deadlines.after(timeoutMs, () => {
      this.#timeOut(timeoutMs, 'no reply');
    });
    if (monitorMs !== undefined) this.#watch(monitorMs);
  }

  #watch(monitorMs: number): void {
    this.#monitor?.cancel();
    this.#monitor = this.#deadlines.after(monitorMs, () => {
      this.#timeOut(monitorMs, 'no sign of life');
    });
  }

  #timeOut(limitMs: number, what: string): void {
    const { method, messageId } = this.#options;
    this.#options.onTimeout();
    this.fail(
      new MessagingTimeout(
        `Timed out waiting for a reply to '${method}' (message ${messageId}): ` +
          `${what} within ${limitMs} ms`,
        limitMs,
      ),
    );
  }

  receive(message: WireMessage): void {
    if (message.failure !== undefined && message.failure !== null) {
      this.fail(decodeFailure(message.failure, this.#options.failures));
      return;
    }
    if (!message.ending) {
      // A sign of life, or the first of the two parts that old servers send.
      if (message.result !== null) this.#early = message.result;
      const { monitorMs } = this.#options;
      if (monitorMs !== undefined && this.#overall) this.#watch(monitorMs);
      return;
    }
    this.#end();
    try {
      const result = message.result ?? this.#early ?? null;
      const { deserialize } = this.#options;
      this.#resolve(deserialize ? deserialize(result) : result);
    } catch (error) {
      this.#reject(error as Error);
    }
  }

  fail(error: Error): void {
    this.#end();
    this.#reject(error);
  }

  #end(): void {
    this.#ended = true;
    this.#overall?.cancel();
    this.#monitor?.cancel();
    this.#replies.remove(this.#options.messageId);
    this.onEnd?.();
  }
}
