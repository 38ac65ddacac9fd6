import type { Delivery } from '../driver.ts';

/**
 * Notifications in work, by their own ids. A broker that lost the connection, or its patience (after 30
 * minutes without an acknowledgement), hands out a notification again whose endpoints still run: the
 * second copy is kept, and settled as the first one is, instead of running at the same time.
 */
export class Copies {
  readonly #inWork = new Map<string, Delivery[]>();

  /** True if it is kept, as a copy of one in work; from now on it is the one in work otherwise. */
  keep(uniqueId: unknown, delivery: Delivery): boolean {
    if (typeof uniqueId !== 'string') return false;
    const copies = this.#inWork.get(uniqueId);
    if (copies) copies.push(delivery);
    else this.#inWork.set(uniqueId, []);
    return copies !== undefined;
  }

  /** The work is over: its copies, the last of which is the broker's newest. */
  end(uniqueId: unknown): readonly Delivery[] {
    if (typeof uniqueId !== 'string') return [];
    const copies = this.#inWork.get(uniqueId) ?? [];
    this.#inWork.delete(uniqueId);
    return copies;
  }
}
