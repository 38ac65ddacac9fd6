import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Another run is at work on the same cache. */
export class Locked extends Error {
  override name = 'Locked';
}

/**
 * Keeps a second run from writing into the same journals.
 *
 * @returns what gives the lock back; the lock of a process that is gone is taken over
 */
export async function holdLock(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'lock');
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const file = await open(path, 'wx');
      await file.writeFile(String(process.pid));
      await file.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const pid = Number(await readFile(path, 'utf8').catch(() => ''));
      if (isAlive(pid)) {
        throw new Locked(
          `process ${pid} is at work on ${folder}: wait for it, or choose another --cache`,
        );
      }
      await rm(path, { force: true });
    }
  }
  throw new Locked(`${path} cannot be had`);
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
