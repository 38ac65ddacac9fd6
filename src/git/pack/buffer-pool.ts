/** Bytes that are kept to be used again, at most. */
const mostKept = 24 * 1024 * 1024;
const smallest = 12;

/** Lends space for contents: a history has gigabytes of them, a few at a time. */
export class BufferPool {
  /** By the logarithm of their sizes. */
  readonly #free: Buffer[][] = [];
  #kept = 0;

  /** Space of exactly this size, with anything in it. */
  take(size: number): Buffer {
    const order = Math.max(smallest, 32 - Math.clz32(Math.max(0, size - 1)));
    const space = this.#free[order]?.pop();
    if (space === undefined) return Buffer.allocUnsafeSlow(2 ** order).subarray(0, size);
    this.#kept -= space.length;
    return space.subarray(0, size);
  }

  /** What was lent, and is used no more. */
  give({ buffer }: Buffer): void {
    if (this.#kept + buffer.byteLength > mostKept) return;
    const order = 31 - Math.clz32(buffer.byteLength);
    (this.#free[order] ??= []).push(Buffer.from(buffer as ArrayBuffer));
    this.#kept += buffer.byteLength;
  }
}
