import { cp, mkdir, readdir, symlink } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { temporaryFolder } from './proposals.ts';

/** What programs write beside the sources; a copy makes its own. */
const written = new Set(['.git', '.astro', '.cache', 'coverage', 'dist', 'dist-library']);
/** Caches that live among the packages. */
const cachesOfPackages = new Set(['.astro', '.cache', '.vite', '.vite-temp', '.vitest']);

/**
 * A copy of this checkout in a folder of its own, as it stands now, with the same packages. What it
 * writes, caches too, stays in the copy.
 *
 * @param isWanted whether a file comes along, by its path from the root
 */
export async function copyOfCheckout(isWanted: (path: string) => boolean): Promise<string> {
  const folder = await temporaryFolder();
  for (const name of await readdir('.')) {
    if (written.has(name) || name === 'node_modules') continue;
    await cp(name, join(folder, name), {
      recursive: true,
      filter: (source) => !written.has(basename(source)) && isWanted(relative('.', source)),
    });
  }
  const packages = join(folder, 'node_modules');
  await mkdir(packages);
  for (const name of await readdir('node_modules')) {
    if (cachesOfPackages.has(name)) continue;
    await symlink(resolve('node_modules', name), join(packages, name));
  }
  return folder;
}
