import type { CopiedSpans } from './delta.ts';
import type { LiteralAutomaton } from './literal-automaton.ts';
import { Places } from './places.ts';

/** Where texts stand in some bytes, by their starts: start and text of each in turn. */
export type LiteralHits = Int32Array;

const none: LiteralHits = new Int32Array(0);

/** Finds texts in contents, and in those that were put together from others. */
export class LiteralFinder {
  readonly automaton: LiteralAutomaton;
  /** How far a text can reach into what stands beside it. */
  readonly #reach: number;
  readonly #places = new Places();

  constructor(automaton: LiteralAutomaton) {
    this.automaton = automaton;
    this.#reach = Math.max(0, automaton.longest - 1);
  }

  /** The texts in bytes that come from nothing known. */
  inWhole(bytes: Uint8Array): LiteralHits {
    if (this.automaton.longest === 0) return none;
    this.#places.length = 0;
    this.automaton.find(bytes, 0, bytes.length, this.#places);
    return this.#sorted();
  }

  /**
   * The texts in bytes that were put together from a base: what stands wholly in a copied part stands
   * in the base at the same place of that part, so only what was inserted, and the borders, are looked
   * through.
   */
  inCopy(bytes: Uint8Array, base: LiteralHits, spans: CopiedSpans): LiteralHits {
    if (this.automaton.longest === 0) return none;
    this.#places.length = 0;
    let open = 0;
    for (let i = 0; i < spans.count; i++) {
      const to = spans.at[3 * i] ?? 0;
      const from = spans.at[3 * i + 1] ?? 0;
      const length = spans.at[3 * i + 2] ?? 0;
      // So short that the looks at its borders meet: looked through as what was inserted is.
      if (length <= 2 * this.#reach) continue;
      if (to > 0) this.#look(bytes, open, to);
      this.#inherit(base, from, from + length, to - from);
      open = to + length;
    }
    if (open < bytes.length) this.#look(bytes, open, bytes.length);
    return this.#sorted();
  }

  /** Finds what stands between two copied parts, or across their borders. */
  #look(bytes: Uint8Array, from: number, to: number): void {
    const places = this.#places;
    const { automaton } = this;
    const start = places.length;
    const first = Math.max(0, from - this.#reach);
    automaton.find(bytes, first, Math.min(bytes.length, to + this.#reach), places);
    const { at } = places;
    let kept = start;
    for (let i = start; i < places.length; i += 2) {
      const place = at[i] ?? 0;
      const text = at[i + 1] ?? 0;
      const isCopied = place + (automaton.lengths[text] ?? 0) <= from || place >= to;
      if (isCopied) continue;
      at[kept++] = place;
      at[kept++] = text;
    }
    places.length = kept;
  }

  /** The hits of the base that stand wholly in a part of it, moved to where the part was copied. */
  #inherit(base: LiteralHits, from: number, end: number, moved: number): void {
    const { lengths } = this.automaton;
    const first = firstFrom(base, from);
    // Those that surely end in the part, then those that may.
    const sure = firstFrom(base, end - this.#reach);
    this.#places.addMoved(base, first, sure, moved);
    for (let at = Math.max(first, sure); at < base.length; at += 2) {
      const start = base[at] ?? 0;
      if (start >= end) break;
      const text = base[at + 1] ?? 0;
      if (start + (lengths[text] ?? 0) <= end) this.#places.add(start + moved, text);
    }
  }

  /** They are found nearly in order: only those around a border, or that overlap, are not. */
  #sorted(): LiteralHits {
    if (this.#places.length === 0) return none;
    const hits = this.#places.at.slice(0, this.#places.length);
    for (let at = 2; at < hits.length; at += 2) {
      const start = hits[at] ?? 0;
      if (start >= (hits[at - 2] ?? 0)) continue;
      const text = hits[at + 1] ?? 0;
      let to = at;
      for (; to > 0 && (hits[to - 2] ?? 0) > start; to -= 2) hits.copyWithin(to, to - 2, to);
      hits[to] = start;
      hits[to + 1] = text;
    }
    return hits;
  }
}

/** Index of the first hit that starts at an offset or behind it. */
function firstFrom(hits: LiteralHits, offset: number): number {
  let low = 0;
  let high = hits.length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hits[2 * middle] ?? 0) >= offset) high = middle;
    else low = middle + 1;
  }
  return 2 * low;
}
