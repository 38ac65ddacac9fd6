import type { Requirement } from './requirement.ts';

/** `Foo_Bar` and `foo.bar` are `foo-bar` (PEP 503). */
export function normalisedPythonName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** A package that is asked for: `oslo.service`, or `oslo.service[threading]` for that extra. */
export interface WantedPackage {
  name: string;
  extra: string | undefined;
}

export function parsePackage(text: string): WantedPackage {
  const parts = /^([^[\]]+)(?:\[([^[\]]*)\])?$/.exec(text.trim());
  return { name: parts?.[1]?.trim() ?? text, extra: parts?.[2]?.trim() };
}

/**
 * Names are compared as their ecosystem does: npm's and Go's exactly, Cargo's without telling `_` from `-`,
 * Composer's without case, Python's normalised.
 */
export function namesPackage(requirement: Requirement, wanted: WantedPackage): boolean {
  if (requirement.ecosystem === 'cargo') {
    const name = (text: string) => text.replaceAll('_', '-');
    return name(requirement.name) === name(wanted.name) && wanted.extra === undefined;
  }
  if (requirement.ecosystem === 'composer') {
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
