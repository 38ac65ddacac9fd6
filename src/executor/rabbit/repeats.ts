/**
 * Publications that the broker has confirmed and may lose all the same: a reply waits in a queue that
 * dies with its broker. They are kept, and sent again over the next connection; who has had them
 * already knows them by their id and drops the second copy.
 */
import { MessageUndeliverable } from '../errors.ts';
import { Fifo } from '../internal/fifo.ts';
import { PendingPublication } from './pending-publication.ts';

/** More replies than these are not on their way at once: one for each call that waits. */
const mostKept = 4096;
/** What all kept bodies may have together; the oldest give way. */
const mostKeptBytes = 16 * 1024 * 1024;
/** The receiver may need a while to declare its queue again. */
const retryEveryMs = 250;

export class Repeats {
  readonly #send: (pending: PendingPublication) => void;
  readonly #kept = new Fifo<PendingPublication>();
  #bytes = 0;
  /** Those whose queue was not there. */
  #homeless: PendingPublication[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param send publishes once more; the publication is settled as any other */
  constructor(send: (pending: PendingPublication) => void) {
    this.#send = send;
  }

  /** The broker has confirmed it. */
  keep(confirmed: PendingPublication): void {
    this.#kept.push(confirmed);
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
    for (const confirmed of kept) this.#again(confirmed);
  }

  #again(confirmed: PendingPublication): void {
    const { publication, content, order } = confirmed;
    const until = publication.repeatUntil ?? 0;
    if (until <= performance.now()) return;
    const failed = (error: Error): void => {
      if (error instanceof MessageUndeliverable) this.#later(confirmed);
    };
    const repeat = new PendingPublication(
      { ...publication, giveUpAt: until },
      content,
      order,
      () => undefined,
      failed,
    );
    repeat.doubtful = true;
    this.#send(repeat);
  }

  #later(confirmed: PendingPublication): void {
    this.#homeless.push(confirmed);
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
