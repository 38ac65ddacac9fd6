import { asksParts } from '../adoption/parts.ts';
import type { AdoptionSnapshot, Part } from '../adoption/snapshot.ts';
import type { Probe } from '../proposal/probe.ts';
import type { Project } from '../proposal/registry.ts';

/** The parts of a project that a stage asks one by one. */
export interface PartsAsked {
  /** Empty: the project is asked as a whole. */
  parts: readonly Part[];
  /** False: a manifest that may name more could not be read. */
  complete: boolean;
}

/** All parts of a project: those that projects.yaml declares, else its entry points. */
export function partsOf(
  project: Pick<Project, 'parts'> | undefined,
  snapshot: AdoptionSnapshot | undefined,
): Part[] {
  const declared = Object.entries(project?.parts ?? {});
  if (declared.length === 0) return snapshot?.parts ?? [];
  return declared.map(([name, { entry }]) => ({ name, ...(entry === undefined ? {} : { entry }) }));
}

/**
 * Which parts a stage asks, by the probes that it names. Entry points that nobody declared are asked
 * only if one of these probes looked at a file for one of them: most binaries of most projects have
 * nothing to do with what a blueprint asks.
 */
export function partsAsked(
  probes: readonly (readonly [name: string, probe: Probe])[],
  project: Pick<Project, 'parts'> | undefined,
  snapshot: AdoptionSnapshot | undefined,
): PartsAsked {
  const ofParts = probes.filter(([, probe]) => asksParts(probe));
  const parts = partsOf(project, snapshot);
  if (ofParts.length === 0) return { parts: [], complete: true };
  if (Object.keys(project?.parts ?? {}).length > 0) return { parts, complete: true };
  const answers = Object.values(snapshot?.partProbes ?? {});
  const looked = ofParts.some(([name]) =>
    answers.some((byProbe) => (byProbe[name]?.coverage.files.history ?? 0) > 0),
  );
  return { parts: looked ? parts : [], complete: !looked || snapshot?.partsComplete !== false };
}
