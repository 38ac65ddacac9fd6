import { realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { openRepository, type Repository } from './repository.ts';
import { readGit } from './run-git.ts';

/** A folder in a work tree, as git sees it. */
export interface WorkTree {
  repository: Repository;
  /** Its folder, with every link followed. */
  top: string;
  /** Path of the folder in the repository, parts joined by `/`; empty: its top. */
  path: string;
  /** Paths below the folder, from the repository's top, that are changed or new. */
  dirty: string[];
}

/**
 * Looks at a folder in its work tree: what is checked out, and what is not committed.
 *
 * @throws UnreadableRepository, GitFailed
 * @returns undefined where no repository is around it
 */
export async function workTree(folder: string): Promise<WorkTree | undefined> {
  const real = await realpath(folder);
  const top = await topOf(real);
  if (top === undefined) return undefined;
  const repository = await openRepository(top);
  const path = relative(top, real).split(sep).join('/');
  const args = ['status', '--porcelain=v1', '-z', '--untracked-files=all', '--no-renames'];
  const said = await readGit(join(top, '.git'), [
    ...[`--work-tree=${top}`, ...args, '--'],
    path === '' ? ':(top)' : `:(top,literal)${path}`,
  ]);
  const dirty = said
    .toString('utf8')
    .split('\0')
    .map((entry) => entry.slice(3));
  return { repository, top, path, dirty: dirty.filter((one) => one !== '') };
}

async function topOf(folder: string): Promise<string | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    if ((await stat(join(at, '.git')).catch(() => undefined)) !== undefined) return at;
    if (at === dirname(at)) return undefined;
  }
}

/**
 * A file as a commit has it; undefined: it has none there, or the commit is not here.
 *
 * @param path from the repository's top
 */
export async function fileAt(
  { gitDir }: Pick<Repository, 'gitDir'>,
  commit: string,
  path: string,
): Promise<Buffer | undefined> {
  try {
    return await readGit(gitDir, ['cat-file', 'blob', `${commit}:${path}`]);
  } catch {
    return undefined;
  }
}
