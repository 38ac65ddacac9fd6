import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../../support/proposals.ts';

/** Within a test: a place for a store in a file of its own, gone with the test. */
export async function sqliteFile(): Promise<{ file: string }> {
  const folder = await temporaryFolder();
  onTestFinished(() => rm(folder, { recursive: true }));
  return { file: join(folder, 'comments.sqlite') };
}
