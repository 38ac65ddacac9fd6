import { stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { UnreadableRepository } from './read-problem.ts';
import { openRepository, type Repository } from './repository.ts';

/** The repository in whose work tree a folder lies. */
export interface OwnRepository {
  /** Its head is that of the default branch. */
  repository: Repository;
  /** Path of the folder in the repository, parts joined by `/`; empty: its top. */
  path: string;
}

/**
 * Finds the repository around a folder, at the head of its default branch: what the remote's HEAD
 * named when it was fetched last, with what is committed to that branch here; where no remote is
 * known, what is checked out.
 *
 * @param folder absolute
 * @throws UnreadableRepository where there is none, or it cannot be read
 */
export async function ownRepository(folder: string): Promise<OwnRepository> {
  const top = await topOf(folder);
  const here = await openRepository(top);
  const remote = await openRepository(top, undefined, true);
  const repository = remote.ref === here.ref ? here : remote;
  return { repository, path: relative(top, folder).split(sep).join('/') };
}

async function topOf(folder: string): Promise<string> {
  for (let at = folder; ; at = dirname(at)) {
    const found = await stat(join(at, '.git')).catch(() => undefined);
    if (found !== undefined) return at;
    if (at === dirname(at)) {
      const message = 'it is not in a git repository';
      throw new UnreadableRepository({ code: 'not-git', message }, `looked above ${folder}`);
    }
  }
}
