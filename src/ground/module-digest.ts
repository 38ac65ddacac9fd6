import { createHash, type Hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * A name for what a module of this program does: another text of it or of what it imports, or another
 * version of a package that any of them needs, is another name.
 *
 * @param path of the module
 */
export function moduleDigest(path: string): string {
  const hash = createHash('sha256');
  addFile(path, hash, new Set());
  return hash.digest('hex');
}

/** A file of this program, and after it what it imports. */
function addFile(path: string, hash: Hash, seen: Set<string>): void {
  if (seen.has(path)) return;
  seen.add(path);
  const text = readFileSync(path, 'utf8');
  hash.update(text);
  for (const [, from = ''] of text.matchAll(/^import (?!type )[^;]*?'([^']+)';$/gm)) {
    if (from.startsWith('.')) addFile(join(dirname(path), from), hash, seen);
    else if (!from.startsWith('node:')) addPackage(from, path, hash, seen);
  }
}

interface PackageFile {
  name: string;
  version: string;
  dependencies?: Record<string, string>;
}

/** A package as it is installed, and after it those that it depends on. */
function addPackage(name: string, importer: string, hash: Hash, seen: Set<string>): void {
  const path = findPackageJSON(name, pathToFileURL(importer));
  if (path === undefined || seen.has(path)) return;
  seen.add(path);
  const found = JSON.parse(readFileSync(path, 'utf8')) as PackageFile;
  hash.update(`${found.name} ${found.version}\n`);
  for (const one of Object.keys(found.dependencies ?? {})) addPackage(one, path, hash, seen);
}
