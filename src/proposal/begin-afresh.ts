import { cp, mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** Below the proposals: loading passes over folders that begin with a dot, git and the tools too. */
const asideFolder = '.set-aside';

/** What is put in the place of the registry; stands in the template's folder. */
export const registryTemplate = 'projects.yaml';

/** What {@link beginAfresh} moved, and where it lies now. */
export interface SetAside {
  folder: string;
  /** Names of what lies there: proposals, `projects.yaml`. */
  names: string[];
}

/**
 * Moves every proposal and the registry out of the way, and puts the template's registry in its
 * place. Nothing is deleted: what was there lies whole in a folder of its own below `.set-aside`.
 *
 * @param today `YYYY-MM-DD`, of which that folder is named
 * @throws the system's error where something cannot be moved; what was moved before stays there
 */
export async function beginAfresh(root: string, today: string): Promise<SetAside> {
  const names = (await readdir(root)).filter(
    (name) => /^\d{4}-/.test(name) || name === registryTemplate,
  );
  const folder = await freeFolder(join(root, asideFolder), today);
  for (const name of names.sort()) await rename(join(root, name), join(folder, name));
  await cp(join(root, '_template', registryTemplate), join(root, registryTemplate));
  return { folder, names };
}

/** A new folder of the day: `2026-11-26`, or `2026-11-26-2` at the second time. */
async function freeFolder(parent: string, day: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  for (let time = 1; ; time++) {
    const folder = join(parent, time === 1 ? day : `${day}-${time}`);
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
