import type { Place } from '../proposal/probe.ts';

/** What a probe counted: matches in code, in strings, and in test files. */
export type Counts = Record<Place, number>;

/** A change point of a probe: commit, its day and time (UTC, ISO), and the counts from there on. */
export type Point = readonly [
  commit: string,
  date: string,
  code: number,
  strings: number,
  tests: number,
];

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
export function moments(points: Readonly<Record<string, readonly Point[]>>): Moment[] {
  const changes = Object.entries(points).flatMap(([probe, list]) =>
    list.map((point, order) => ({ probe, point, order })),
  );
  changes.sort((a, b) => compare(a.point[1], b.point[1]) || a.order - b.order);
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

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
