import type { ObjectSource, TreeFile } from '../../git/object-source.ts';
import { isManifest } from '../probe/file-scope.ts';
import { notRead, parseManifest } from './manifest.ts';
import type { Manifest } from './requirement.ts';
import { formatAt } from './targets.ts';

/** A manifest of a project at its head, test manifests aside. */
export interface HeadManifest extends Manifest {
  path: string;
}

/**
 * Reads every manifest of one tree, sorted as the files are.
 *
 * @param largest bytes of the largest blob that is read
 */
export async function headManifests(
  files: readonly TreeFile[],
  source: ObjectSource,
  {
    targets,
    isTest,
    largest,
  }: { targets: ReadonlySet<string>; isTest: (path: string) => boolean; largest: number },
): Promise<HeadManifest[]> {
  const wanted = files.filter(({ path }) => isManifest(path, targets) && !isTest(path));
  const texts = new Map<string, string>();
  await source.blobs(
    wanted.map(({ blob }) => blob),
    largest,
    (blob, content) => {
      if (Buffer.isBuffer(content)) texts.set(blob, content.toString('utf8'));
    },
  );
  return wanted.map(({ path, blob }) => ({ path, ...parsed(path, texts.get(blob)) }));
}

function parsed(path: string, text: string | undefined): Manifest {
  if (text === undefined) return { requirements: [], fault: 'it could not be read' };
  try {
    const manifest = parseManifest(formatAt(path), text);
    // By their packages, projects of those ecosystems cannot be told yet.
    return manifest.only === undefined ? manifest : { requirements: [], fault: notRead };
  } catch {
    return { requirements: [], fault: 'its syntax cannot be followed' };
  }
}
