import type { Counts } from '../adoption/engine.ts';
import type { AdoptionPoint } from '../adoption/snapshot.ts';

/** The state of all probes of a project from one commit on, until the next moment. */
export interface Moment {
  /** Place of the commit on the first-parent line, from 0. */
  position: number;
  commit: string;
  /** The committer's time; along the line it may go back. */
  date: string;
  counts: ReadonlyMap<string, Counts>;
}

/**
 * Joins the change points of several probes into one line of moments. Points are joined by the
 * commit's position on the first-parent line, never by the date: clocks go back and repeat.
 */
export function moments(points: Readonly<Record<string, readonly AdoptionPoint[]>>): Moment[] {
  const changes = Object.entries(points).flatMap(([probe, list]) =>
    list.map((point) => ({ probe, point })),
  );
  changes.sort((a, b) => a.point[0] - b.point[0]);
  const line: Moment[] = [];
  let counts = new Map<string, Counts>();
  for (const { probe, point } of changes) {
    const [position, commit, date, code, strings, tests] = point;
    counts = new Map(counts).set(probe, { code, strings, tests });
    if (line.at(-1)?.position === position) line.pop();
    line.push({ position, commit, date, counts });
  }
  return line;
}
