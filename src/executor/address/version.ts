import type { OptionKind } from '../internal/option-kind.ts';

/** `major.minor` with an optional revision; anything else is no version. */
const versionPattern = /^(\d+)\.(\d+)(?:\.(\d+))?$/;

interface Version {
  readonly major: number;
  readonly minor: number;
  readonly revision: number;
}

/** Versions come from a handful of targets and never go away: read each once. */
const known = new Map<string, Version | undefined>();
const mostKnown = 1000;

/** The parts of a version, or undefined if the text is none ("1" lacks its minor number). */
export function parseVersion(text: string): Version | undefined {
  if (known.has(text)) return known.get(text);
  const [, major, minor, revision] = versionPattern.exec(text) ?? [];
  const version =
    major === undefined || minor === undefined
      ? undefined
      : { major: Number(major), minor: Number(minor), revision: Number(revision ?? 0) };
  if (known.size < mostKnown) known.set(text, version); // a flood of strange ones stays outside
  return version;
}

/** A version as targets and version caps have it. */
export const version: OptionKind<string> = {
  expected: "major.minor such as '1.0'",
  accepts: (value): value is string =>
    typeof value === 'string' && parseVersion(value) !== undefined,
  fromText: (text) => text,
};

/**
 * May something that implements one version serve a message of another?
 *
 * The same major number, a minor number not above the implemented one, and at the same minor number
 * a revision not above it. False if either text is no version.
 */
export function isCompatible(implemented: string, requested: string): boolean {
  if (implemented === requested) return parseVersion(implemented) !== undefined;
  const has = parseVersion(implemented);
  const wants = parseVersion(requested);
  if (!has || has.major !== wants?.major || wants.minor > has.minor) return false;
  return wants.minor < has.minor || wants.revision <= has.revision;
}
