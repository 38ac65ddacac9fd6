/**
 * How far a consumer has come in a stream: a stream keeps what was read, and the broker remembers
 * nothing of its consumers.
 *
 * A server gets the casts that are sent from its start on, as from a fanout queue. (oslo.messaging
 * begins with the stream's last chunk, so a server that starts again works on its last casts again.)
 */
export class StreamPosition {
  #next: number | undefined;
  /** Broker's calendar seconds from which on nothing may be missed; undefined before the first start. */
  #sinceS: number | undefined;

  /** The value of `x-stream-offset` to consume with now. */
  argument(): unknown {
    if (this.#next !== undefined) return this.#next;
    if (this.#sinceS !== undefined) return { '!': 'timestamp', value: this.#sinceS };
    this.#sinceS = nowS();
    return 'next';
  }

  /** A message was dealt with; its `x-stream-offset` header. */
  passed(offset: unknown): void {
    if (typeof offset !== 'number') return;
    if (this.#next === undefined || offset >= this.#next) this.#next = offset + 1;
  }

  /** The stream may be another one from now on, whose offsets begin anew. */
  reset(): void {
    this.#next = undefined;
    this.#sinceS = nowS();
  }
}

function nowS(): number {
  return Math.floor(Date.now() / 1000);
}
