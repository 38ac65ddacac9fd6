import { mkdir, open, readFile, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { beganKey, keptKey, parseJournal, spentKey, wentOnKey } from './journal-lines.ts';

/** A read is gone on with for this long after its last run, in ms: longer than a daily run takes to come. */
const longestMs = 36 * 60 * 60 * 1000;

/**
 * What a read was told so far, one line per answer, each on disk before it is used. A run that is cut
 * short leaves it; the next one begins with it and asks only for the rest. A whole read removes it.
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

  /** When the unfinished read began that this run goes on with; else the present moment. */
  readonly started: number;
  /** Of a read that was given up: what it had been told, worth keeping all the same. */
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
   * Opens the journal of an unfinished read, or a new one. A line that was cut off in mid-write ends
   * what can be read; it and all after it are asked for again. A read that failed or was killed more
   * than a day and a half ago is given up: its answers are not taken for present ones. One that its
   * budget alone cut short is gone on with whenever the next run comes, or a small budget would begin
   * again for ever.
   */
  static async open(path: string, now = Date.now()): Promise<Journal> {
    const { known, given, began, last, isSpent, length } = parseJournal(await readOrEmpty(path));
    const isRecent = Math.abs(now - last) < longestMs;
    const goesOn = began !== undefined && (isRecent || (isSpent && last <= now));
    const journal = goesOn
      ? new Journal(path, known, began, given)
      : new Journal(path, new Map(), now, [...given, ...known.values()]);
    await mkdir(dirname(path), { recursive: true });
    // What is salvaged stays on disk until the run that takes it in is through.
    journal.#file = await open(path, length > 0 ? 'r+' : 'w');
    await journal.#file.truncate(length);
    journal.#size = length;
    await journal.#append(goesOn ? wentOnKey : beganKey, now);
    return journal;
  }

  /** Answers taken from an earlier run of the same read. */
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

  /** Whether an earlier run of the same read has an answer to `key`. */
  knows(key: string): boolean {
    return this.#known.has(key);
  }

  async #append(key: string, value: unknown): Promise<void> {
    if (this.#file === undefined) return;
    const line = Buffer.from(`${JSON.stringify([key, value])}\n`);
    await this.#file.write(line, 0, line.length, this.#size);
    await this.#file.datasync();
    this.#size += line.length;
  }

  /** The read is whole and what it learnt is written: nothing is left to go on with. */
  async finish(): Promise<void> {
    await this.#close();
    if (this.#path !== undefined) await rm(this.#path, { force: true });
  }

  /**
   * Ends the run and keeps the journal for the next one. What this one salvaged is written by now.
   *
   * @param isSpent whether its budget alone cut it short
   */
  async close({ isSpent = false } = {}): Promise<void> {
    if (this.salvaged.length > 0) await this.#append(keptKey, true);
    if (isSpent) await this.#append(spentKey, true);
    await this.#close();
  }

  async #close(): Promise<void> {
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
