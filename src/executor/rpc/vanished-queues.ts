import type { Publication } from '../driver.ts';
import { MessageUndeliverable } from '../errors.ts';
import { Fifo } from '../internal/fifo.ts';
import type { Operations } from '../operations/operations.ts';

const retryEveryMs = 250;
const defaultRetryForMs = 60_000;
/** How long, and how many, queues are remembered as gone for good. */
const rememberMs = 60_000;
const mostRemembered = 200;
/** Replies that may wait in all; the oldest gives way. */
const mostWaiting = 1000;

interface Waiting {
  readonly publication: Publication;
  readonly done: () => void;
}

function isOver({ publication }: Waiting): boolean {
  return (publication.giveUpAt ?? Infinity) <= performance.now();
}

interface Gone {
  readonly queue: string;
  readonly waiting: Fifo<Waiting>;
  until: number;
  isProbing: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/**
 * Replies whose queue does not exist. A client that reconnects declares its queue again under the same
 * name, so they are tried for a while; a client that died never does. One probe per queue every 250
 * ms, whatever the number of its replies, and none of it in an endpoint's place.
 */
export class VanishedQueues {
  readonly #operations: Operations;
  readonly #publish: (publication: Publication) => Promise<void> | undefined;
  readonly #retryForMs: number;
  readonly #trying = new Map<string, Gone>();
  /** Queue to the moment at which it may be tried again. */
  readonly #givenUp = new Map<string, number>();
  #count = 0;

  constructor(
    operations: Operations,
    publish: (publication: Publication) => Promise<void> | undefined,
    retryForMs = defaultRetryForMs,
  ) {
    this.#operations = operations;
    this.#publish = publish;
    this.#retryForMs = retryForMs;
  }

  isKnown(queue: string): boolean {
    if (this.#trying.size === 0 && this.#givenUp.size === 0) return false;
    return this.#trying.has(queue) || this.#isGivenUp(queue);
  }

  #isGivenUp(queue: string): boolean {
    const until = this.#givenUp.get(queue);
    if (until === undefined) return false;
    if (until > performance.now()) return true;
    this.#givenUp.delete(queue);
    return false;
  }

  /** Takes over a reply; `done` is called when it was sent or given up. */
  add(publication: Publication, done: () => void): void {
    const queue = publication.routingKey;
    if (this.#isGivenUp(queue)) {
      this.#drop([{ publication, done }], 'the queue is gone');
      return;
    }
    let gone = this.#trying.get(queue);
    if (!gone) {
      const until = performance.now() + this.#retryForMs;
      gone = { queue, waiting: new Fifo(), until, isProbing: false, timer: undefined };
      this.#trying.set(queue, gone);
      this.#schedule(gone);
    }
    gone.waiting.push({ publication, done });
    this.#count += 1;
    this.#operations.counters.repliesRetried += 1;
    if (this.#count > mostWaiting) this.#dropOldest();
  }

  #dropOldest(): void {
    const [oldest] = this.#trying.values();
    const entry = oldest?.waiting.shift();
    if (!oldest || !entry) return;
    this.#count -= 1;
    this.#drop([entry], 'too many replies wait for vanished queues');
    if (oldest.waiting.length === 0) this.#forget(oldest);
  }

  #schedule(gone: Gone): void {
    const ms = Math.min(retryEveryMs, Math.max(gone.until - performance.now(), 0));
    gone.timer = setTimeout(() => {
      void this.#tryAll(gone);
    }, ms);
  }

  #forget(gone: Gone): void {
    clearTimeout(gone.timer);
    this.#trying.delete(gone.queue);
  }

  async #tryAll(gone: Gone): Promise<void> {
    gone.isProbing = true;
    await this.#probe(gone);
    gone.isProbing = false;
  }

  async #probe(gone: Gone): Promise<void> {
    let entry = gone.waiting.peek();
    while (entry) {
      let reason: string | undefined;
      try {
        if (isOver(entry)) throw new Error('its caller waits no longer');
        await this.#publish(entry.publication);
        this.#operations.counters.repliesSent += 1;
      } catch (error) {
        if (error instanceof MessageUndeliverable) {
          if (performance.now() >= gone.until) this.#giveUp(gone);
          else if (this.#trying.has(gone.queue)) this.#schedule(gone);
          return;
        }
        reason = String(error);
      }
      // It may have been dropped as the oldest meanwhile.
      if (gone.waiting.peek() === entry) {
        gone.waiting.shift();
        this.#count -= 1;
        if (reason === undefined) entry.done();
        else this.#drop([entry], reason);
      }
      entry = gone.waiting.peek();
    }
    this.#forget(gone);
  }

  #giveUp(gone: Gone): void {
    this.#forget(gone);
    const entries = gone.waiting.drain();
    this.#count -= entries.length;
    this.#givenUp.set(gone.queue, performance.now() + rememberMs);
    if (this.#givenUp.size > mostRemembered) {
      const [oldest] = this.#givenUp.keys();
      if (oldest !== undefined) this.#givenUp.delete(oldest);
    }
    this.#drop(entries, `the queue did not come back within ${this.#retryForMs} ms`);
  }

  #drop(entries: readonly Waiting[], reason: string): void {
    for (const { publication, done } of entries) {
      this.#operations.counters.repliesDropped += 1;
      this.#operations.log('warn', 'reply-dropped', `a reply was dropped: ${reason}`, {
        fields: { queue: publication.routingKey, messageId: publication.message?._msg_id },
      });
      done();
    }
  }

  /** The server stops: one last attempt for each queue, now. */
  finish(): void {
    for (const gone of [...this.#trying.values()]) {
      gone.until = 0; // a probe that is under way is the last one
      if (gone.isProbing) continue;
      clearTimeout(gone.timer);
      void this.#tryAll(gone);
    }
  }
}
