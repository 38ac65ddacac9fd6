import { compileGlob, holds } from '../search/glob.ts';

/** A path holds against one of the globs; folders and files that begin with a dot as well. */
export function globs(patterns: readonly string[]): (path: string) => boolean {
  const compiled = patterns.map(compileGlob);
  return (path) => compiled.some((glob) => holds(glob, path));
}
