/** Paths by their numbers, in the order in which they were met. */
export class PathNumbers {
  readonly #numbers: Map<string, number>;

  /** @param paths in the order of their numbers */
  constructor(paths: readonly string[] = []) {
    this.#numbers = new Map(paths.map((path, number) => [path, number]));
  }

  of(path: string): number {
    let number = this.#numbers.get(path);
    if (number === undefined) this.#numbers.set(path, (number = this.#numbers.size));
    return number;
  }

  get size(): number {
    return this.#numbers.size;
  }

  paths(): string[] {
    return [...this.#numbers.keys()];
  }
}

const fewest = 64;

/** A set of such numbers, a bit each: a history has thousands of paths, and a hundred probes see most. */
export class NumberSet {
  #bits: Uint8Array;
  #size = 0;

  constructor(bits: Uint8Array = new Uint8Array(fewest)) {
    this.#bits = bits;
    for (let rest of bits) {
      for (; rest !== 0; rest &= rest - 1) this.#size++;
    }
  }

  /** What `text` gave. */
  static of(text: string): NumberSet {
    return new NumberSet(new Uint8Array(Buffer.from(text, 'base64')));
  }

  get size(): number {
    return this.#size;
  }

  add(number: number): void {
    const at = number >> 3;
    if (at >= this.#bits.length) {
      const more = new Uint8Array(Math.max(fewest, 2 * at));
      more.set(this.#bits);
      this.#bits = more;
    }
    const bit = 1 << (number & 7);
    const before = this.#bits[at] ?? 0;
    if ((before & bit) !== 0) return;
    this.#bits[at] = before | bit;
    this.#size++;
  }

  /** In base64, without the empty end. */
  get text(): string {
    const end = this.#bits.findLastIndex((byte) => byte !== 0) + 1;
    return Buffer.from(this.#bits.subarray(0, end)).toString('base64');
  }
}
