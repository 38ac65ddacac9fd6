/**
 * What was acknowledged lately, by the messages' own ids. AMQP does not confirm acknowledgements: if
 * the connection is lost, the broker may never have read the last of them and hands those messages out
 * again. They were worked on, so the second copy must only be acknowledged.
 */

/** More than can be on the way to the broker at once. */
const CAPACITY = 1024;

export class RecentAcks {
  /** The last ids, the oldest overwritten first. */
  readonly #ring: string[] = [];
  #next = 0;
  /** Those of lost connections: the broker may not know that they were acknowledged. */
  #doubtful = new Set<string>();

  /** Notes an acknowledgement that was written. */
  add(id: unknown): void {
    if (typeof id !== 'string') return;
    this.#ring[this.#next] = id;
    this.#next = (this.#next + 1) % CAPACITY;
  }

  /** The connection is lost. */
  lost(): void {
    this.#doubtful = new Set(this.#ring);
  }

  /** False if no redelivery needs a look: the usual case, without decoding. */
  get hasDoubts(): boolean {
    return this.#doubtful.size > 0;
  }

  /** True for an id that was acknowledged lately, on whatever connection. */
  has(id: unknown): boolean {
    return typeof id === 'string' && this.#ring.includes(id);
  }

  /** True once per id that was acknowledged on a lost connection. */
  takes(id: unknown): boolean {
    return typeof id === 'string' && this.#doubtful.delete(id);
  }
}
