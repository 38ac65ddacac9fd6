import {
  receiveMessageOnPort,
  MessageChannel,
  Worker,
  type MessagePort,
} from 'node:worker_threads';
import type { PatternAnswer, PatternQuestion } from './find-pattern.ts';

/** Milliseconds of computing that the search for a pattern may take in one file. */
export const patternLimitMs = 10_000;

/** After so many files that took too long none is tried. */
const mostTooLong = 3;

/** Milliseconds by the clock after which a thread that computes nothing is taken for dead. */
const longestWaitMs = 10 * 60_000;

export interface PatternFinderOptions {
  /** Milliseconds of computing in one file. */
  limitMs?: number;
  /** Milliseconds by the clock. */
  waitMs?: number;
  /** What runs in the thread. */
  thread?: URL;
}

/**
 * Asks a thread, and waits: a grammar is native code that nothing else could interrupt, and its trees are
 * freed only where the thread has nothing to do.
 */
export class PatternFinder {
  readonly #limitMs: number;
  readonly #waitMs: number;
  readonly #thread: URL;
  #port: MessagePort | undefined;
  /** How many questions the thread has answered, and how many it was asked. */
  #answered = new Int32Array(new SharedArrayBuffer(4));
  #asked = 0;
  #text: string | undefined;
  #tooLong = 0;

  constructor({
    limitMs = patternLimitMs,
    waitMs = longestWaitMs,
    thread = new URL('pattern-thread.ts', import.meta.url),
  }: PatternFinderOptions = {}) {
    this.#limitMs = limitMs;
    this.#waitMs = waitMs;
    this.#thread = thread;
  }

  /** Undefined where it took too long. */
  find(
    question: PatternQuestion & { text: string },
  ): PatternAnswer | { fault: string } | undefined {
    if (this.#tooLong >= mostTooLong) return undefined;
    const port = (this.#port ??= this.#start());
    const { text, ...rest } = question;
    port.postMessage(text === this.#text ? rest : question);
    this.#text = text;
    this.#asked += 1;
    if (this.#wait()) {
      return receiveMessageOnPort(port)?.message as PatternAnswer | { fault: string };
    }
    this.#tooLong++;
    this.#port = undefined;
    this.#text = undefined;
    return undefined;
  }

  /**
   * Until it answered, or had that much computing time: on a busy machine the clock says little. To be
   * woken is no answer: the word of the last one may come late.
   */
  #wait(): boolean {
    const before = process.cpuUsage();
    const began = performance.now();
    for (;;) {
      const answered = Atomics.load(this.#answered, 0);
      if (answered >= this.#asked) return true;
      const woken = Atomics.wait(
        this.#answered,
        0,
        answered,
        Math.min(this.#limitMs, this.#waitMs),
      );
      if (woken !== 'timed-out') continue;
      const { user, system } = process.cpuUsage(before);
      if (user + system >= this.#limitMs * 900) return false;
      if (performance.now() - began >= this.#waitMs) return false;
    }
  }

  #start(): MessagePort {
    this.#answered = new Int32Array(new SharedArrayBuffer(4));
    this.#asked = 0;
    const { port1, port2 } = new MessageChannel();
    const worker = new Worker(this.#thread, {
      workerData: { answered: this.#answered, port: port2 },
      transferList: [port2],
    });
    worker.unref();
    port1.unref();
    return port1;
  }
}

let finder: PatternFinder | undefined;

/** One thread for all patterns of a process, so that a file is parsed once for all of them. */
export function patternFinder(): PatternFinder {
  finder ??= new PatternFinder();
  return finder;
}
