import { packageParts } from '../../proposal/package-text.ts';
import { compareVersions } from './lowest-version.ts';
import type { Requirement } from './requirement.ts';

/** `Foo_Bar` and `foo.bar` are `foo-bar` (PEP 503). */
export function normalisedPythonName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** A package that is asked for: `oslo.service`, or `oslo.service[threading]` for that extra. */
export interface WantedPackage {
  name: string;
  extra: string | undefined;
  /** Of the lowest version that a requirement allows. */
  bound?: { sign: '>=' | '<'; version: string };
}

export function parsePackage(text: string): WantedPackage {
  const { name: written, sign, version } = packageParts(text) ?? { name: text };
  const parts = /^([^[\]]+)(?:\[([^[\]]*)\])?$/.exec(written.trim());
  const bound = sign === undefined || version === undefined ? {} : { bound: { sign, version } };
  return { name: parts?.[1]?.trim() ?? written, extra: parts?.[2]?.trim(), ...bound };
}

/** Does the lowest version that a requirement allows hold? Undefined where it stands elsewhere. */
export function meetsBound(
  { from, elsewhere }: Requirement,
  { bound }: WantedPackage,
): boolean | undefined {
  if (bound === undefined) return true;
  if (elsewhere) return undefined;
  const isAtLeast = from !== undefined && compareVersions(from, bound.version) >= 0;
  return bound.sign === '>=' ? isAtLeast : !isAtLeast;
}

/**
 * Names are compared as their ecosystem does: npm's and Go's exactly, Cargo's without telling `_` from `-`,
 * Composer's and NuGet's without case, Python's normalised.
 */
export function namesPackage(requirement: Requirement, wanted: WantedPackage): boolean {
  if (requirement.ecosystem === 'cargo') {
    const name = (text: string) => text.replaceAll('_', '-');
    return name(requirement.name) === name(wanted.name) && wanted.extra === undefined;
  }
  if (requirement.ecosystem === 'composer' || requirement.ecosystem === 'nuget') {
    return requirement.name.toLowerCase() === wanted.name.toLowerCase();
  }
  if (requirement.ecosystem !== 'python') {
    return requirement.name === wanted.name && wanted.extra === undefined;
  }
  if (normalisedPythonName(requirement.name) !== normalisedPythonName(wanted.name)) return false;
  const { extra } = wanted;
  return (
    extra === undefined ||
    requirement.extras.some((one) => normalisedPythonName(one) === normalisedPythonName(extra))
  );
}
