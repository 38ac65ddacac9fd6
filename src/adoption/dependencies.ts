import { ownerAndName } from '../git/address.ts';
import type { Registry } from '../proposal/registry.ts';
import type { HeadManifest } from './manifest/head-manifests.ts';
import { normalisedPythonName } from './manifest/package-name.ts';
import type { AdoptionSnapshot } from './snapshot.ts';

/**
 * Ids of the registry's projects whose packages a project's manifests name, itself and what its tests
 * require aside; sorted, and whether all of the manifests could be read.
 */
export function dependenciesOf(
  project: string,
  manifests: readonly HeadManifest[],
  registry: Pick<Registry, 'projects'>,
): AdoptionSnapshot['dependencies'] {
  const ids = idsByPackage(registry);
  const found = new Set<string>();
  for (const { requirements } of manifests) {
    for (const { name, ecosystem, testing } of requirements) {
      if (testing === true) continue;
      const key = ecosystem === 'npm' ? `npm ${name}` : normalisedPythonName(name);
      for (const id of ids.get(key) ?? []) found.add(id);
    }
  }
  found.delete(project);
  const complete = manifests.every(({ fault }) => fault === undefined);
  return { projects: [...found].sort(), complete };
}

/** A project is required under its declared packages; without any, under its id or repository's name. */
function idsByPackage(registry: Pick<Registry, 'projects'>): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const [id, { packages, repository }] of Object.entries(registry.projects)) {
    const own = packages ?? [id, ownerAndName(repository).split('/').at(-1) ?? id];
    const keys = own.flatMap((name) => [normalisedPythonName(name), `npm ${name}`]);
    for (const key of new Set(keys)) ids.set(key, [...(ids.get(key) ?? []), id]);
  }
  return ids;
}
