import { expressionParts } from '../proposal/pattern-text.ts';
import type { Probe, ProbesFile } from '../proposal/probe.ts';
import { partNameSchema, type Project } from '../proposal/registry.ts';
import { fillIn } from '../ground/fill-in.ts';
import { compareText } from '../ground/problem.ts';
import type { HeadManifest } from './manifest/head-manifests.ts';
import type { Part } from './snapshot.ts';

/** A project has a few dozen binaries; what a manifest lists beyond that is not asked part by part. */
const mostParts = 200;

/** The parts of a project, and whether a manifest that may name more could not be read. */
export interface Parts {
  /** Sorted by name. */
  all: Part[];
  complete: boolean;
}

/** What the registry declares; else the entry points that the manifests name, the first of each name. */
export function partsOf(
  { parts: declared }: Pick<Project, 'parts'>,
  manifests: readonly HeadManifest[],
): Parts {
  const byName = new Map<string, Part>();
  if (declared !== undefined) {
    for (const [name, { entry }] of Object.entries(declared)) {
      byName.set(name, { name, ...(entry === undefined ? {} : { entry }) });
    }
  } else {
    for (const { path, entryPoints = [] } of manifests) {
      for (const { name, entry, line } of entryPoints) {
        // A name goes into globs and patterns.
        const isPlain = partNameSchema.safeParse(name).success && /^[\w./-]+$/.test(entry);
        if (isPlain && !byName.has(name)) byName.set(name, { name, entry, path, line });
      }
    }
  }
  const all = [...byName.values()].sort((a, b) => compareText(a.name, b.name));
  const readable = manifests.every(({ fault }) => fault === undefined);
  const complete = declared !== undefined || (readable && all.length <= mostParts);
  return { all: all.slice(0, mostParts), complete };
}

/** Keys of a probe under which `/re/` is a regular expression. */
const patternKeys: Partial<Record<Probe['kind'], readonly string[]>> = {
  text: ['pattern'],
  config: ['key', 'value', 'item', 'with', 'unless'],
};

const placeholder = /\{(part|entry)\}/;

/** Does a probe ask each part by itself: do its globs, pattern or names hold `{part}` or `{entry}`? */
export function asksParts(probe: Probe): boolean {
  return placeholder.test(JSON.stringify(asked(probe)));
}

function asked(probe: Probe): Probe {
  return { ...probe, title: '', note: undefined };
}

/**
 * A probe as it is put to one part: `{part}` is its name, `{entry}` the path of its module; undefined
 * if the probe asks for an entry, and the part has none.
 */
export function probeOfPart(probe: Probe, { name, entry }: Part): Probe | undefined {
  if (entry === undefined && JSON.stringify(asked(probe)).includes('{entry}')) return undefined;
  const put = (value: unknown, mayBeExpression: boolean): unknown => {
    if (typeof value === 'string') {
      const escaped = mayBeExpression && expressionParts(value) !== undefined;
      const quote = (text: string) => (escaped ? text.replaceAll(/[.+-]/g, '\\$&') : text);
      return fillIn(value, { part: quote(name), entry: quote(entry ?? '') });
    }
    if (Array.isArray(value)) return value.map((one) => put(one, mayBeExpression));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [
        key,
        put(one, mayBeExpression || patternKeys[probe.kind]?.includes(key) === true),
      ]),
    );
  };
  return put(probe, false) as Probe;
}

/** A space is in no name of a probe. */
const separator = ' ';

/** The name under which the question to one part goes through the engine. */
function partKey(probe: string, part: string): string {
  return `${probe}${separator}${part}`;
}

/** The probe and the part of a name that the engine used. */
export function splitKey(key: string): { probe: string; part: string | undefined } {
  const [probe = key, part] = key.split(separator);
  return { probe, part };
}

/** All probes as they are put to a project: those that ask parts once for each part. */
export function probesWithParts(
  probes: ProbesFile['probes'],
  parts: readonly Part[],
): ProbesFile['probes'] {
  const all: [string, Probe][] = [];
  for (const [name, probe] of Object.entries(probes)) {
    if (!asksParts(probe)) {
      all.push([name, probe]);
      continue;
    }
    for (const part of parts) {
      const one = probeOfPart(probe, part);
      if (one !== undefined) all.push([partKey(name, part.name), one]);
    }
  }
  return Object.fromEntries(all);
}
