import { relative } from 'node:path';

/** A path as faults name it: from the folder in which the program runs, where it lies below that. */
export function nearPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near === '' || near.startsWith('..') ? path : near;
}
