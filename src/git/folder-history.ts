import { GitObjects } from './git-objects.ts';
import { readChanges } from './raw-changes.ts';
import type { Repository } from './repository.ts';

/** A commit of the first-parent line that changed regular files below a folder. */
export interface FolderCommit {
  id: string;
  /** Committer's time, seconds since 1970. */
  time: number;
  /** Blobs by path below the folder; null: the file is gone. */
  files: Map<string, string | null>;
}

/** Regular files below a folder as a commit has them: blobs by path below it. */
export async function folderAt(
  repository: Repository,
  folder: string,
  commit: string,
): Promise<Map<string, string>> {
  const top = folder === '' ? '' : `${folder}/`;
  const files = await new GitObjects(repository).tree(commit);
  return new Map(
    files.flatMap(({ path, blob }): [string, string][] =>
      path.startsWith(top) ? [[path.slice(top.length), blob]] : [],
    ),
  );
}

/**
 * The commits after another one, up to the head, that changed files below a folder, oldest first.
 *
 * @param folder from the repository's top; empty: all of it
 * @param after a commit of the first-parent line; undefined: from the first one on
 */
export async function folderHistory(
  repository: Repository,
  folder: string,
  after: string | undefined,
): Promise<FolderCommit[]> {
  const { gitDir, head } = repository;
  const top = folder === '' ? '' : `${folder}/`;
  const commits = await new GitObjects(repository).commits();
  const times = new Map(commits.map(({ id, time }) => [id, time]));
  const found: FolderCommit[] = [];
  const range = after === undefined ? head : `${after}..${head}`;
  await readChanges(
    gitDir,
    ['--first-parent', '--reverse', range],
    (id, changes) => {
      const files = new Map(
        changes
          .filter(({ path }) => path.startsWith(top))
          .map(({ path, after: blob }) => [path.slice(top.length), blob]),
      );
      if (files.size > 0) found.push({ id, time: times.get(id) ?? 0, files });
    },
    [`${top.replace(/[\\*?[\]]/g, '\\$&')}**`],
  );
  return found;
}
