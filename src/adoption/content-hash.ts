import { createHash } from 'node:crypto';
import type { Probe } from '../proposal/probe.ts';
import { engineVersion } from './engine-version.ts';

/** 16 hexadecimal digits that change when a probe may find something else in the same content. */
export function contentHash(probe: Probe, wrappers: readonly string[]): string {
  // Which files it looks at changes nothing that it finds in one.
  const asked = askedOf({ ...probe, include: undefined, exclude: undefined } as Probe);
  return digitsOf([engineVersion, asked, wrappers]);
}

/**
 * What a probe asks, with its keys in order. How it is called and explained, and what finding no file
 * means, changes nothing that it finds.
 */
export function askedOf(probe: Probe | undefined): unknown {
  return sorted({ ...probe, title: undefined, note: undefined, absentIs: undefined });
}

export function digitsOf(data: unknown): string {
  return createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 16);
}

/** The same data with the keys of every object in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}
