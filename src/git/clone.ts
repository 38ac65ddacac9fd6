import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isAddress, ownerAndName } from './address.ts';
import { today } from '../ground/day.ts';
import { lastFetched, lastFetchHead, markFetched, type LastAsked } from './last-asked.ts';
import { UnreadableRepository, type ReadProblem } from './read-problem.ts';
import { fetchGit, GitFailed, readGit } from './run-git.ts';

/** Where a repository is read on this machine. */
export interface Located {
  path: string;
  /** When its own address was last asked; absent: nobody knows. */
  asked?: LastAsked;
  /** Why it is not as it stands at its address now; for the terminal, not for the snapshot. */
  problem?: ReadProblem;
}

/** Finds a project's repository on this machine. */
export type Locate = (repository: string) => Promise<Located>;

/**
 * Existing clones by a pattern: `{owner}` and `{name}` are the last two parts of the repository's
 * address. A repository that is a folder's path is read where it is.
 *
 * @param asOf day on which whoever keeps the clones says that they were fetched
 */
export function inMirrors(pattern: string, asOf?: string): Locate {
  return async (repository) => {
    if (!isAddress(repository)) return local(repository);
    const parts = ownerAndName(repository).split('/');
    const [name = '', owner = ''] = parts.reverse();
    const path = resolve(pattern.replaceAll('{owner}', owner).replaceAll('{name}', name));
    const asked = asOf === undefined ? await lastFetchHead(path) : declared(asOf);
    return asked === undefined ? { path } : { path, asked };
  };
}

function declared(day: string): LastAsked {
  return { day, by: 'declared' };
}

/** A folder of this machine is asked whenever it is read. */
function local(repository: string): Located {
  return { path: resolve(repository), asked: { day: today(), by: 'local' } };
}

/**
 * Bare clones in a folder of this program's own: cloned whole at the first time, fetched later, each
 * once a run. An address that cannot be fetched is read as it was fetched last.
 */
export function inCache(folder: string, { fetch = true } = {}): Locate {
  const known = new Map<string, Promise<Located>>();
  return (repository) => {
    if (!isAddress(repository)) return Promise.resolve(local(repository));
    let located = known.get(repository);
    if (located === undefined) {
      located = bring(repository, join(folder, cacheName(repository)), folder, fetch);
      known.set(repository, located);
    }
    return located;
  };
}

/** Readable, and different for every address. */
function cacheName(repository: string): string {
  const readable = ownerAndName(repository).replace(/[^A-Za-z0-9._-]+/g, '+');
  const hash = createHash('sha256').update(repository).digest('hex').slice(0, 8);
  return `${readable}-${hash}.git`;
}

async function bring(
  repository: string,
  path: string,
  folder: string,
  fetch: boolean,
): Promise<Located> {
  const there = await stat(path).then(
    () => true,
    () => false,
  );
  if (there && !fetch) return askedBefore(path);
  if (!there && !fetch) {
    const message = 'the repository was never fetched, and fetching is switched off';
    throw new UnreadableRepository({ code: 'missing', message }, `looked at ${path}`);
  }
  if (!there) {
    await clone(repository, path, folder);
    return { path, asked: await markFetched(path) };
  }
  try {
    await update(path);
    return { path, asked: await markFetched(path) };
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error;
    const message = `it could not be fetched (${error.reason}); read as it was fetched last`;
    return { ...(await askedBefore(path)), problem: { code: 'fetch', message } };
  }
}

async function askedBefore(path: string): Promise<Located> {
  const asked = await lastFetched(path);
  return asked === undefined ? { path } : { path, asked };
}

/** Into a folder beside it first, so that a clone that was cut off is never taken for a whole one. */
async function clone(repository: string, path: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const beside = `${path}.${randomUUID()}.part`;
  try {
    await fetchGit(['clone', '--quiet', '--bare', '--no-tags', '--', repository, beside], folder);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    if (!(error instanceof GitFailed)) throw error;
    const message = 'the repository could not be fetched';
    throw new UnreadableRepository({ code: 'fetch', message }, error.reason);
  }
}

/** All branches as they are now, and the branch that the remote's HEAD names now. */
async function update(path: string): Promise<void> {
  const heads = '+refs/heads/*:refs/heads/*';
  const fetch = ['fetch', '--quiet', '--prune', '--no-tags', '--no-auto-maintenance'];
  await fetchGit([`--git-dir=${path}`, ...fetch, 'origin', heads], path);
  const remote = await fetchGit(
    [`--git-dir=${path}`, 'ls-remote', '--symref', 'origin', 'HEAD'],
    path,
  );
  const head = /^ref: (refs\/heads\/\S+)\tHEAD$/m.exec(remote)?.[1];
  if (head !== undefined) await readGit(path, ['symbolic-ref', 'HEAD', head]);
}
