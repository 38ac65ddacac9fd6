import { createHash } from 'node:crypto';
import { z } from 'zod';
import { openingOf } from '../../git/opening.ts';
import { openRepository, type Repository } from '../../git/repository.ts';
import type { ReadTask } from '../read-project.ts';
import { adoptionSnapshotSchema, type AdoptionSnapshot } from '../snapshot.ts';
import { CacheFile } from './cache-file.ts';
import { keepResult, knownResult, parsed } from './kept-result.ts';
import { answeringDigest } from './walk-store.ts';

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
  const file = CacheFile.open(task.scans, task.entry.repository);
  let repository: Repository;
  let key: string;
  try {
    repository = await openedIn(file, task);
    key = keyOf(task, repository);
    const known = resultOf(file, key);
    if (known !== undefined) return known;
  } finally {
    file.close();
  }
  const begun = Date.now();
  const snapshot = await read({ ...task, opened: repository });
  const isLasting =
    snapshot.commit === repository.head && !snapshot.problems.some(({ code }) => passing.has(code));
  if (isLasting) {
    const again = CacheFile.open(task.scans, task.entry.repository);
    keepResult(again, key, snapshot, begun);
    again.close();
  }
  return snapshot;
}

const repositorySchema = z.strictObject({
  gitDir: z.string(),
  head: z.string(),
  ref: z.string().nullable(),
  shallow: z.boolean(),
  partial: z.boolean(),
});

/** Opens the repository, unless nothing of what that looks at has changed since. */
async function openedIn(
  file: CacheFile,
  { path, entry: { branch }, isMirror }: ReadTask,
): Promise<Repository> {
  const opening = await openingOf(path, branch);
  const place = JSON.stringify([path, branch ?? null, isMirror === true]);
  if (opening !== undefined) {
    const row = file.use((database) =>
      database
        .prepare('SELECT found FROM opened WHERE place = ? AND opening = ?')
        .get(place, opening),
    );
    const found = row?.['found'];
    const known = typeof found === 'string' ? repositorySchema.safeParse(parsed(found)) : undefined;
    if (known?.success === true) return known.data;
  }
  const repository = await openRepository(path, branch, isMirror);
  if (opening !== undefined) {
    file.change((database) => {
      database
        .prepare('INSERT OR REPLACE INTO opened VALUES (?, ?, ?)')
        .run(place, opening, JSON.stringify(repository));
    });
  }
  return repository;
}

/** Everything that the snapshot depends on. */
function keyOf(
  { project, entry, probes, since, registry }: ReadTask,
  { head, ref, shallow, partial }: Repository,
): string {
  const { repository, branch, parts } = entry;
  const names = digestOf(registry.projects);
  const question = [project, repository, branch, parts, probes, since, names];
  const text = JSON.stringify([answeringDigest(), head, ref, shallow, partial, question]);
  return createHash('sha256').update(text).digest('hex');
}

const digests = new WeakMap<object, string>();

/** All projects of a run have one registry. */
function digestOf(projects: object): string {
  let digest = digests.get(projects);
  if (digest === undefined) {
    digest = createHash('sha256').update(JSON.stringify(projects)).digest('hex');
    digests.set(projects, digest);
  }
  return digest;
}

function resultOf(file: CacheFile, key: string): AdoptionSnapshot | undefined {
  const json = knownResult(file, key);
  // What was written is taken, with its order, if it is what it should be.
  return adoptionSnapshotSchema.safeParse(json).success ? (json as AdoptionSnapshot) : undefined;
}
