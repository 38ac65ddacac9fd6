import { Worker } from 'node:worker_threads';
import type { Fixed, FixingPart } from './apply-fix.ts';

/** A text, and the lines on which a match may begin, from 1. */
export interface FileToFix {
  path: string;
  text: string;
  lines: ReadonlySet<number>;
}

/** What a fix made of a file, or why it made nothing of it. */
export type FixedFile = { path: string } & (Fixed | { fault: string });

/** Milliseconds that all files of a project may take. */
const limitMs = 120_000;

/** The fix took too long: a rule or a file that ast-grep does not come to an end with. */
export class FixTookTooLong extends Error {
  override name = 'FixTookTooLong';
}

/**
 * Puts a fix to files, in a thread that ends when its time is over: rules and files are strangers', and
 * ast-grep is native code.
 *
 * @throws {FixTookTooLong}
 */
export async function fixFiles(
  fix: FixingPart,
  files: readonly FileToFix[],
  limit = limitMs,
): Promise<FixedFile[]> {
  const { language, rule, constraints, fix: template } = fix;
  const workerData = { fix: { language, rule, constraints, fix: template }, files };
  const worker = new Worker(new URL('fix-thread.ts', import.meta.url), { workerData });
  worker.unref();
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<FixedFile[]>((done, fail) => {
      timer = setTimeout(() => {
        fail(new FixTookTooLong(`the fix took more than ${limit / 1000} s`));
      }, limit);
      worker.once('message', done);
      worker.once('error', fail);
    });
  } finally {
    clearTimeout(timer);
    void worker.terminate();
  }
}
