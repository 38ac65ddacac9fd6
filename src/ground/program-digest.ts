import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * A name for a part of this program as it is installed: another version may answer otherwise, whether
 * or not anybody said so.
 *
 * @param folders of `src/` that belong to it
 */
export function programDigest(folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const beside = fileURLToPath(new URL(`../${folder}`, import.meta.url));
    // Pages run as a bundle, which stands elsewhere, in the folder of the sources.
    const root = existsSync(beside) ? beside : resolve('src', folder);
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
    for (const file of files.sort()) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
      hash.update(`${folder}/${file}\0`).update(readFileSync(join(root, file)));
    }
  }
  return hash.digest('hex');
}
