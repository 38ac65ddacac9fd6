import picomatch from 'picomatch';

/** A path holds against one of the globs; folders and files that begin with a dot as well. */
export function globs(patterns: readonly string[]): (path: string) => boolean {
  if (patterns.length === 0) return () => false;
  return picomatch([...patterns], { dot: true });
}
