import { mkdir, open, readFile, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';

/** Key of the line that says when the run began. */
const beginning = 'began';

/** Answers are gone on from for this long, in ms: longer than from one daily run to the next. */
const longestMs = 36 * 60 * 60 * 1000;

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

  /** When the unfinished run began that this one goes on from; else the present moment. */
  readonly started: number;
  /** Of a journal too old to go on from: what it had been told, worth keeping all the same. */
  readonly salvaged: readonly unknown[];

  private constructor(
    path: string | undefined,
    known: Map<string, unknown>,
    started: number,
    salvaged: readonly unknown[],
  ) {
    this.#path = path;
    this.#known = known;
    this.started = started;
    this.salvaged = salvaged;
  }

  /** A journal that keeps nothing: for a run that must not write. */
  static inMemory(now = Date.now()): Journal {
    return new Journal(undefined, new Map(), now, []);
  }

  /**
   * Opens the journal of an unfinished run, or a new one. A line that was cut off in mid-write ends
   * what can be read; it and all after it are asked for again. Answers older than a day and a half
   * are not taken for present ones.
   */
  static async open(path: string, now = Date.now()): Promise<Journal> {
    const known = new Map<string, unknown>();
    let kept = 0;
    for (const line of (await readOrEmpty(path)).split('\n').slice(0, -1)) {
      const entry = parseLine(line);
      if (entry === undefined) break;
      known.set(entry[0], entry[1]);
      kept += Buffer.byteLength(line) + 1;
    }
    const began = known.get(beginning);
    const usable = typeof began === 'number' && Math.abs(now - began) < longestMs;
    const journal = usable
      ? new Journal(path, known, began, [])
      : new Journal(path, new Map(), now, [...known.values()]);
    await mkdir(dirname(path), { recursive: true });
    // What is salvaged stays on disk until the run that takes it in is through.
    journal.#file = await open(path, kept > 0 ? 'r+' : 'w');
    await journal.#file.truncate(kept);
    journal.#size = kept;
    if (!usable) await journal.#append(beginning, kept > 0 ? 0 : now);
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
