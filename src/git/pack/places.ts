/** Where texts stand: start and text of each in turn, in an array that grows and is used again. */
export class Places {
  at = new Int32Array(1024);
  /** Of the numbers that are in use. */
  length = 0;

  add(start: number, text: number): void {
    if (this.length + 2 > this.at.length) this.#grow(this.length + 2);
    this.at[this.length++] = start;
    this.at[this.length++] = text;
  }

  /** Adds those of a stretch of others, moved by so much. */
  addMoved(others: Int32Array, from: number, to: number, moved: number): void {
    const more = to - from;
    if (more <= 0) return;
    if (this.length + more > this.at.length) this.#grow(this.length + more);
    this.at.set(others.subarray(from, to), this.length);
    const end = this.length + more;
    if (moved !== 0) {
      for (let at = this.length; at < end; at += 2) this.at[at] = (this.at[at] ?? 0) + moved;
    }
    this.length = end;
  }

  #grow(least: number): void {
    const larger = new Int32Array(Math.max(least, 2 * this.at.length));
    larger.set(this.at.subarray(0, this.length));
    this.at = larger;
  }
}
