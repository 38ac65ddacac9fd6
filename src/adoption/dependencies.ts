import { ownerAndName } from '../git/address.ts';
import type { Project } from '../proposal/registry.ts';
import type { HeadManifest } from './manifest/head-manifests.ts';
import { normalisedPythonName } from './manifest/package-name.ts';
import type { AdoptionSnapshot } from './snapshot.ts';

/** Of each project what it is required by. */
export type PackageNames = Readonly<Record<string, Pick<Project, 'repository' | 'packages'>>>;

const known = new WeakMap<object, { projects: PackageNames }>();

/** Of a registry what readings depend on; the same registry gives the same object. */
export function packageNames(registry: { projects: PackageNames }): { projects: PackageNames } {
  let names = known.get(registry);
  if (names === undefined) {
    const projects = Object.entries(registry.projects).map(
      ([id, { repository, packages }]) =>
        [id, { repository, ...(packages === undefined ? {} : { packages }) }] as const,
    );
    known.set(registry, (names = { projects: Object.fromEntries(projects) }));
  }
  return names;
}

/**
 * Ids of the registry's projects whose packages a project's manifests name, itself and what its tests
 * require aside; sorted, and whether all of the manifests could be read.
 */
export function dependenciesOf(
  project: string,
  manifests: readonly HeadManifest[],
  registry: { projects: PackageNames },
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
function idsByPackage(registry: { projects: PackageNames }): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const [id, { packages, repository }] of Object.entries(registry.projects)) {
    const own = packages ?? [id, ownerAndName(repository).split('/').at(-1) ?? id];
    const keys = own.flatMap((name) => [normalisedPythonName(name), `npm ${name}`]);
    for (const key of new Set(keys)) ids.set(key, [...(ids.get(key) ?? []), id]);
  }
  return ids;
}
