import { compareText } from '../../ground/problem.ts';
import type { Unit } from './read-unit.ts';

/** One of so many machines that share the work without speaking to each other; from 1. */
export interface Shard {
  part: number;
  of: number;
}

/**
 * Which units are a machine's: every repository belongs to one, whichever proposals ask it, so that each
 * is cloned once. Parts differ by one repository at most.
 */
export function shardOf<One extends { unit: Unit }>(
  all: readonly One[],
  { part, of }: Shard,
): One[] {
  const repositories = [...new Set(all.map(({ unit }) => unit.entry.repository))].sort(compareText);
  const own = new Set(repositories.filter((_, index) => index % of === part - 1));
  return all.filter(({ unit }) => own.has(unit.entry.repository));
}
