import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { inflateSync } from 'node:zlib';

/** What stands before an object's compressed content. */
export interface EntryHeader {
  type: 'blob' | 'other' | 'delta';
  /** Of the content, or of the delta. */
  size: number;
  /** Of a delta its base: the offset in the same pack, or the object's name. */
  base?: number | Buffer;
  /** Where the compressed content begins. */
  start: number;
}

/** An object of a pack that cannot be read; git may know a better copy. */
export class BadPack extends Error {
  override name = 'BadPack';
}

/** Headers are read in the order of the pack, many from one page. */
const pageBytes = 64 * 1024;
/** Behind the last object stands the checksum of the whole. */
const trailerBytes = 20;
const longestHeader = 40;

/**
 * Bytes that a content of this size can take where it is stored (zlib's own bound). Where an entry ends
 * no index says; what follows it is not looked at, and what took even more would be left to git.
 */
function mostStored(size: number): number {
  return size + Math.ceil(size / 1000) + 64;
}

/** Reads objects as they are stored in a pack. To be closed. */
export class PackFile {
  readonly #file: number;
  /** Where the last object ends. */
  readonly #end: number;
  /** The bytes that were read last, and where they begin. */
  #page: Buffer = Buffer.alloc(0);
  #pageStart = 0;
  readonly #space = Buffer.allocUnsafeSlow(pageBytes);
  #content = Buffer.allocUnsafeSlow(pageBytes);

  constructor(path: string) {
    this.#file = openSync(path, 'r');
    this.#end = fstatSync(this.#file).size - trailerBytes;
  }

  close(): void {
    closeSync(this.#file);
  }

  header(offset: number): EntryHeader {
    const bytes = this.#paged(offset);
    let at = 0;
    const next = () => {
      const byte = bytes[at++];
      if (byte === undefined) throw new BadPack('a header without an end');
      return byte;
    };
    let byte = next();
    const type = (byte >> 4) & 7;
    let size = byte & 0x0f;
    for (let factor = 16; byte >= 0x80; factor *= 128) {
      byte = next();
      size += (byte & 0x7f) * factor;
    }
    if (type === 6) {
      byte = next();
      let back = byte & 0x7f;
      while (byte >= 0x80) {
        byte = next();
        back = (back + 1) * 128 + (byte & 0x7f);
      }
      return { type: 'delta', size, base: offset - back, start: offset + at };
    }
    if (type === 7) {
      const base = Buffer.from(bytes.subarray(at, at + 20));
      return { type: 'delta', size, base, start: offset + at + 20 };
    }
    return { type: type === 3 ? 'blob' : 'other', size, start: offset + at };
  }

  /**
   * The content of an entry.
   *
   * @throws BadPack if it is not what its header says
   */
  content({ start, size }: EntryHeader): Buffer {
    const bytes = this.#stored(start, Math.min(start + mostStored(size), this.#end));
    try {
      const chunkSize = Math.max(64, size + 1);
      const content = inflateSync(bytes, { chunkSize, maxOutputLength: Math.max(1, size) });
      if (content.length === size) return content;
    } catch (error) {
      throw new BadPack(error instanceof Error ? error.message : String(error));
    }
    throw new BadPack('of another size than it says');
  }

  /** What is stored in a stretch, whose bytes hold until the next call. */
  #stored(start: number, end: number): Buffer {
    const length = end - start;
    if (start < 0 || length <= 0) throw new BadPack('an offset outside of the pack');
    if (length > this.#content.length) this.#content = Buffer.allocUnsafeSlow(2 * length);
    const count = readSync(this.#file, this.#content, 0, length, start);
    return this.#content.subarray(0, count);
  }

  /** What begins at an offset, at least as long as a header where the pack does not end before. */
  #paged(offset: number): Buffer {
    const wanted = Math.min(this.#end, offset + longestHeader);
    if (offset < 0 || wanted <= offset) throw new BadPack('an offset outside of the pack');
    if (offset < this.#pageStart || wanted > this.#pageStart + this.#page.length) {
      const count = readSync(this.#file, this.#space, 0, pageBytes, offset);
      this.#page = this.#space.subarray(0, count);
      this.#pageStart = offset;
    }
    return this.#page.subarray(offset - this.#pageStart);
  }
}
