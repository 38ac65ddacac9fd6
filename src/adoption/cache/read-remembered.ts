import { createHash } from 'node:crypto';
import { openRepository, type Repository } from '../../git/repository.ts';
import { programDigest } from '../../ground/program-digest.ts';
import type { ReadTask } from '../read-project.ts';
import { adoptionSnapshotSchema, type AdoptionSnapshot } from '../snapshot.ts';
import { CacheFile } from './cache-file.ts';

/** What the same commits may not say again: what is absent may come, and a busy machine is slow. */
const passing: ReadonlySet<string> = new Set([
  ...['shallow', 'partial', 'blob-missing', 'parser', 'pattern', 'engine', 'git', 'too-large'],
]);

/**
 * Reads a project, unless the same question was answered at the same commit before.
 *
 * @param task where it names no folder of the cache, it is always read
 * @throws UnreadableRepository as reading does
 */
export async function readRemembered(
  task: ReadTask,
  read: (task: ReadTask) => Promise<AdoptionSnapshot>,
): Promise<AdoptionSnapshot> {
  if (task.scans === undefined) return read(task);
  const repository = await openRepository(task.path, task.entry.branch, task.isMirror);
  const key = keyOf(task, repository);
  const file = CacheFile.open(task.scans, task.entry.repository);
  try {
    const known = resultOf(file, key);
    if (known !== undefined) return known;
  } finally {
    file.close();
  }
  const begun = Date.now();
  const snapshot = await read(task);
  const isLasting =
    snapshot.commit === repository.head && !snapshot.problems.some(({ code }) => passing.has(code));
  if (isLasting) {
    const text = JSON.stringify(snapshot);
    keepResult(task.scans, task.entry.repository, { key, text, begun });
  }
  return snapshot;
}

let digest: string | undefined;

/** Everything that the snapshot depends on. */
function keyOf(
  { project, entry, probes, since, registry }: ReadTask,
  { head, ref, shallow, partial }: Repository,
): string {
  const { repository, branch, parts } = entry;
  const question = [project, repository, branch, parts, probes, since, registry.projects];
  digest ??= programDigest(['adoption', 'git', 'proposal', 'ground']);
  const text = JSON.stringify([digest, head, ref, shallow, partial, question]);
  return createHash('sha256').update(text).digest('hex');
}

function resultOf(file: CacheFile, key: string): AdoptionSnapshot | undefined {
  const text = file.use((database) => {
    const row = database.prepare('SELECT text FROM result WHERE key = ?').get(key);
    if (row === undefined) return undefined;
    database.prepare('UPDATE result SET used = ? WHERE key = ?').run(Date.now(), key);
    return row['text'];
  });
  if (typeof text !== 'string') return undefined;
  try {
    const json: unknown = JSON.parse(text);
    // What was written is taken, with its order, if it is what it should be.
    return adoptionSnapshotSchema.safeParse(json).success ? (json as AdoptionSnapshot) : undefined;
  } catch {
    return undefined;
  }
}

/** The last results of a repository are kept: one for each proposal that asks it, and some more. */
const mostResults = 20;

function keepResult(
  folder: string,
  repository: string,
  { key, text, begun }: { key: string; text: string; begun: number },
): void {
  const file = CacheFile.open(folder, repository);
  file.change((database) => {
    database
      .prepare('INSERT OR REPLACE INTO result VALUES (?, ?, ?, ?)')
      .run(key, text, Date.now(), begun);
    database
      .prepare(
        `DELETE FROM result WHERE key NOT IN
           (SELECT key FROM result ORDER BY used DESC LIMIT ${mostResults})`,
      )
      .run();
  });
  file.close();
}
