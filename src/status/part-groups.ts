import { dayOf } from '../ground/day.ts';
import type { PartRow } from './report.ts';

/** Parts of which the same is to be said. */
export interface PartGroup {
  status: PartRow['status'];
  by: PartRow['by'];
  /** With the day since which each is done, `YYYY-MM-DD`, where the history tells. */
  parts: { part: string; since?: string }[];
  /** Null where they are done: what is there, the probes say. */
  reason: string | null;
}

/** The parts of a project at a stage, so that what several have in common is said once. */
export function partGroups(parts: readonly PartRow[]): PartGroup[] {
  const told = parts.map(({ part, status, by, reason, since }): PartGroup => {
    const isDone = status === 'done';
    return {
      status,
      by,
      parts: [{ part, ...(isDone && since !== undefined ? { since: dayOf(since.date) } : {}) }],
      reason: isDone ? null : reason,
    };
  });
  const groups = Map.groupBy(told, ({ status, by, reason }) => [status, by, reason].join(' '));
  return [...groups.values()].map((same) => ({
    ...(same[0] as PartGroup),
    parts: same.flatMap((one) => one.parts),
  }));
}
