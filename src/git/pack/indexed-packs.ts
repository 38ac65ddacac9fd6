import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PackIndex } from './pack-index.ts';

/** A pack of a repository with its index. */
export interface IndexedPack {
  index: PackIndex;
  path: string;
}

/** The packs of a repository itself, its alternates aside, whose index is understood. */
export async function indexedPacks(gitDir: string): Promise<IndexedPack[]> {
  const folder = join(gitDir, 'objects', 'pack');
  const names = await readdir(folder).catch(() => []);
  const packs: IndexedPack[] = [];
  for (const name of names.filter((one) => one.endsWith('.idx')).sort()) {
    // A pack that another git takes away meanwhile: what was in it is asked of git.
    const index = await PackIndex.open(join(folder, name)).catch(() => undefined);
    if (index === undefined) continue;
    packs.push({ index, path: join(folder, name.replace(/\.idx$/, '.pack')) });
  }
  return packs;
}
