/**
 * Publications that the broker has confirmed and may lose all the same: a reply waits in a queue that
 * dies with its broker. They are kept, and sent again over the next connection; who has had them
 * already knows them by their id and drops the second copy.
 */
import type { Publication } from '../driver.ts';
import { MessageUndeliverable } from '../errors.ts';
import { Fifo } from '../internal/fifo.ts';
import type { Content } from './content.ts';
import { PendingPublication } from './pending-publication.ts';

/** More replies than these are not on their way at once: one for each call that waits. */
const mostKept = 4096;
/** What all kept bodies may have together; the oldest give way. */
const mostKeptBytes = 16 * 1024 * 1024;
/** The receiver may need a while to declare its queue again. */
const retryEveryMs = 250;

/**
 * What another sending needs. Nothing of the first one hangs on it (its message, its promise and who
 * waited for that): thousands are kept, and each garbage collection carries them along.
 */
class Kept {
  readonly exchange: string;
  readonly routingKey: string;
  readonly mandatory: boolean;
  readonly declare: Publication['declare'];
  readonly content: Content;
  readonly order: number;
  readonly until: number;

  constructor({ publication, content, order }: PendingPublication) {
    this.exchange = publication.exchange;
    this.routingKey = publication.routingKey;
    this.mandatory = publication.mandatory === true;
    this.declare = publication.declare;
    this.content = content;
    this.order = order;
    this.until = publication.repeatUntil ?? 0;
  }

  /** Sent again until the same moment. */
  get publication(): Publication {
    const { exchange, routingKey, mandatory, declare, until } = this;
    const once = { exchange, routingKey, mandatory, giveUpAt: until, repeatUntil: until };
    return declare === undefined ? once : { ...once, declare };
  }
}

export class Repeats {
  readonly #send: (pending: PendingPublication) => void;
  readonly #kept = new Fifo<Kept>();
  #bytes = 0;
  /** Those whose queue was not there. */
  #homeless: Kept[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param send publishes once more; the publication is settled as any other */
  constructor(send: (pending: PendingPublication) => void) {
    this.#send = send;
  }

  /** The broker has confirmed it. */
  keep(confirmed: PendingPublication): void {
    this.#kept.push(new Kept(confirmed));
    this.#bytes += confirmed.content.body.length;
    while (this.#kept.length > mostKept || this.#bytes > mostKeptBytes) {
      const oldest = this.#kept.shift();
      if (!oldest) break;
      this.#bytes -= oldest.content.body.length;
    }
  }

  /** There is a connection again, after one was lost. */
  sendAgain(): void {
    const kept = this.#kept.drain();
    this.#bytes = 0;
    for (const each of kept) this.#again(each);
  }

  #again(kept: Kept): void {
    if (kept.until <= performance.now()) return;
    const { content, order } = kept;
    const failed = (error: Error): void => {
      if (error instanceof MessageUndeliverable) this.#later(kept);
    };
    const nobody = (): void => undefined;
    const repeat = new PendingPublication(kept.publication, content, order, nobody, failed);
    repeat.doubtful = true;
    this.#send(repeat);
  }

  #later(kept: Kept): void {
    this.#homeless.push(kept);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      for (const each of this.#homeless.splice(0)) this.#again(each);
    }, retryEveryMs);
  }

  /** Keeps nothing any longer. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#homeless = [];
    this.#kept.drain();
  }
}
