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

/**
 * Asks a thread, and waits: a grammar is native code that nothing else could interrupt, and its trees are
 * freed only where the thread has nothing to do.
 */
export class PatternFinder {
  readonly #limitMs: number;
  #port: MessagePort | undefined;
  #signal = new Int32Array(new SharedArrayBuffer(4));
  #text: string | undefined;
  #tooLong = 0;

  /** @param limitMs milliseconds of computing in one file */
  constructor(limitMs = patternLimitMs) {
    this.#limitMs = limitMs;
  }

  /** Undefined where it took too long. */
  find(
    question: PatternQuestion & { text: string },
  ): PatternAnswer | { fault: string } | undefined {
    if (this.#tooLong >= mostTooLong) return undefined;
    const port = (this.#port ??= this.#start());
    const { text, ...rest } = question;
    Atomics.store(this.#signal, 0, 0);
    port.postMessage(text === this.#text ? rest : question);
    this.#text = text;
    if (this.#wait()) {
      return receiveMessageOnPort(port)?.message as PatternAnswer | { fault: string };
    }
    this.#tooLong++;
    this.#port = undefined;
    this.#text = undefined;
    return undefined;
  }

  /** Until it answered, or had that much computing time: on a busy machine the clock says little. */
  #wait(): boolean {
    const before = process.cpuUsage();
    for (;;) {
      if (Atomics.wait(this.#signal, 0, 0, this.#limitMs) !== 'timed-out') return true;
      const { user, system } = process.cpuUsage(before);
      if (user + system >= this.#limitMs * 900) return false;
    }
  }

  #start(): MessagePort {
    this.#signal = new Int32Array(new SharedArrayBuffer(4));
    const { port1, port2 } = new MessageChannel();
    const worker = new Worker(new URL('pattern-thread.ts', import.meta.url), {
      workerData: { signal: this.#signal, port: port2 },
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
