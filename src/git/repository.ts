import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UnreadableRepository } from './read-problem.ts';
import { GitFailed, readGit } from './run-git.ts';

/** A repository that can be read, and the commit at which it is read. */
export interface Repository {
  gitDir: string;
  /** Object name of the head commit. */
  head: string;
  /** The branch that it is the head of; null: HEAD is detached. */
  ref: string | null;
  /** Is its history cut off at some commits? */
  shallow: boolean;
  /** May it lack objects that its history names? */
  partial: boolean;
}

/**
 * Finds the repository at a path: bare, or an ordinary clone, whose work tree is never looked at.
 *
 * @param branch read instead of HEAD; also found as a remote's branch in an ordinary clone
 * @param isMirror it stands for the repository that it was cloned from: where it knows what that one's
 *   HEAD named, that is read, not what somebody has checked out here
 * @throws UnreadableRepository saying why: missing, not git, empty, no such branch, broken
 */
export async function openRepository(
  path: string,
  branch?: string,
  isMirror = false,
): Promise<Repository> {
  const gitDir = await findGitDir(path);
  let shallow: boolean;
  let partial: boolean;
  // Asked together: what each takes is the start of a process.
  const names = Promise.all([
    isMirror && branch === undefined ? remoteHead(gitDir) : undefined,
    headBranch(gitDir),
  ]);
  try {
    const isShallow = text(gitDir, ['rev-parse', '--is-shallow-repository']);
    [shallow, partial] = await Promise.all([
      isShallow.then((said) => said === 'true'),
      isPartial(gitDir),
    ]);
  } catch (error) {
    throw unreadable('not-git', 'it is not a git repository', path, error);
  }
  const [remote, own] = await names;
  const wanted = branch ?? remote;
  const head = await findHead(gitDir, path, wanted, remote !== undefined);
  return { gitDir, head, ref: wanted ?? own, shallow, partial };
}

async function findGitDir(path: string): Promise<string> {
  const found = await kindOf(path);
  if (found === 'nothing') {
    throw unreadable('missing', 'the repository is missing', path);
  }
  if (found === 'file') {
    throw unreadable('not-git', 'it is not a git repository, but a file', path);
  }
  const inside = join(path, '.git');
  // A `.git` that is a file leads on to the repository of a work tree or submodule; git follows it.
  if ((await kindOf(inside)) !== 'nothing') return inside;
  if ((await kindOf(join(path, 'HEAD'))) === 'file') return path;
  throw unreadable('not-git', 'it is not a git repository', path);
}

async function kindOf(path: string): Promise<'nothing' | 'file' | 'folder'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'nothing';
    throw unreadable('git', 'the repository cannot be opened', path, error);
  }
}

async function isPartial(gitDir: string): Promise<boolean> {
  const keys = '^(remote\\..*\\.(promisor|partialclonefilter)|extensions\\.partialclone)$';
  try {
    return (await text(gitDir, ['config', '--get-regexp', keys])) !== '';
  } catch (error) {
    // git config's exit code 1: no such key.
    if (error instanceof GitFailed && error.reason === 'ended with 1') return false;
    // A repository whose config file is absent is complete as far as anyone can say.
    if ((await kindOf(join(gitDir, 'config'))) === 'nothing') return false;
    throw error;
  }
}

async function headBranch(gitDir: string): Promise<string | null> {
  return text(gitDir, ['symbolic-ref', '-q', '--short', 'HEAD']).catch(() => null);
}

/** The branch that HEAD of the remote named when it was fetched last; of an ordinary clone. */
async function remoteHead(gitDir: string): Promise<string | undefined> {
  const name = await text(gitDir, ['symbolic-ref', '-q', 'refs/remotes/origin/HEAD']).catch(
    () => '',
  );
  return /^refs\/remotes\/origin\/(.+)$/.exec(name)?.[1];
}

async function findHead(
  gitDir: string,
  path: string,
  branch: string | undefined,
  remoteFirst: boolean,
): Promise<string> {
  const local = [`refs/heads/${branch ?? ''}`, `refs/remotes/origin/${branch ?? ''}`];
  const names = branch === undefined ? ['HEAD'] : remoteFirst ? local.toReversed() : local;
  let why: unknown;
  for (const name of names) {
    try {
      return await text(gitDir, ['rev-parse', '--verify', `${name}^{commit}`]);
    } catch (error) {
      why = error;
    }
  }
  const branches = await text(gitDir, [
    'for-each-ref',
    '--format=%(refname:short)',
    '--count=6',
    'refs/heads',
  ]).catch(() => '');
  const known = branches === '' ? [] : branches.split('\n');
  if (known.length === 0) throw unreadable('empty', 'the repository has no commit yet', path, why);
  const missing = branch ?? (await headBranch(gitDir)) ?? 'HEAD';
  if (known.includes(missing)) {
    throw unreadable('git', `the commit of ${missing} cannot be read`, path, why);
  }
  throw unreadable(
    'no-branch',
    `there is no branch ${missing}; set \`branch\` to one of: ${known.slice(0, 5).join(', ')}`,
    path,
    why,
  );
}

async function text(gitDir: string, args: string[]): Promise<string> {
  return (await readGit(gitDir, args)).toString('utf8').trim();
}

function unreadable(
  code: 'missing' | 'not-git' | 'empty' | 'no-branch' | 'git',
  message: string,
  path: string,
  why?: unknown,
): UnreadableRepository {
  const said = why instanceof GitFailed ? why.reason : why instanceof Error ? why.message : '';
  return new UnreadableRepository(
    { code, message },
    said === '' ? `looked at ${path}` : `looked at ${path}; ${said}`,
  );
}
