import { parentPort, workerData } from 'node:worker_threads';
import { applyFix, type FixingPart } from './apply-fix.ts';
import type { FileToFix, FixedFile } from './fix-files.ts';

/** Answers one question, and ends. */
const { fix, files } = workerData as { fix: FixingPart; files: readonly FileToFix[] };

parentPort?.postMessage(
  files.map(({ path, text, lines }): FixedFile => {
    try {
      return { path, ...applyFix(fix, text, lines) };
    } catch (error) {
      return { path, fault: error instanceof Error ? error.message : String(error) };
    }
  }),
);
