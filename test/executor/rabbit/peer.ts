import { spawn, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { pythonPath } from './available.ts';
import { patienceMs } from '../../support/patience.ts';

/** What the Python client answers; `error` tells the class that it would have raised. */
export interface PythonAnswer {
  id: number;
  result?: unknown;
  seconds: number;
  error?: {
    type: string;
    module: string;
    text: string;
    exc_type: string | null;
    is_value_error: boolean;
  };
}

const endMs = 5000;

/** A Python program of `peers/` that writes JSON lines, beginning with `{"ready": true}`. */
export class PythonPeer implements AsyncDisposable {
  /** The first line that it wrote. */
  ready: Readonly<Record<string, unknown>> = {};
  /** Every line that it wrote after the first. */
  readonly lines: unknown[] = [];
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: PythonAnswer) => void>();
  #nextId = 1;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static start(program: string, ...args: string[]): Promise<PythonPeer> {
    return PythonPeer.startWith(pythonPath, program, ...args);
  }

  /** The same with another Python than the system's. */
  static async startWith(python: string, program: string, ...args: string[]): Promise<PythonPeer> {
    const child = spawn(python, [`${import.meta.dirname}/peers/${program}`, ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
      // A queue manager's lock stands there.
      env: { PATH: process.env['PATH'], LANG: 'C.UTF-8', TZ: 'UTC', OSLO_LOCK_PATH: tmpdir() },
    });
    const peer = new PythonPeer(child);
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-4000);
    });
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => {
        reject(new Error(`${program} was not ready after ${patienceMs} ms:\n${errors}`));
      }, patienceMs);
      child.once('exit', (code) => {
        clearTimeout(late);
        reject(new Error(`${program} ended with ${code ?? 'a signal'}:\n${errors}`));
      });
      createInterface({ input: child.stdout }).on('line', (line) => {
        const value = JSON.parse(line) as { ready?: boolean };
        if (value.ready === true) {
          clearTimeout(late);
          peer.ready = value;
          resolve();
        } else {
          peer.#take(value as PythonAnswer);
        }
      });
    });
    return peer;
  }

  /** Asks the client program; resolves with its answer, an error of the call included. */
  ask(request: Record<string, unknown>): Promise<PythonAnswer> {
    const id = this.#nextId++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#child.stdin?.write(`${JSON.stringify({ id, ...request })}\n`);
    });
  }

  /** Ends it in order, by force after five seconds. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => {
      child.once('exit', () => {
        resolve();
      });
    });
    child.stdin?.end();
    const late = setTimeout(() => child.kill('SIGKILL'), endMs);
    await ended;
    clearTimeout(late);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #take(answer: PythonAnswer): void {
    this.lines.push(answer);
    this.#waiting.get(answer.id)?.(answer);
    this.#waiting.delete(answer.id);
  }
}
