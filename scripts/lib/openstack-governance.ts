import type { Document } from 'yaml';
import { isMap, type YAMLMap } from 'yaml';
import { z } from 'zod';
import { compareText } from '../../src/ground/problem.ts';
import { ownerAndName } from '../../src/git/address.ts';

/**
 * What is read of reference/projects.yaml in openstack/governance. Everything else in it (chat
 * names, e-mail addresses, terms of office) is passed over and never leaves that file.
 */
export const governanceSchema = z.record(
  z.string(),
  z.object({
    service: z.string().optional(),
    url: z.string().optional(),
    ptl: z.object({ name: z.string().nullish() }).nullish(),
    deliverables: z
      .record(z.string(), z.object({ repos: z.array(z.string()).default([]) }))
      .default({}),
  }),
);
export type Governance = z.infer<typeof governanceSchema>;

/** One value that the registry has and governance has otherwise; the registry's stays. */
export interface Difference {
  /** `projects.nova.repository` */
  path: string;
  registry: string;
  governance: string;
}

export interface ImportResult {
  /** Entries and values that were added. */
  added: string[];
  /** Values that governance has otherwise: kept, or taken over with `update`. */
  differences: Difference[];
  /** In the registry, but not in governance: added by hand, or gone there since. */
  onlyHere: string[];
}

/** `Quality Assurance` → `quality-assurance`: the id of a team. */
export function teamId(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9._]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** Of a deliverable's repositories the one that carries its name, else the first. */
function mainRepository(deliverable: string, repositories: readonly string[]): string | undefined {
  const plain = (name: string) => name.toLowerCase().replace(/[-_.]/g, '');
  return (
    repositories.find((path) => plain(path.split('/').at(-1) ?? '') === plain(deliverable)) ??
    repositories[0]
  );
}

/**
 * Brings teams and deliverables of governance into the registry. What stands there is kept, comments
 * too: only what is absent is added, unless `update` says that governance wins where both have a
 * value. Doing it twice changes nothing the second time.
 *
 * @param host where the repositories live: `https://opendev.org`
 */
export function importGovernance(
  registry: Document,
  governance: Governance,
  host: string,
  update: boolean,
): ImportResult {
  const result: ImportResult = { added: [], differences: [], onlyHere: [] };
  const teams = section(registry, 'teams');
  const projects = section(registry, 'projects');
  const address = (path: string) => `${host.replace(/\/+$/, '')}/${path}`;
  const seen = new Set<string>();

  for (const [name, team] of Object.entries(governance)) {
    const id = teamId(name);
    const lead = team.ptl?.name?.trim();
    const url = team.url && /^https?:\/\/\S+$/.test(team.url) ? team.url : undefined;
    merge(registry, teams, 'teams', id, result, update, {
      ...(id === name ? {} : { name }),
      ...(team.service === undefined ? {} : { service: team.service }),
      ...(lead ? { leads: [lead] } : {}),
      ...(url === undefined ? {} : { url }),
    });
    seen.add(`teams.${id}`);
    for (const [deliverable, { repos }] of Object.entries(team.deliverables)) {
      const main = mainRepository(deliverable, repos);
      if (main === undefined) continue;
      const others = repos.filter((path) => path !== main).map(address);
      const project = teamId(deliverable);
      const packageName = ownerAndName(main).split('/').at(-1) ?? deliverable;
      merge(registry, projects, 'projects', project, result, update, {
        ...(project === deliverable ? {} : { name: deliverable }),
        team: id,
        repository: address(main),
        ...(others.length > 0 ? { otherRepositories: others } : {}),
        ...(packageName === project ? {} : { packages: [packageName] }),
      });
      seen.add(`projects.${project}`);
    }
  }
  for (const [map, label] of [
    [teams, 'teams'],
    [projects, 'projects'],
  ] as const) {
    map.items.sort((a, b) => compareText(String(a.key), String(b.key)));
    for (const item of map.items) {
      const path = `${label}.${String(item.key)}`;
      if (!seen.has(path)) result.onlyHere.push(path);
    }
  }
  return result;
}

function section(registry: Document, key: string): YAMLMap {
  const found = registry.get(key, true);
  if (isMap(found)) return found;
  const made = registry.createNode({});
  made.flow = false;
  registry.set(key, made);
  return made;
}

function merge(
  registry: Document,
  into: YAMLMap,
  label: string,
  id: string,
  result: ImportResult,
  update: boolean,
  values: Record<string, unknown>,
): void {
  const entry = into.get(id, true);
  if (!isMap(entry)) {
    into.set(id, registry.createNode(values));
    result.added.push(`${label}.${id}`);
    return;
  }
  const here = entry.toJSON() as Record<string, unknown>;
  for (const [key, value] of Object.entries(values)) {
    const path = `${label}.${id}.${key}`;
    if (!Object.hasOwn(here, key)) {
      entry.set(key, registry.createNode(value));
      result.added.push(path);
      continue;
    }
    const [mine, theirs] = [JSON.stringify(here[key]), JSON.stringify(value)];
    if (mine === theirs) continue;
    result.differences.push({ path, registry: mine, governance: theirs });
    if (update) entry.set(key, registry.createNode(value));
  }
}
