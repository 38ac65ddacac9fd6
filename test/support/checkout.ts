import { cp, mkdir, mkdtemp, readdir, symlink } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';

/** What programs write beside the sources; a copy makes its own. */
const written = new Set(['.git', '.astro', '.cache', 'coverage', 'dist', 'dist-library']);
/** Caches that live among the packages. */
const cachesOfPackages = new Set(['.astro', '.cache', '.vite', '.vite-temp', '.vitest']);

/**
 * A copy of this checkout in a folder of its own, as it stands now, with the same packages. What it
 * writes, caches too, stays in the copy. It lies below this project: Astro takes a package that a link
 * leads to for a file of the site itself if it shares no folder with the site (`normalizeFilename` of its
 * Vite plugin), as `/srv` does not with `/tmp`.
 *
 * @param isWanted whether a file comes along, by its path from the root
 */
export async function copyOfCheckout(isWanted: (path: string) => boolean): Promise<string> {
  const cache = resolve('.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'checkout-'));
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
