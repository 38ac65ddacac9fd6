/** So much of what a process said last is kept, in UTF-16 units. */
const mostKept = 2000;

/** How V8 says that its heap is full; a stack of any length, with the program's path in each line, follows. */
const heapIsFull = /out of memory|heap limit/;

/** What a reader's process says of its end. */
export class ReaderOutput {
  #last = '';
  #isHeapFull = false;

  add(text: string): void {
    const all = this.#last + text;
    this.#isHeapFull ||= heapIsFull.test(all);
    this.#last = all.slice(-mostKept);
  }

  /** Did it end for want of memory? */
  get isHeapFull(): boolean {
    return this.#isHeapFull;
  }

  /** The last that it said. */
  get last(): string {
    return this.#last.trim();
  }
}
