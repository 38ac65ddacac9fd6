/** A logical line: one simple statement, or the header of a compound one, over all its lines. */
export interface LogicalLine {
  /** Offsets in the text; `start` is that of the first character that is no blank. */
  start: number;
  end: number;
  /** Line of `start`, from 1. */
  line: number;
  /** Does its code end with a colon: the head of a block? */
  header: boolean;
}

export interface LexedPython {
  text: string;
  lines: LogicalLines;
  /** The kind of each character of the text, as far as it is told. */
  kinds: Uint8Array;
  /** So far lines and kinds are told: the end of a logical line, or of the text. */
  to: number;
}

/** Numbers of a line: its start, its end, its line, and whether it is a header. */
const size = 4;

/** The logical lines of a text as plain numbers: a version of a file takes over thousands at once. */
export class LogicalLines {
  length = 0;
  #numbers: Int32Array;

  /** @param room for so many lines; it grows with them */
  constructor(room = 256) {
    this.#numbers = new Int32Array(size * room);
  }

  add(start: number, end: number, line: number, header: boolean): void {
    this.#grow(1);
    const at = size * this.length++;
    this.#numbers[at] = start;
    this.#numbers[at + 1] = end;
    this.#numbers[at + 2] = line;
    this.#numbers[at + 3] = header ? 1 : 0;
  }

  /** Takes over some lines of another text, moved by so many characters and lines. */
  addMoved(from: LogicalLines, first: number, end: number, moved: number, down: number): void {
    this.#grow(end - first);
    const start = size * this.length;
    this.#numbers.set(from.#numbers.subarray(size * first, size * end), start);
    this.length += end - first;
    if (moved === 0 && down === 0) return;
    const numbers = this.#numbers;
    for (let at = start; at < size * this.length; at += size) {
      numbers[at] = (numbers[at] ?? 0) + moved;
      numbers[at + 1] = (numbers[at + 1] ?? 0) + moved;
      numbers[at + 2] = (numbers[at + 2] ?? 0) + down;
    }
  }

  at(index: number): LogicalLine | undefined {
    if (index < 0 || index >= this.length) return undefined;
    return {
      start: this.startOf(index),
      end: this.endOf(index),
      line: this.lineOf(index),
      header: this.#numbers[size * index + 3] === 1,
    };
  }

  /** Of a line that is there, as are the next two. */
  startOf(index: number): number {
    return this.#numbers[size * index] ?? 0;
  }

  endOf(index: number): number {
    return this.#numbers[size * index + 1] ?? 0;
  }

  lineOf(index: number): number {
    return this.#numbers[size * index + 2] ?? 0;
  }

  /** Bytes that they take. */
  get byteLength(): number {
    return this.#numbers.byteLength;
  }

  *[Symbol.iterator](): Generator<LogicalLine> {
    for (let index = 0; index < this.length; index++) {
      const line = this.at(index);
      if (line !== undefined) yield line;
    }
  }

  /** Index of the first line that ends at an offset or behind it. */
  firstEnding(offset: number): number {
    return this.#first(1, offset);
  }

  /** Index of the last line that starts at an offset or before it; -1: none. */
  lastStarting(offset: number): number {
    return this.#first(0, offset + 1) - 1;
  }

  /** Index of the first line of which a number is at least so much; it grows from line to line. */
  #first(which: 0 | 1, least: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#numbers[size * middle + which] ?? 0) >= least) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #grow(more: number): void {
    const least = size * (this.length + more);
    if (least <= this.#numbers.length) return;
    const larger = new Int32Array(Math.max(least, 2 * this.#numbers.length));
    larger.set(this.#numbers);
    this.#numbers = larger;
  }
}
