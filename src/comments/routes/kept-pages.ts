import { LRUCache } from 'lru-cache';

/** Bytes of answers that are kept. */
const mostKept = 64 * 1024 * 1024;

/**
 * Pages of threads as they are sent, while their tag stays the same. Of many who ask at once for what
 * nobody asked for yet, one waits for the store and the others for that one.
 */
export class KeptPages {
  readonly #kept = new LRUCache<string, Uint8Array<ArrayBuffer>>({
    maxSize: mostKept,
    sizeCalculation: ({ byteLength }, key) => byteLength + key.length,
  });
  readonly #asked = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

  /** @param tag that is another whenever anything of the page is */
  async page(tag: string, make: () => Promise<unknown>): Promise<Uint8Array<ArrayBuffer>> {
    const known = this.#kept.get(tag) ?? this.#asked.get(tag);
    if (known !== undefined) return known;
    const asked = make().then((value) => {
      const bytes = new TextEncoder().encode(`${JSON.stringify(value)}\n`);
      this.#kept.set(tag, bytes);
      return bytes;
    });
    this.#asked.set(tag, asked);
    try {
      return await asked;
    } finally {
      this.#asked.delete(tag);
    }
  }
}
