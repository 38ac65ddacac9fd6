import { exportedThreadSchema, faultsOf, type ExportedThread } from './exported-thread.ts';
import type { GivenThreads } from './given-thread.ts';

/** Faults that are told; a file of something else has one in every line. */
const mostFaults = 50;

/** Threads of an export as JSON lines, with all that is wrong with them, by line. */
export function exportedThreads(text: string): {
  threads: { at: string; thread: ExportedThread }[];
  faults: string[];
} {
  const threads: { at: string; thread: ExportedThread }[] = [];
  const faults: string[] = [];
  const seen = new Map<string, string>();
  for (const [i, line] of text.split('\n').entries()) {
    if (faults.length >= mostFaults) break;
    if (line.trim() === '') continue;
    const at = `line ${i + 1}`;
    let value: unknown;
    try {
      value = JSON.parse(line) as unknown;
    } catch (error) {
      faults.push(`${at}: no whole JSON: ${(error as Error).message}`);
      continue;
    }
    const read = exportedThreadSchema.safeParse(value);
    if (!read.success) {
      faults.push(...faultsOf(read.error).map((fault) => `${at}: ${fault}`));
      continue;
    }
    for (const id of [read.data.id, ...read.data.comments.map((one) => one.id)]) {
      const before = seen.get(id);
      if (before !== undefined) faults.push(`${at}: ${id} stands at ${before} already`);
      seen.set(id, at);
    }
    threads.push({ at, thread: read.data });
  }
  return { threads, faults: faults.slice(0, mostFaults) };
}

/** The same as what can be taken into a store. */
export function readJsonLines(text: string): GivenThreads {
  const { threads, faults } = exportedThreads(text);
  return {
    faults,
    threads: threads.map(({ at, thread }) => ({
      ...thread,
      at,
      passage: { range: thread.passage },
    })),
  };
}
