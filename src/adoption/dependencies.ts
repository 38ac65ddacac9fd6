import picomatch from 'picomatch';
import { ownerAndName } from '../git/address.ts';
import type { Registry } from '../proposal/registry.ts';
import { defaultManifests, manifestFormat, parseManifest } from './manifest/manifest.ts';
import { normalisedPythonName } from './manifest/package-name.ts';
import type { ObjectSource, TreeFile } from '../git/object-source.ts';
import { largestBlobBytes } from './blob-scans.ts';
import type { AdoptionSnapshot } from './snapshot.ts';

const isManifest = picomatch(defaultManifests.include, { dot: true });
const isForeign = picomatch(defaultManifests.exclude, { dot: true });

/**
 * Ids of the registry's projects whose packages a project's manifests name at its head, itself and
 * test manifests aside; sorted, and whether all of them could be read.
 */
export async function dependenciesAt(
  files: readonly TreeFile[],
  source: ObjectSource,
  {
    registry,
    project,
    isTest,
  }: {
    registry: Registry;
    project: string;
    isTest: (path: string) => boolean;
  },
): Promise<AdoptionSnapshot['dependencies']> {
  const manifests = files.filter(
    ({ path }) => isManifest(path) && !isForeign(path) && !isTest(path),
  );
  const ids = idsByPackage(registry);
  const found = new Set<string>();
  let complete = true;
  await source.blobs(
    manifests.map(({ blob }) => blob),
    largestBlobBytes,
    (blob, content) => {
      if (!Buffer.isBuffer(content)) {
        complete = false;
        return;
      }
      const text = content.toString('utf8');
      const formats = manifests.flatMap((file) =>
        file.blob === blob ? [manifestFormat(file.path)] : [],
      );
      for (const format of new Set(formats)) {
        const { requirements, fault } = parseManifest(format, text);
        if (fault !== undefined) complete = false;
        for (const { name, ecosystem } of requirements) {
          const key = ecosystem === 'npm' ? `npm ${name}` : normalisedPythonName(name);
          for (const id of ids.get(key) ?? []) found.add(id);
        }
      }
    },
  );
  found.delete(project);
  return { projects: [...found].sort(), complete };
}

/** A project is required under its declared packages; without any, under its id or repository's name. */
function idsByPackage(registry: Registry): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const [id, { packages, repository }] of Object.entries(registry.projects)) {
    const own = packages ?? [id, ownerAndName(repository).split('/').at(-1) ?? id];
    const keys = own.flatMap((name) => [normalisedPythonName(name), `npm ${name}`]);
    for (const key of new Set(keys)) ids.set(key, [...(ids.get(key) ?? []), id]);
  }
  return ids;
}
