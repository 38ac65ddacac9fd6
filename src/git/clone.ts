import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isAddress, ownerAndName } from './address.ts';
import { fillIn } from '../ground/fill-in.ts';
import { today } from '../ground/day.ts';
import { holdLock } from '../ground/lock.ts';
import { lastFetched, lastFetchHead, markFetched, type LastAsked } from './last-asked.ts';
import { UnreadableRepository, type ReadProblem } from './read-problem.ts';
import { redirectedWithin } from './redirect.ts';
import { fetchGit, fetchLimitMs, GitFailed, readGit } from './run-git.ts';
import { refusal, type WhereFrom } from './where-from.ts';

/** Where a repository is read on this machine. */
export interface Located {
  path: string;
  /** Somebody's clone of the repository, in which they may have checked out anything. */
  isMirror?: boolean;
  /** When its own address was last asked; absent: nobody knows. */
  asked?: LastAsked;
  /** Why it is not as it stands at its address now; for the terminal, not for the snapshot. */
  problem?: ReadProblem;
}

/** Finds a project's repository on this machine. */
export type Locate = (repository: string) => Promise<Located>;

export interface MirrorOptions extends WhereFrom {
  /** Day on which whoever keeps the clones says that they were fetched. */
  asOf?: string | undefined;
}

/**
 * Existing clones by a pattern: `{owner}` and `{name}` are the last two parts of the repository's
 * address.
 */
export function inMirrors(pattern: string, { asOf, ...whereFrom }: MirrorOptions = {}): Locate {
  return async (repository) => {
    refuse(repository, { local: whereFrom.local ?? false });
    if (!isAddress(repository)) return local(repository);
    const parts = ownerAndName(repository).split('/');
    const [name = '', owner = ''] = parts.reverse();
    if ([owner, name].some((part) => part === '.' || part === '..')) {
      const message = 'not read: an address leads nowhere by `..`';
      throw new UnreadableRepository({ code: 'refused', message });
    }
    const path = resolve(fillIn(pattern, { owner, name }));
    const asked = asOf === undefined ? await lastFetchHead(path) : declared(asOf);
    return { path, isMirror: true, ...(asked === undefined ? {} : { asked }) };
  };
}

/** @throws UnreadableRepository where the run may not read it */
function refuse(repository: string, whereFrom: WhereFrom): void {
  const why = refusal(repository, whereFrom);
  if (why !== undefined) {
    throw new UnreadableRepository({ code: 'refused', message: `not read: ${why}` });
  }
}

function declared(day: string): LastAsked {
  return { day, by: 'declared' };
}

/** A folder of this machine is asked whenever it is read. */
function local(repository: string): Located {
  return { path: resolve(repository), asked: { day: today(), by: 'local' } };
}

export interface CacheOptions extends WhereFrom {
  /** Ask the addresses; false: read what was fetched before. */
  fetch?: boolean;
}

/**
 * Bare clones in a folder of this program's own: cloned whole at the first time, fetched later, each
 * once a run. An address that cannot be fetched is read as it was fetched last.
 */
export function inCache(folder: string, { fetch = true, ...whereFrom }: CacheOptions = {}): Locate {
  const known = new Map<string, Promise<Located>>();
  return async (repository) => {
    refuse(repository, whereFrom);
    if (!isAddress(repository)) return local(repository);
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
  if (!fetch) {
    if (await isThere(path)) return askedBefore(path);
    const message = 'the repository was never fetched, and fetching is switched off';
    throw new UnreadableRepository({ code: 'missing', message }, `looked at ${path}`);
  }
  // Of two runs on one cache the second waits, and finds what the first brought.
  using _lock = await holdLock(`${path}.lock`, `${repository} is being fetched`, fetchLimitMs);
  if (!(await isThere(path))) {
    await clone(repository, path, folder);
    return { path, asked: await markFetched(path) };
  }
  try {
    await removeLocks(path);
    await update(repository, path);
    return { path, asked: await markFetched(path) };
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error;
    const message = `it could not be fetched (${error.reason}); read as it was fetched last`;
    return { ...(await askedBefore(path)), problem: { code: 'fetch', message } };
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function askedBefore(path: string): Promise<Located> {
  const asked = await lastFetched(path);
  return asked === undefined ? { path } : { path, asked };
}

/**
 * Locks that a fetch left which was killed: nobody else writes into this program's clones, and it has
 * the clone's own lock.
 */
async function removeLocks(path: string): Promise<void> {
  const names = await readdir(path, { recursive: true });
  const locks = names.filter((name) => name.endsWith('.lock') && !name.startsWith('objects/'));
  await Promise.all(locks.map((name) => rm(join(path, name), { force: true })));
}

/** Into a folder beside it first, so that a clone that was cut off is never taken for a whole one. */
async function clone(repository: string, path: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const beside = `${path}.${randomUUID()}.part`;
  try {
    await following(repository, async (address) => {
      await fetchGit(['clone', '--quiet', '--bare', '--no-tags', '--', address, beside], folder);
    });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    if (!(error instanceof GitFailed)) throw error;
    const message = 'the repository could not be fetched';
    throw new UnreadableRepository({ code: 'fetch', message }, error.reason);
  }
}

/**
 * All branches as they are now, and the branch that the remote's HEAD names now. Where its list is the
 * one that is here, that is all that is asked.
 */
async function update(repository: string, path: string): Promise<void> {
  await following(repository, async (address) => {
    const list = ['ls-remote', '--symref', '--', address, 'HEAD', 'refs/heads/*'];
    const remote = await fetchGit([`--git-dir=${path}`, ...list], path);
    const own = ['for-each-ref', '--format=%(objectname)%09%(refname)', 'refs/heads'];
    const here = (await readGit(path, own)).toString('utf8');
    if (branchesIn(remote) !== branchesIn(here)) {
      const heads = '+refs/heads/*:refs/heads/*';
      const fetch = ['fetch', '--quiet', '--prune', '--no-tags', '--no-auto-maintenance'];
      await fetchGit([`--git-dir=${path}`, ...fetch, '--', address, heads], path);
    }
    const head = /^ref: (refs\/heads\/\S+)\tHEAD$/m.exec(remote)?.[1];
    if (head !== undefined) await readGit(path, ['symbolic-ref', 'HEAD', head]);
  });
}

/** The branches of a list with their commits, in one order. */
function branchesIn(list: string): string {
  const lines = list.split('\n').filter((line) => /^[0-9a-f]+\trefs\/heads\//.test(line));
  return lines.sort().join('\n');
}

/** Does it at the address, or where that leads on to within its origin. */
async function following(
  repository: string,
  work: (address: string) => Promise<void>,
): Promise<void> {
  try {
    await work(repository);
  } catch (error) {
    const isRedirect = error instanceof GitFailed && /\b30[1278]\b|redirect/i.test(error.reason);
    if (!isRedirect || !/^https?:/i.test(repository)) throw error;
    const address = await redirectedWithin(repository).catch(() => undefined);
    if (address === undefined) throw error;
    await work(address);
  }
}
