/** `c.py` of `a/b/c.py`. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `a/b` of `a/b/c.py`; the top of a repository is the empty text. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Where a path that is written in a file of `folder` leads; undefined if it leaves the repository. */
export function pathFrom(folder: string, written: string): string | undefined {
  const parts = folder === '' || written.startsWith('/') ? [] : folder.split('/');
  for (const part of written.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
