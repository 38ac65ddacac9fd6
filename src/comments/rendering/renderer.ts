import { createHash, type Hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

let known: string | undefined;

/**
 * Names all that makes a comment's HTML: another parser, sanitiser or rule of ours is another name, and
 * what an earlier one made is not shown any more.
 */
export function rendererName(): string {
  return (known ??= nameOfProgram(new URL('comment-html.ts', import.meta.url)));
}

/** Names a file with everything that it imports, and the versions of their packages. */
export function nameOfProgram(file: URL): string {
  const hash = createHash('sha256');
  const seen = new Set<string>();
  addFile(file, hash, seen);
  return hash.digest('hex').slice(0, 32);
}

/** A file of this program, and after it what it imports. */
function addFile(file: URL, hash: Hash, seen: Set<string>): void {
  if (seen.has(file.href)) return;
  seen.add(file.href);
  const text = readFileSync(file, 'utf8');
  hash.update(text);
  for (const [, from = ''] of text.matchAll(/^import (?!type )[^;]*?'([^']+)';$/gm)) {
    if (from.startsWith('.')) addFile(new URL(from, file), hash, seen);
    else if (!from.startsWith('node:')) addPackage(from, file, hash, seen);
  }
}

interface PackageFile {
  name: string;
  version: string;
  dependencies?: Record<string, string>;
}

/** A package as it is installed, and after it those that it depends on. */
function addPackage(name: string, from: string | URL, hash: Hash, seen: Set<string>): void {
  const path = findPackageJSON(name, from);
  if (path === undefined || seen.has(path)) return;
  seen.add(path);
  const found = JSON.parse(readFileSync(path, 'utf8')) as PackageFile;
  hash.update(`${found.name} ${found.version}\n`);
  for (const one of Object.keys(found.dependencies ?? {})) addPackage(one, path, hash, seen);
}
