import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CacheFile, cacheFileOf } from './cache-file.ts';

interface Found {
  /** All files of one repository. */
  paths: string[];
  bytes: number;
  /** When it was used last, ms since 1970. */
  used: number;
}

/**
 * Takes away the files of the repositories that were used longest ago, until the others are together
 * no larger than `mostBytes`.
 *
 * @returns the bytes that were freed
 */
export async function keepWithin(folder: string, mostBytes: number): Promise<number> {
  const found = [...(await filesIn(folder)).values()].sort((a, b) => b.used - a.used);
  let total = 0;
  let freed = 0;
  for (const { paths, bytes } of found) {
    total += bytes;
    if (total <= mostBytes) continue;
    await remove(paths);
    freed += bytes;
  }
  return freed;
}

/**
 * Takes away what was not used since a moment: the files of other repositories, also those of an older
 * form, and in the files of these the answers to other questions.
 *
 * @param repositories whose files stay
 * @param since ms since 1970
 */
export async function pruneUnused(
  folder: string,
  repositories: Iterable<string>,
  since: number,
): Promise<void> {
  const staying = new Set<string>();
  for (const repository of repositories) {
    staying.add(cacheFileOf(repository));
    const file = CacheFile.open(folder, repository);
    file.change((database) => {
      database.prepare('DELETE FROM result WHERE used < ?').run(since);
      // What a result that stays was made of is used too, though nobody looked at it again.
      const row = database.prepare('SELECT min(begun) AS first FROM result').get();
      const first = Math.min(since, Number(row?.['first'] ?? since));
      database
        .prepare('DELETE FROM scan WHERE question IN (SELECT id FROM question WHERE used < ?)')
        .run(first);
      database.prepare('DELETE FROM question WHERE used < ?').run(first);
      database.prepare('DELETE FROM walk WHERE used < ?').run(first);
    });
    file.use((database) => {
      database.exec('VACUUM');
    });
    file.close();
  }
  for (const [name, { paths }] of await filesIn(folder)) {
    if (!staying.has(name)) await remove(paths);
  }
}

/** The databases of a folder, each with the files that SQLite keeps beside it. */
async function filesIn(folder: string): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const database = /^([0-9a-f]{24}\.v\d+\.sqlite)(?:-wal|-shm)?$/.exec(name)?.[1];
    if (database === undefined) continue;
    const path = join(folder, name);
    const file = await stat(path).catch(() => undefined);
    const one = found.get(database) ?? { paths: [], bytes: 0, used: 0 };
    one.paths.push(path);
    one.bytes += file?.size ?? 0;
    one.used = Math.max(one.used, file?.mtimeMs ?? 0);
    found.set(database, one);
  }
  return found;
}

async function remove(paths: readonly string[]): Promise<void> {
  for (const path of paths) await rm(path, { force: true });
}
