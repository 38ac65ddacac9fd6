import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { today } from '../ground/day.ts';

/** When a repository's own address was last asked, and how that is known. */
export interface LastAsked {
  /** `YYYY-MM-DD`, UTC. */
  day: string;
  by: 'fetched' | 'declared' | 'fetch-head' | 'local';
}

/** In a clone of this program's own: the day of its last fetch. */
const marker = 'crossplan-fetched';

export async function markFetched(gitDir: string): Promise<LastAsked> {
  const day = today();
  await writeFile(join(gitDir, marker), `${day}\n`);
  return { day, by: 'fetched' };
}

/** What {@link markFetched} wrote last. */
export async function lastFetched(gitDir: string): Promise<LastAsked | undefined> {
  const day = (await readFile(join(gitDir, marker), 'utf8').catch(() => '')).trim();
  return /^\d{4}-\d\d-\d\d$/.test(day) ? { day, by: 'fetched' } : undefined;
}

/** Of somebody's clone, bare or not: the time of its FETCH_HEAD, which a fetch that fails empties. */
export async function lastFetchHead(path: string): Promise<LastAsked | undefined> {
  for (const folder of [join(path, '.git'), path]) {
    const found = await stat(join(folder, 'FETCH_HEAD')).catch(() => undefined);
    if (found !== undefined && found.size > 0) return { day: today(found.mtime), by: 'fetch-head' };
  }
  return undefined;
}
