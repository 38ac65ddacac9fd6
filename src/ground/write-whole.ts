import { randomUUID } from 'node:crypto';
import { lstat, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Replaces a file whole or not at all: write beside it, fsync, rename, fsync the folder. An
 * unchanged file is left alone, its time of change too.
 *
 * @returns whether the file's content changed
 */
export async function writeWhole(path: string, text: string): Promise<boolean> {
  try {
    // A link is replaced, never read: it may lead anywhere.
    const found = await lstat(path);
    const same = found.isFile() && found.size === Buffer.byteLength(text);
    if (same && (await readFile(path, 'utf8')) === text) {
      return false;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const beside = `${path}.${randomUUID()}.part`;
  try {
    const file = await open(beside, 'wx');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  return true;
}
