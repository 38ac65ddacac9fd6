import type { Deadline } from '../internal/deadlines.ts';
import type { WireMessage } from '../wire/envelope.ts';
import { MessagingTimeout } from '../errors.ts';
import { decodeFailure } from '../wire/failure.ts';
import type { Transport } from '../transport.ts';
import type { ReplyWaiter } from './reply-receiver.ts';

/** A call between its publication and its end: one reply, one failure, or a timeout. */
export class PendingCall implements ReplyWaiter {
  readonly #transport: Transport;
  readonly messageId: string;
  readonly #method: string;
  readonly #timeoutMs: number;
  readonly #monitorMs: number | undefined;
  readonly #resolve: (result: unknown) => void;
  readonly #reject: (error: Error) => void;
  #overall: Deadline | undefined;
  #monitor: Deadline | undefined;
  #early: unknown;
  #ended = false;
  /** Turns the result into the application's own value. */
  deserialize: ((result: unknown) => unknown) | undefined;
  /** Called once, when it is over. */
  onEnd: (() => void) | undefined;

  /**
   * @param timeoutMs the whole time that the caller waits
   * @param monitorMs longest time between two signs of life; undefined without monitoring
   */
  constructor(
    transport: Transport,
    method: string,
    timeoutMs: number,
    monitorMs: number | undefined,
    resolve: (result: unknown) => void,
    reject: (error: Error) => void,
  ) {
    this.#transport = transport;
    this.#method = method;
    this.#timeoutMs = timeoutMs;
    this.#monitorMs = monitorMs;
    this.#resolve = resolve;
    this.#reject = reject;
    this.messageId = transport.replies.add(this);
  }

  /** The broker has confirmed the request: from now on the caller's time runs. */
  startClock(): void {
    if (this.#ended) return; // the reply was faster than the confirm
    const limit = this.#timeoutMs;
    this.#overall = this.#transport.deadlines.after(limit, () => {
      this.#timeOut(limit, 'no reply');
    });
    if (this.#monitorMs !== undefined) this.#watch(this.#monitorMs);
  }

  #watch(monitorMs: number): void {
    this.#monitor?.cancel();
    this.#monitor = this.#transport.deadlines.after(monitorMs, () => {
      this.#timeOut(monitorMs, 'no sign of life');
    });
  }

  #timeOut(limitMs: number, what: string): void {
    this.#transport.operations.counters.callsTimedOut += 1;
    this.fail(
      new MessagingTimeout(
        `Timed out waiting for a reply to '${this.#method}' (message ${this.messageId}): ` +
          `${what} within ${limitMs} ms`,
        limitMs,
      ),
    );
  }

  receive(message: WireMessage): void {
    if (message.failure !== undefined && message.failure !== null) {
      try {
        this.fail(decodeFailure(message.failure, this.#transport.failures));
      } catch (error) {
        this.fail(error as Error); // the installation's own fromPython threw
      }
      return;
    }
    if (!message.ending) {
      // A sign of life, or the first of the two parts that old servers send.
      if (message.result !== null) this.#early = message.result;
      if (this.#monitorMs !== undefined && this.#overall) this.#watch(this.#monitorMs);
      return;
    }
    this.#end();
    try {
      const result = message.result ?? this.#early ?? null;
      this.#resolve(this.deserialize ? this.deserialize(result) : result);
    } catch (error) {
      this.#reject(error as Error);
    }
  }

  fail(error: Error): void {
    if (this.#ended) return;
    this.#end();
    this.#reject(error);
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#overall?.cancel();
    this.#monitor?.cancel();
    this.#transport.replies.remove(this.messageId);
    this.onEnd?.();
  }
}
