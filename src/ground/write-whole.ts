import { createHash, randomUUID, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { localFault } from './local-fault.ts';

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
  return replaceWhole(path, inChunks([text]));
}

/**
 * The same for a text too large to stand in memory at once: it is made piece by piece while it is
 * written. Where making it throws, the file stays as it was.
 *
 * @returns whether the file's content changed
 */
export async function writeWholePieces(path: string, pieces: Iterable<string>): Promise<boolean> {
  return replaceWhole(path, inChunks(pieces));
}

/** The same for what is no text. */
export async function writeWholeBytes(
  path: string,
  chunks: Iterable<Uint8Array>,
): Promise<boolean> {
  return replaceWhole(path, chunks);
}

/** The same for what comes bit by bit and is for its owner's eyes alone. */
export async function writeWholeStream(
  path: string,
  pieces: AsyncIterable<string>,
): Promise<boolean> {
  return replaceWhole(path, pieces, 0o600);
}

async function replaceWhole(
  path: string,
  chunks: Iterable<string | Uint8Array> | AsyncIterable<string>,
  mode?: number,
): Promise<boolean> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const beside = `${path}.${randomUUID()}.part`;
  try {
    const file = await open(beside, 'wx', mode);
    const hash = createHash('sha256');
    try {
      await file.writeFile(seen(chunks, hash));
      await file.sync();
    } finally {
      await file.close();
    }
    if (hash.digest('hex') === (await hashOf(path))) {
      await rm(beside);
      return false;
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    // A write's own error bears no path.
    throw localFault(error, path) ?? error;
  }
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  return true;
}

const chunkLength = 1 << 16;

/** Small pieces together, so that not each is a write of its own. */
function* inChunks(pieces: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

async function* seen<Chunk extends string | Uint8Array>(
  chunks: Iterable<Chunk> | AsyncIterable<Chunk>,
  hash: Hash,
) {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

/** A file's hash; undefined where there is none, or a link, which is replaced and never read. */
async function hashOf(path: string): Promise<string | undefined> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isFile() !== true) return undefined;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** What a process that was killed left beside the files that it wrote. */
const cutOff = /\.[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\.part$/;
/** No write takes so long, in ms. */
const longestWriteMs = 60 * 60_000;

/** Takes away from a folder what writes left that were cut off; those of others may be at work still. */
export async function sweepParts(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => cutOff.test(one))) {
    const path = join(folder, name);
    const found = await lstat(path).catch(() => undefined);
    if (found?.isFile() === true && Date.now() - found.mtimeMs > longestWriteMs) {
      await rm(path, { force: true });
    }
  }
}
