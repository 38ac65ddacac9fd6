import type { Point } from '../../../src/adoption/engine.ts';
import { places } from '../../../src/adoption/running-counts.ts';
import type { Commit } from '../../../src/git/object-source.ts';
import type { Recounted } from './independent.ts';

/** A commit at which the engine and the recount disagree. */
export interface Mismatch {
  commit: string;
  engine: number;
  recount: number;
  unread: number;
}

/** What the engine says at every commit of a line, code, strings and tests together. */
export function countsAlong(
  line: readonly Commit[],
  points: readonly Point[],
): Map<string, number> {
  const counts = new Map<string, number>();
  let next = 0;
  let count = 0;
  for (const [position, { id }] of line.entries()) {
    for (let point = points[next]; point?.position === position; point = points[++next]) {
      const { counts: found } = point;
      count = places.reduce((sum, place) => sum + found[place], 0);
    }
    counts.set(id, count);
  }
  return counts;
}

/**
 * Commits to be recounted: those where a count changes, those just before, and others evenly spread.
 *
 * @param spread how many of the latter
 */
export function chosenCommits(
  line: readonly Commit[],
  points: readonly Point[],
  spread: number,
): string[] {
  const positions = new Set([0, line.length - 1]);
  for (const { position } of points) {
    positions.add(position);
    if (position > 0) positions.add(position - 1);
  }
  for (let i = 0; i < spread; i++) positions.add(Math.floor((i * line.length) / spread));
  return [...positions].sort((a, b) => a - b).flatMap((at) => line[at]?.id ?? []);
}

/** Where files could not be recounted, the engine may have found more in them, never less. */
export function mismatches(
  engine: ReadonlyMap<string, number>,
  recount: ReadonlyMap<string, Recounted>,
): Mismatch[] {
  return [...recount].flatMap(([commit, { count, unread }]) => {
    const said = engine.get(commit) ?? -1;
    const agree = unread === 0 ? said === count : said >= count;
    return agree ? [] : [{ commit, engine: said, recount: count, unread }];
  });
}
