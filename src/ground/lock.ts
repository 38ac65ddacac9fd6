import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { localFault } from './local-fault.ts';

/** Another run is at work on the same thing. */
export class Locked extends Error {
  override name = 'Locked';
}

function opened(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path);
  } catch (error) {
    throw localFault(error, path) ?? error;
  }
}

/** Between two tries, in ms. */
const retryWaitMs = 50;
/** SQLite's number for "somebody else has the lock". */
const busy = 5;

/**
 * Takes the lock that is kept in a file; only one process, or one holder within it, has it at a time.
 *
 * It is SQLite's lock on an empty database, that is the operating system's: it ends with its holder,
 * however that ends, so no lock is ever left behind and none is judged by a process number, which a
 * container gives to the next process again. The file itself stays.
 *
 * @param path of the lock's file, beside what it guards
 * @param what what is at work where somebody else has it, for the message
 * @param waitMs how long to wait for it; 0: not at all
 * @returns what gives the lock back
 * @throws Locked, and LocalFault where the file cannot be had: a full disk, one that can only be read
 */
export async function holdLock(
  path: string,
  what: string,
  waitMs = 0,
): Promise<Disposable & { release: () => void }> {
  await mkdir(dirname(path), { recursive: true });
  const until = performance.now() + waitMs;
  const database = opened(path);
  const release = () => {
    if (database.isOpen) database.close();
  };
  for (;;) {
    try {
      database.exec('BEGIN EXCLUSIVE');
      return { release, [Symbol.dispose]: release };
    } catch (error) {
      if ((error as { errcode?: unknown }).errcode !== busy) {
        release();
        throw localFault(error, path) ?? error;
      }
    }
    if (performance.now() >= until) {
      release();
      throw new Locked(`${what}: wait for it to end (its lock is ${path})`);
    }
    await pause(retryWaitMs);
  }
}
