import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import PQueue from 'p-queue';
import { writeWhole } from '../write-whole.ts';

/** However many files there are, no more of them are open at once: a system allows some hundreds. */
const opening = new PQueue({ concurrency: 64 });

/** What strangers may write into a folder is opened here alone, and nothing else than that. */
export class UnsafePath extends Error {
  override name = 'UnsafePath';
  readonly code: 'outside' | 'link' | 'not-a-file' | 'too-large';
  /** What is allowed. */
  readonly hint: string;

  constructor(code: UnsafePath['code'], message: string, hint: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

/**
 * The bytes of a file below a folder. No link is followed, neither the file itself nor a folder on
 * the way; it is a regular file (no device, no pipe) and holds at most `mostBytes`.
 *
 * @param root a folder that is trusted: links above it are the operator's own
 * @throws {UnsafePath} where it is none of that; errors of the system (ENOENT, EACCES) as they are
 */
export async function readBelow(root: string, path: string, mostBytes: number): Promise<Buffer> {
  return opening.add(() => readNow(root, path, mostBytes));
}

async function readNow(root: string, path: string, mostBytes: number): Promise<Buffer> {
  await noLinkBelow(root, path);
  // Not blocking: a pipe would wait for its writer for ever.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(path, flags).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ELOOP') throw isLink(path);
    throw error;
  });
  try {
    const found = await file.stat();
    if (!found.isFile()) throw noFile(path);
    if (found.size > mostBytes) throw tooLarge(found.size, mostBytes);
    // A file may grow, and some of /proc say that they are empty: what is read is bounded as well.
    const bytes = Buffer.alloc(Math.min(mostBytes, found.size) + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length, length);
      length += bytesRead;
      if (bytesRead === 0) return bytes.subarray(0, length);
      if (length === bytes.length) throw tooLarge(length, mostBytes);
    }
  } finally {
    await file.close();
  }
}

/** Like {@link readBelow}, as UTF-8 text. */
export async function readTextBelow(
  root: string,
  path: string,
  mostBytes: number,
): Promise<string> {
  return (await readBelow(root, path, mostBytes)).toString('utf8');
}

/**
 * Writes a file below a folder whole or not at all; no link leads the text elsewhere.
 *
 * @returns whether the file's content changed
 */
export async function writeBelow(root: string, path: string, text: string): Promise<boolean> {
  await noLinkBelow(root, path);
  return writeWhole(path, text);
}

/**
 * Is there no link between a folder and what stands below it? What is not there yet is none.
 *
 * @throws {UnsafePath} where one is, or where the path leads out of the folder
 */
export async function noLinkBelow(root: string, path: string): Promise<void> {
  const way = relative(root, path);
  if (way === '' || way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) {
    throw new UnsafePath('outside', `leads out of ${root}`, 'expected a file below it');
  }
  let here = root;
  for (const part of way.split(sep)) {
    here = join(here, part);
    const found = await lstat(here).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    });
    if (found === undefined) return;
    if (found.isSymbolicLink()) throw isLink(here);
    if (here !== path && !found.isDirectory()) {
      throw new UnsafePath('not-a-file', `${dirname(path)} is no folder`, 'expected a folder');
    }
  }
}

function isLink(path: string): UnsafePath {
  const hint = 'links are not followed here: put the file itself in its place';
  return new UnsafePath('link', `${path} is a link`, hint);
}

function noFile(path: string): UnsafePath {
  return new UnsafePath('not-a-file', `${path} is no regular file`, 'expected a text file');
}

function tooLarge(size: number, mostBytes: number): UnsafePath {
  const message = `the file has ${Math.ceil(size / 1024)} KiB`;
  return new UnsafePath('too-large', message, `at most ${mostBytes / 1024} KiB are read`);
}
