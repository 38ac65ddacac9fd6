import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { usageOf } from '../ground/process-usage.ts';
import { UnreadableRepository, type ReadProblem } from '../git/read-problem.ts';
import { ReaderOutput } from './reader-output.ts';
import type { ReadTask } from './read-project.ts';
import type { AdoptionSnapshot } from './snapshot.ts';

/** What a reader's process may take; what takes more is ended. */
export interface ReaderLimits {
  /** Of JavaScript's own heap, in MiB. */
  heapMebibytes: number;
  /** Of all memory, in MiB; watched where the system tells (Linux). */
  memoryMebibytes: number;
  /** Computing time, in ms; watched likewise. */
  computingMs: number;
  /** By the clock, in ms. */
  totalMs: number;
}

const defaultLimits: ReaderLimits = {
  heapMebibytes: 2048,
  memoryMebibytes: 4096,
  computingMs: 15 * 60_000,
  totalMs: 60 * 60_000,
};

/** Between two looks at what the process takes, in ms. */
const watchMs = 500;

/** What a reader's process sends. */
export type ReaderAnswer =
  { snapshot: AdoptionSnapshot } | { problem: ReadProblem; detail: string };

/** What it sends before: how many of the contents that must be read are. */
export interface ReaderProgress {
  done: number;
  total: number;
}

/**
 * Node's options of a process that reads a history, which makes gigabytes of short-lived data: with less
 * room for them it takes a third less memory, and no more time.
 */
export const sparing = ['--max-semi-space-size=8'] as const;

const program = fileURLToPath(new URL('reader-process.ts', import.meta.url));

/**
 * Reads a project in a process of its own: whatever a repository does to it, memory without end, a
 * crash, a loop, ends that process alone.
 *
 * @param onProgress told from time to time
 * @throws UnreadableRepository where nothing could be read, also because the process ended
 */
export async function readApart(
  task: ReadTask,
  limits: Partial<ReaderLimits> = {},
  onProgress: (progress: ReaderProgress) => void = () => undefined,
): Promise<AdoptionSnapshot> {
  const bounds = { ...defaultLimits, ...limits };
  const child = fork(program, [], {
    execArgv: [`--max-old-space-size=${bounds.heapMebibytes}`, ...sparing],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const answer = await answerOf(child, task, bounds, onProgress);
  if ('snapshot' in answer) return answer.snapshot;
  throw new UnreadableRepository(answer.problem, answer.detail);
}

async function answerOf(
  child: ChildProcess,
  task: ReadTask,
  bounds: ReaderLimits,
  onProgress: (progress: ReaderProgress) => void,
): Promise<ReaderAnswer> {
  let answer: ReaderAnswer | undefined;
  let stopped: string | undefined;
  const output = new ReaderOutput();
  const stop = (why: string) => {
    stopped ??= why;
    child.kill('SIGKILL');
  };
  child.on('message', (message) => {
    const said = message as ReaderAnswer | ReaderProgress;
    if ('done' in said) onProgress(said);
    else answer = said;
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    output.add(chunk.toString('utf8'));
  });
  const clock = setTimeout(() => {
    stop(`took more than ${bounds.totalMs / 1000} s`);
  }, bounds.totalMs);
  const watch = setInterval(() => {
    void usageOf(child.pid).then((usage) => {
      if (usage === undefined) return;
      if (usage.mebibytes > bounds.memoryMebibytes) {
        stop(`took more than ${bounds.memoryMebibytes} MiB of memory`);
      } else if (usage.computingMs > bounds.computingMs) {
        stop(`took more than ${bounds.computingMs / 1000} s of computing`);
      }
    });
  }, watchMs);
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => {
      resolve(error.message);
    });
    child.on('close', (code, signal) => {
      resolve(`ended with ${code ?? signal ?? 'nothing'}`);
    });
  });
  try {
    child.send(task);
    const how = await ended;
    if (answer !== undefined) return answer;
    const why =
      stopped ?? (output.isHeapFull ? `took more than ${bounds.heapMebibytes} MiB of memory` : how);
    const message = `its reading was ended: ${why}`;
    return { problem: { code: 'engine', message }, detail: output.last };
  } finally {
    clearTimeout(clock);
    clearInterval(watch);
  }
}
