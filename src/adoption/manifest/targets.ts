import type { ObjectSource, TreeFile } from '../../git/object-source.ts';
import { folderOf, pathFrom } from '../../git/path.ts';
import { isManifest } from '../probe/file-scope.ts';
import { manifestFormat, parseManifest, type ManifestFormat } from './manifest.ts';

/** Files may lead to files, so far. */
const mostSteps = 5;

/**
 * Paths that manifests read further requirements from (`-r`, `file:`), in any of the versions given.
 * They are read as lists of requirements wherever they are met, also in a commit in which nothing
 * leads to them yet.
 *
 * @param largest bytes of the largest blob that is read
 * @param known those of versions that are not given again
 */
export async function findTargets(
  files: Iterable<TreeFile>,
  source: ObjectSource,
  largest: number,
  known: Iterable<string> = [],
): Promise<Set<string>> {
  const targets = new Set(known);
  const all = [...files];
  let open = all.filter(({ path }) => isManifest(path, targets));
  for (let step = 0; step < mostSteps && open.length > 0; step++) {
    const found = await targetsOf(open, source, largest);
    const fresh = new Set([...found].filter((path) => !isManifest(path, targets)));
    for (const path of fresh) targets.add(path);
    open = all.filter(({ path }) => fresh.has(path));
  }
  return targets;
}

const none: ReadonlySet<string> = new Set();

/** How a manifest of the defaults, or a target, is read: whatever its name, a target is a list. */
export function formatAt(path: string): ManifestFormat {
  return isManifest(path, none) ? manifestFormat(path) : 'requirements';
}

async function targetsOf(
  files: readonly TreeFile[],
  source: ObjectSource,
  largest: number,
): Promise<Set<string>> {
  const paths = Map.groupBy(files, ({ blob }) => blob);
  const found = new Set<string>();
  await source.blobs(paths.keys(), largest, (blob, content) => {
    if (!Buffer.isBuffer(content)) return;
    const text = content.toString('utf8');
    for (const path of new Set(paths.get(blob)?.map((one) => one.path))) {
      for (const written of targetsIn(path, text)) {
        const target = pathFrom(folderOf(path), written);
        if (target !== undefined) found.add(target);
      }
    }
  });
  return found;
}

function targetsIn(path: string, text: string): readonly string[] {
  try {
    return parseManifest(formatAt(path), text).targets ?? [];
  } catch {
    // The scan of the file says so.
    return [];
  }
}
