import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A name for all that {@link openRepository} looks at in a clone, from a few small files: as long as it
 * is the same, the clone's head is. Undefined where files alone do not tell: a work tree of another
 * clone, references kept in tables, a configuration that includes others.
 */
export async function openingOf(
  path: string,
  branch: string | undefined,
): Promise<string | undefined> {
  const inside = await stat(join(path, '.git')).catch(() => undefined);
  if (inside?.isFile() === true) return undefined;
  const folder = inside === undefined ? path : join(path, '.git');
  const text = (name: string) => readFile(join(folder, name), 'utf8').catch(() => '');

  const head = await text('HEAD');
  const config = await text('config');
  if (head === '' || /^\s*\[include|refstorage/im.test(config)) return undefined;
  if ((await text('commondir')) !== '') return undefined;
  const remote = await text('refs/remotes/origin/HEAD');
  const branches = [branch, ofBranch(head), ofBranch(remote)].filter((one) => one !== undefined);
  if (branches.some((one) => one.split('/').includes('..') || one.includes('\0'))) return undefined;
  const refs = await Promise.all(
    branches.flatMap((one) => [`refs/heads/${one}`, `refs/remotes/origin/${one}`]).map(text),
  );
  // One that leads on to another.
  if (refs.some((one) => one.startsWith('ref:'))) return undefined;
  const others = await Promise.all(['packed-refs', 'shallow', 'config.worktree'].map(changeOf));
  return createHash('sha256')
    .update(JSON.stringify([head, config, remote, branches, refs, others]))
    .digest('hex');

  /** Such files are replaced as a whole, never written in place. */
  async function changeOf(name: string): Promise<string> {
    const found = await stat(join(folder, name), { bigint: true }).catch(() => undefined);
    return found === undefined
      ? ''
      : [found.ino, found.size, found.mtimeNs, found.ctimeNs].join(' ');
  }
}

/** The branch that a HEAD names, the clone's own or the one it has of its remote. */
function ofBranch(head: string): string | undefined {
  return /^ref: refs\/(?:heads|remotes\/origin)\/(\S+)\n?$/.exec(head)?.[1];
}
