import type { CacheFile } from './cache-file.ts';

/** The last results of a file are kept: one for each proposal that asks a repository, and some more. */
const mostResults = 20;

/** What was kept under a key, as data; undefined: nothing, or nothing that can be understood. */
export function knownResult(file: CacheFile, key: string): unknown {
  const text = file.use((database) => {
    const row = database.prepare('SELECT text FROM result WHERE key = ?').get(key);
    if (row === undefined) return undefined;
    database.prepare('UPDATE result SET used = ? WHERE key = ?').run(Date.now(), key);
    return row['text'];
  });
  return typeof text === 'string' ? parsed(text) : undefined;
}

/**
 * @param data that JSON says whole
 * @param begun when the work at it began, ms since 1970
 */
export function keepResult(file: CacheFile, key: string, data: unknown, begun: number): void {
  file.change((database) => {
    database
      .prepare('INSERT OR REPLACE INTO result VALUES (?, ?, ?, ?)')
      .run(key, JSON.stringify(data), Date.now(), begun);
    database
      .prepare(
        `DELETE FROM result WHERE key NOT IN
           (SELECT key FROM result ORDER BY used DESC LIMIT ${mostResults})`,
      )
      .run();
  });
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
