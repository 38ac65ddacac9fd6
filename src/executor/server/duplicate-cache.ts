/** As many ids as the reference remembers per listener. */
const asTheReference = 16;

/** As much of an id as tells most of them apart, as a number: comparing texts costs far more. */
function fingerprint(id: string): number {
  let sum = 0;
  for (let at = 0; at < 8; at++) sum = (Math.imul(sum, 31) + id.charCodeAt(at)) | 0;
  return sum;
}

/** The ids of the last messages that were taken: first in, first out. */
export class DuplicateCache {
  readonly #size: number;
  readonly #fingerprints: Int32Array;
  readonly #ids: (string | undefined)[];
  #next = 0;

  /** @param size ids that are remembered */
  constructor(size = asTheReference) {
    this.#size = size;
    this.#fingerprints = new Int32Array(size);
    this.#ids = new Array<undefined>(size).fill(undefined);
  }

  /** False for a message without an id: it is never taken for a repeat. */
  has(id: unknown): boolean {
    if (typeof id !== 'string') return false;
    const sought = fingerprint(id);
    for (let at = 0; at < this.#size; at++) {
      if (this.#fingerprints[at] === sought && this.#ids[at] === id) return true;
    }
    return false;
  }

  add(id: unknown): void {
    if (typeof id !== 'string') return;
    this.#fingerprints[this.#next] = fingerprint(id);
    this.#ids[this.#next] = id;
    this.#next = (this.#next + 1) % this.#size;
  }
}
