import type { Places } from './places.ts';

/**
 * Finds many texts in bytes at one pass (Aho-Corasick): the cost of a byte is the same for one text
 * and for a hundred. A complete table of transitions over the classes of bytes that the texts tell
 * apart.
 */
export class LiteralAutomaton {
  /** Bytes of the longest text. */
  readonly longest: number;
  /** Bytes of each text. */
  readonly lengths: readonly number[];
  /** Class of each byte; 0 for all bytes that are in no text. */
  readonly #classOf = new Uint8Array(256);
  /** For each state and class the next state, times the number of classes. */
  readonly #next: Int32Array;
  /** For each state the texts that end there; undefined where none does. */
  #ending: (readonly number[] | undefined)[];
  readonly #classes: number;
  /** From here on states are such ends. */
  #firstEnd = Infinity;

  /** @param texts none empty; they are named by their index */
  constructor(texts: readonly string[]) {
    const all = texts.map((text) => Buffer.from(text, 'utf8'));
    this.lengths = all.map(({ length }) => length);
    this.longest = Math.max(0, ...this.lengths);
    let classes = 1;
    for (const byte of all.flatMap((bytes) => [...bytes])) {
      if (this.#classOf[byte] === 0) this.#classOf[byte] = classes++;
    }
    this.#classes = classes;
    const states = 1 + this.lengths.reduce((sum, length) => sum + length, 0);
    const next = new Int32Array(states * classes);
    this.#ending = [undefined];
    let used = 1;
    for (const [index, bytes] of all.entries()) {
      let state = 0;
      for (const byte of bytes) {
        const edge = state * classes + (this.#classOf[byte] ?? 0);
        if (next[edge] === 0) {
          next[edge] = used++;
          this.#ending.push(undefined);
        }
        state = next[edge] ?? 0;
      }
      this.#ending[state] = [...(this.#ending[state] ?? []), index];
    }
    this.#next = this.#complete(next, used);
  }

  /** Breadth first: where no text goes on, the longest end of what was read does. */
  #complete(next: Int32Array, states: number): Int32Array {
    const classes = this.#classes;
    const shorter = new Int32Array(states);
    const queue: number[] = [];
    for (let one = 0; one < classes; one++) {
      const child = next[one] ?? 0;
      if (child !== 0) queue.push(child);
    }
    for (const state of queue) {
      const back = shorter[state] ?? 0;
      const also = this.#ending[back];
      if (also !== undefined) this.#ending[state] = [...(this.#ending[state] ?? []), ...also];
      for (let one = 0; one < classes; one++) {
        const edge = state * classes + one;
        const child = next[edge] ?? 0;
        const otherwise = next[back * classes + one] ?? 0;
        if (child === 0) next[edge] = otherwise;
        else {
          shorter[child] = otherwise;
          queue.push(child);
        }
      }
    }
    return this.#numbered(next, states);
  }

  /** States at which texts end get the highest numbers, so that one look at a number tells. */
  #numbered(next: Int32Array, states: number): Int32Array {
    const classes = this.#classes;
    const all = Array.from({ length: states }, (_, state) => state);
    const isEnd = (state: number) => this.#ending[state] !== undefined;
    const order = [...all.filter((state) => !isEnd(state)), ...all.filter(isEnd)];
    this.#firstEnd = all.filter((state) => !isEnd(state)).length * classes;
    this.#ending = order.map((state) => this.#ending[state]);
    const numbers = new Int32Array(states);
    for (const [number, state] of order.entries()) numbers[state] = number;
    const table = new Int32Array(states * classes);
    for (const [number, state] of order.entries()) {
      for (let one = 0; one < classes; one++) {
        const to = next[state * classes + one] ?? 0;
        table[number * classes + one] = (numbers[to] ?? 0) * classes;
      }
    }
    return table;
  }

  /**
   * Adds every place in a stretch at which a text stands, in the order in which they end. What stands
   * before the stretch is not looked at.
   */
  find(bytes: Uint8Array, start: number, end: number, places: Places): void {
    const next = this.#next;
    const classOf = this.#classOf;
    const firstEnd = this.#firstEnd;
    let state = 0;
    for (let at = start; at < end; at++) {
      state = next[state + (classOf[bytes[at] ?? 0] ?? 0)] ?? 0;
      if (state < firstEnd) continue;
      for (const text of this.#ending[state / this.#classes] ?? [])
        places.add(at + 1 - (this.lengths[text] ?? 0), text);
    }
  }
}
