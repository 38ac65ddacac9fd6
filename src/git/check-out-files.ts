import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { GitObjects } from './git-objects.ts';

/** Blobs that a clone was made without. */
export class LacksBlobs extends Error {
  override name = 'LacksBlobs';
}

/** A folder of this run alone, with some files of a commit in it. */
export interface CheckedOut {
  root: string;
  [Symbol.asyncDispose]: () => Promise<void>;
}

/**
 * Puts blobs into a new temporary folder, which goes when it is disposed of.
 *
 * @param files blobs by path below the folder; who calls has made sure that each leads nowhere else
 * @param limit a larger blob is left out, in bytes
 * @param change what is written in a file's place; default, the file
 * @throws {LacksBlobs}
 */
export async function checkOutFiles(
  objects: GitObjects,
  files: readonly (readonly [path: string, blob: string])[],
  limit: number,
  change: (path: string, content: Buffer) => Buffer | string = (_, content) => content,
): Promise<CheckedOut> {
  const contents = new Map<string, Buffer>();
  const lacking: string[] = [];
  await objects.blobs(
    files.map(([, blob]) => blob),
    limit,
    (id, content) => {
      if (Buffer.isBuffer(content)) contents.set(id, Buffer.from(content));
      else if ('missing' in content) lacking.push(id);
    },
  );
  if (lacking.length > 0) throw new LacksBlobs('this clone was made without some of its files');
  const root = await mkdtemp(join(tmpdir(), 'crossplan-past-'));
  const drop = () => rm(root, { recursive: true, force: true });
  try {
    for (const [path, blob] of files) {
      const content = contents.get(blob);
      if (content === undefined) continue;
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), change(path, content));
    }
  } catch (error) {
    await drop();
    throw error;
  }
  return { root, [Symbol.asyncDispose]: drop };
}
