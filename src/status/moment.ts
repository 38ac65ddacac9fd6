import type { Counts } from '../adoption/engine.ts';
import type { AdoptionPoint } from '../adoption/snapshot.ts';
import { compareText } from '../ground/problem.ts';

/** The state of all probes of a project from one commit on, until the next moment. */
export interface Moment {
  commit: string;
  date: string;
  counts: ReadonlyMap<string, Counts>;
}

/**
 * Joins the change points of several probes into one line of moments. Points of one date belong
 * together; dates are running maxima along the first-parent line, so their order is the history's.
 */
export function moments(points: Readonly<Record<string, readonly AdoptionPoint[]>>): Moment[] {
  const changes = Object.entries(points).flatMap(([probe, list]) =>
    list.map((point, order) => ({ probe, point, order })),
  );
  changes.sort((a, b) => compareText(a.point[1], b.point[1]) || a.order - b.order);
  const line: Moment[] = [];
  let counts = new Map<string, Counts>();
  for (const { probe, point } of changes) {
    const [commit, date, code, strings, tests] = point;
    counts = new Map(counts).set(probe, { code, strings, tests });
    if (line.at(-1)?.date === date) line.pop();
    line.push({ commit, date, counts });
  }
  return line;
}
