import type { HeldTexts } from '../object-source.ts';
import type { LiteralHits } from './literal-hits.ts';

/** Which texts are in some bytes; the same texts are the same set, so that it can be a key. */
export class HeldSets {
  readonly #known = new Map<string, HeldTexts>();
  readonly #seen: Uint32Array;
  #round = 0;

  /** @param texts how many there are */
  constructor(texts: number) {
    this.#seen = new Uint32Array(texts);
  }

  of(hits: LiteralHits): HeldTexts {
    this.#round++;
    const held: number[] = [];
    for (let at = 1; at < hits.length; at += 2) {
      const text = hits[at] ?? 0;
      if (this.#seen[text] === this.#round) continue;
      this.#seen[text] = this.#round;
      held.push(text);
    }
    const key = held.sort((a, b) => a - b).join(' ');
    let set = this.#known.get(key);
    if (set === undefined) this.#known.set(key, (set = new Set(held)));
    return set;
  }
}
