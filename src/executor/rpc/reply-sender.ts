import type { Publication } from '../driver.ts';
import { MessageUndeliverable, SerializationError, TransportClosed } from '../errors.ts';
import { encodeFailure } from '../wire/failure.ts';
import { isPromiseLike } from '../internal/maybe-promise.ts';
import type { Transport } from '../transport.ts';
import { uniqueId } from '../wire/unique-id.ts';
import type { ReplyAddress } from './reply-address.ts';
import { VanishedQueues } from './vanished-queues.ts';

/** Who is told that a reply is on its way: the broker has it, or the library tries it on its own. */
export interface ReplyWatcher {
  answered(): void;
}

/** How long replies are tried. */
export interface ReplyOptions {
  /** For a reply queue that does not exist (yet, or any more). Default 60 s. */
  readonly missingQueueRetryMs?: number | undefined;
}

/**
 * Sends the replies of one server. The endpoint's place in the executor is free as soon as its method
 * has returned: what is still to be sent waits here, and `idle` tells when nothing does.
 */
export class ReplySender {
  readonly #transport: Transport;
  readonly #vanished: VanishedQueues;
  #sending = 0;
  #idle: (() => void)[] = [];

  constructor(transport: Transport, options: ReplyOptions = {}) {
    this.#transport = transport;
    this.#vanished = new VanishedQueues(
      transport.operations,
      (publication) => this.#publish(publication),
      options.missingQueueRetryMs,
    );
  }

  result(to: ReplyAddress, result: unknown, watcher?: ReplyWatcher): void {
    this.#send(to, { result: result === undefined ? null : result, failure: null }, watcher);
  }

  failure(to: ReplyAddress, error: unknown, watcher?: ReplyWatcher): void {
    const failure = encodeFailure(error, this.#transport.failures);
    this.#send(to, { result: null, failure }, watcher);
  }

  /** A sign of life. Throws or rejects if it could not be sent. */
  heartbeat(to: ReplyAddress): Promise<void> | undefined {
    const sent = this.#publish(this.#publication(to, { result: null, failure: null }, false));
    this.#transport.operations.counters.heartbeatsSent += 1;
    return sent;
  }

  #publication(
    to: ReplyAddress,
    outcome: { result: unknown; failure: string | null },
    ending: boolean,
  ): Publication {
    return {
      exchange: '',
      routingKey: to.queue,
      mandatory: true,
      giveUpAt: to.until,
      ...(ending ? { repeatUntil: to.until } : {}),
      message: {
        result: outcome.result,
        failure: outcome.failure,
        ending,
        _msg_id: to.messageId,
        _unique_id: uniqueId(),
      },
    };
  }

  #publish(publication: Publication): Promise<void> | undefined {
    const driver = this.#transport.readyDriver;
    if (driver) return driver.publish(publication);
    return this.#transport.driver().then((loaded) => loaded.publish(publication));
  }

  #send(
    to: ReplyAddress,
    outcome: { result: unknown; failure: string | null },
    watcher: ReplyWatcher | undefined,
  ): void {
    const publication = this.#publication(to, outcome, true);
    if (this.#vanished.isKnown(to.queue)) {
      this.#vanished.add(publication, this.#begin());
      watcher?.answered();
      return;
    }
    try {
      const sent = this.#publish(publication);
      if (!isPromiseLike(sent)) {
        this.#transport.operations.counters.repliesSent += 1;
        watcher?.answered();
        return;
      }
      const done = this.#begin();
      sent.then(
        () => {
          this.#transport.operations.counters.repliesSent += 1;
          watcher?.answered();
          done();
        },
        (error: unknown) => {
          this.#failed(to, publication, error, watcher);
          done();
        },
      );
    } catch (error) {
      this.#failed(to, publication, error, watcher);
    }
  }

  #failed(
    to: ReplyAddress,
    publication: Publication,
    error: unknown,
    watcher: ReplyWatcher | undefined,
  ): void {
    if (error instanceof SerializationError && publication.message?.failure === null) {
      // The caller must not wait for its timeout because of a result that cannot be sent.
      this.failure(to, error, watcher);
      return;
    }
    // After a close nobody knows whether the broker has it: the request is better left unanswered.
    if (!(error instanceof TransportClosed)) watcher?.answered();
    if (error instanceof MessageUndeliverable) {
      this.#vanished.add(publication, this.#begin());
    } else {
      const { counters } = this.#transport.operations;
      counters.repliesDropped += 1;
      this.#transport.operations.log('error', 'reply-failed', 'a reply could not be sent', {
        error,
        fields: { messageId: to.messageId, queue: to.queue },
      });
    }
  }

  #begin(): () => void {
    this.#sending += 1;
    return () => {
      this.#sending -= 1;
      if (this.#sending > 0) return;
      const idle = this.#idle;
      this.#idle = [];
      for (const wake of idle) wake();
    };
  }

  /** Replies that are not sent yet. */
  get pending(): number {
    return this.#sending;
  }

  /**
   * Resolves when every reply was sent or given up, or after so many milliseconds; those for vanished
   * queues are tried once more.
   */
  async idle(timeoutMs?: number): Promise<void> {
    this.#vanished.finish();
    if (this.#sending === 0) return;
    await new Promise<void>((resolve) => {
      this.#idle.push(resolve);
      if (timeoutMs !== undefined) {
        const timer = setTimeout(resolve, timeoutMs);
        this.#idle.push(() => {
          clearTimeout(timer);
        });
      }
    });
  }
}
