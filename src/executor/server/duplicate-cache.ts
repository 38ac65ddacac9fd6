/** As many ids as the reference remembers per listener. */
const REMEMBERED = 16;

/** The ids of the last messages that were taken: first in, first out. */
export class DuplicateCache {
  readonly #ids: (string | undefined)[] = new Array<undefined>(REMEMBERED);
  #next = 0;

  /** False for a message without an id: it is never taken for a repeat. */
  has(id: unknown): boolean {
    return typeof id === 'string' && this.#ids.includes(id);
  }

  add(id: unknown): void {
    if (typeof id !== 'string') return;
    this.#ids[this.#next] = id;
    this.#next = (this.#next + 1) % REMEMBERED;
  }
}
