import type { Writable } from 'node:stream';
import type { Absent } from '../objects.ts';
import { follow, startReading } from './run.ts';

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

  /** The contents of blobs, each handed over as soon as it is whole. */
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
  #content: Buffer | undefined;
  #filled = 0;

  constructor(take: (content: Buffer | Absent) => void) {
    this.#take = take;
  }

  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#content === undefined) {
        const end = chunk.indexOf(newline, at);
        this.#head += chunk.toString('latin1', at, end < 0 ? chunk.length : end);
        if (end < 0) return;
        at = end + 1;
        const size = /^\S+ \S+ (\d+)$/.exec(this.#head)?.[1];
        this.#head = '';
        if (size === undefined) this.#take({ missing: true });
        // The newline after the content is read as its last byte and dropped.
        else this.#content = Buffer.allocUnsafe(Number(size) + 1);
        this.#filled = 0;
      } else {
        const copied = chunk.copy(this.#content, this.#filled, at);
        at += copied;
        this.#filled += copied;
        if (this.#filled === this.#content.length) {
          const whole = this.#content.subarray(0, -1);
          this.#content = undefined;
          this.#take(whole);
        }
      }
    }
  }
}
