import { readFile } from 'node:fs/promises';

const signature = 0xff744f63;
const headerBytes = 8 + 256 * 4;
const idBytes = 20;

/** Where each object of a pack begins (index of version 2, object names of SHA-1). */
export class PackIndex {
  readonly #bytes: Buffer;
  readonly #count: number;

  private constructor(bytes: Buffer, count: number) {
    this.#bytes = bytes;
    this.#count = count;
  }

  /** Undefined: not an index that is understood. */
  static async open(path: string): Promise<PackIndex | undefined> {
    const bytes = await readFile(path);
    if (bytes.length < headerBytes || bytes.readUInt32BE(0) !== signature) return undefined;
    if (bytes.readUInt32BE(4) !== 2) return undefined;
    const count = bytes.readUInt32BE(headerBytes - 4);
    // Names, checksums, offsets, two checksums of the whole.
    if (bytes.length < headerBytes + count * (idBytes + 8) + 2 * idBytes) return undefined;
    return new PackIndex(bytes, count);
  }

  /** The object's offset in the pack, or undefined if it is not there. */
  offsetOf(id: Buffer): number | undefined {
    const first = id[0] ?? 0;
    let low = first === 0 ? 0 : this.#bytes.readUInt32BE(8 + 4 * (first - 1));
    let high = Math.min(this.#count, this.#bytes.readUInt32BE(8 + 4 * first));
    while (low < high) {
      const middle = (low + high) >> 1;
      const at = headerBytes + middle * idBytes;
      const order = this.#bytes.compare(id, 0, idBytes, at, at + idBytes);
      if (order === 0) return this.#offset(middle);
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return undefined;
  }

  #offset(position: number): number {
    const offsets = headerBytes + this.#count * (idBytes + 4);
    const short = this.#bytes.readUInt32BE(offsets + 4 * position);
    if (short < 0x80000000) return short;
    const large = offsets + 4 * this.#count + 8 * (short - 0x80000000);
    return Number(this.#bytes.readBigUInt64BE(large));
  }
}
