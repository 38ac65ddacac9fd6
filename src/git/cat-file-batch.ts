import type { Writable } from 'node:stream';
import type { Absent } from './object-source.ts';
import { follow, startReading } from './run-git.ts';

const newline = 0x0a;

/** One `git cat-file` process that answers for many objects in the order in which they are asked. */
export class BatchReader {
  readonly #gitDir: string;

  constructor(gitDir: string) {
    this.#gitDir = gitDir;
  }

  /**
   * Which of these are there and at most `limit` bytes large, asked of the object headers alone: a
   * huge blob is never inflated.
   */
  async sizes(
    ids: readonly string[],
    limit: number,
    visit: (id: string, absent: Absent) => void,
  ): Promise<string[]> {
    const readable: string[] = [];
    let at = 0;
    const parser = new LineParser((line) => {
      const id = ids[at++] ?? '';
      const [, type, size] = line.split(' ');
      if (type !== 'blob') visit(id, { missing: true });
      else if (Number(size) > limit) visit(id, { size: Number(size) });
      else readable.push(id);
    });
    await this.#ask(['cat-file', '--batch-check', '--buffer'], ids, (chunk) => {
      parser.push(chunk);
    });
    return readable;
  }

  /** The contents of blobs, each handed over as soon as it is whole, to be used at once. */
  async contents(
    ids: readonly string[],
    visit: (id: string, content: Buffer | Absent) => void,
  ): Promise<void> {
    let at = 0;
    const parser = new ContentParser((content) => {
      visit(ids[at++] ?? '', content);
    });
    await this.#ask(['cat-file', '--batch', '--buffer'], ids, (chunk) => {
      parser.push(chunk);
    });
  }

  async #ask(args: string[], ids: readonly string[], take: (chunk: Buffer) => void): Promise<void> {
    if (ids.length === 0) return;
    const child = startReading(this.#gitDir, args);
    const followed = follow(child, args, take);
    if (child.stdin !== null) await feed(child.stdin, ids);
    await followed;
  }
}

/** Writes the questions as fast as they are taken; stops when the other side is gone. */
async function feed(input: Writable, ids: readonly string[]): Promise<void> {
  const step = 512;
  for (let at = 0; at < ids.length && !input.destroyed; at += step) {
    const more = input.write(`${ids.slice(at, at + step).join('\n')}\n`);
    if (!more) {
      await new Promise<void>((resolve) => {
        const go = () => {
          input.off('drain', go).off('close', go);
          resolve();
        };
        input.on('drain', go).on('close', go);
      });
    }
  }
  input.end();
}

class LineParser {
  #rest = '';
  readonly #take: (line: string) => void;

  constructor(take: (line: string) => void) {
    this.#take = take;
  }

  push(chunk: Buffer): void {
    const lines = (this.#rest + chunk.toString('latin1')).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#take(line);
  }
}

/** `<id> <type> <size>\n<content>\n`, or `<id> missing\n`, over and over. */
class ContentParser {
  readonly #take: (content: Buffer | Absent) => void;
  #head = '';
  /** Used again for every content: a history has gigabytes of them. */
  #space = Buffer.allocUnsafeSlow(256 * 1024);
  /** Bytes of the content that is being read, with the newline after it; -1 between contents. */
  #wanted = -1;
  #filled = 0;

  constructor(take: (content: Buffer | Absent) => void) {
    this.#take = take;
  }

  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#wanted < 0) {
        const end = chunk.indexOf(newline, at);
        this.#head += chunk.toString('latin1', at, end < 0 ? chunk.length : end);
        if (end < 0) return;
        at = end + 1;
        const size = /^\S+ \S+ (\d+)$/.exec(this.#head)?.[1];
        this.#head = '';
        if (size === undefined) {
          this.#take({ missing: true });
          continue;
        }
        this.#wanted = Number(size) + 1;
        this.#filled = 0;
        if (this.#wanted > this.#space.length) {
          this.#space = Buffer.allocUnsafeSlow(2 * this.#wanted);
        }
      } else {
        const end = Math.min(chunk.length, at + this.#wanted - this.#filled);
        this.#filled += chunk.copy(this.#space, this.#filled, at, end);
        at = end;
        if (this.#filled === this.#wanted) {
          const size = this.#wanted - 1;
          this.#wanted = -1;
          this.#take(this.#space.subarray(0, size));
        }
      }
    }
  }
}
