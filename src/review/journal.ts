import { mkdir, open, readFile, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';

/**
 * What a run was told so far, one line per answer, each on disk before it is used. A run that is cut
 * short leaves it; the next one begins with it and asks only for the rest. A complete run removes it.
 *
 * Lines hold what is kept of an answer, never the answer itself: no e-mail address, no token.
 */
export class Journal {
  readonly #path: string | undefined;
  readonly #known: Map<string, unknown>;
  #file: FileHandle | undefined;
  #replayed = 0;
  /** Bytes written so far. */
  #size = 0;

  private constructor(path: string | undefined, known: Map<string, unknown>) {
    this.#path = path;
    this.#known = known;
  }

  /** A journal that keeps nothing: for a run that must not write. */
  static inMemory(): Journal {
    return new Journal(undefined, new Map());
  }

  /**
   * Opens the journal of an unfinished run, or a new one. A line that was cut off in mid-write ends
   * what can be read; it and all after it are asked for again.
   *
   * @param fingerprint what the run is about; a journal of anything else is not used
   */
  static async open(path: string, fingerprint: string): Promise<Journal> {
    const known = new Map<string, unknown>();
    const lines = (await readOrEmpty(path)).split('\n');
    const whole = lines.slice(0, -1);
    const usable = parseLine(whole[0])?.[1] === fingerprint;
    let kept = 0;
    if (usable) {
      for (const line of whole) {
        const entry = parseLine(line);
        if (entry === undefined) break;
        known.set(entry[0], entry[1]);
        kept += Buffer.byteLength(line) + 1;
      }
    }
    const journal = new Journal(path, known);
    await mkdir(dirname(path), { recursive: true });
    journal.#file = await open(path, usable ? 'r+' : 'w');
    if (usable) {
      await journal.#file.truncate(kept);
      journal.#size = kept;
    } else await journal.#append('run', fingerprint);
    return journal;
  }

  /** Answers taken from an earlier, unfinished run. */
  get replayed(): number {
    return this.#replayed;
  }

  /** The answer to `key`: from the journal, else asked for and written down before it is returned. */
  async once<T>(key: string, schema: z.ZodType<T>, ask: () => Promise<T>): Promise<T> {
    const known = schema.safeParse(this.#known.get(key));
    if (known.success && this.#known.has(key)) {
      this.#replayed++;
      return known.data;
    }
    const value = await ask();
    await this.#append(key, value);
    return value;
  }

  async #append(key: string, value: unknown): Promise<void> {
    if (this.#file === undefined) return;
    const line = Buffer.from(`${JSON.stringify([key, value])}\n`);
    await this.#file.write(line, 0, line.length, this.#size);
    await this.#file.datasync();
    this.#size += line.length;
  }

  /** The run is complete and what it learnt is written: nothing is left to resume. */
  async finish(): Promise<void> {
    await this.close();
    if (this.#path !== undefined) await rm(this.#path, { force: true });
  }

  /** Ends the run and keeps the journal for the next one. */
  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
  }
}

async function readOrEmpty(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

function parseLine(line: string | undefined): [string, unknown] | undefined {
  try {
    const value: unknown = JSON.parse(line ?? '');
    if (!Array.isArray(value) || value.length !== 2) return undefined;
    const [key, entry] = value as unknown[];
    return typeof key === 'string' ? [key, entry] : undefined;
  } catch {
    return undefined;
  }
}
