import { dayOf } from '../ground/day.ts';
import type { PartRow } from './report.ts';

/** Parts of which the same is to be said. */
export interface PartGroup {
  status: PartRow['status'];
  by: PartRow['by'];
  parts: string[];
  /** Of what is done: since which day, `YYYY-MM-DD`; null where the history does not tell. */
  since: string | null;
  /** Null where they are done: what is there, the probes say. */
  reason: string | null;
}

/** The parts of a project at a stage, so that what several have in common is said once. */
export function partGroups(parts: readonly PartRow[]): PartGroup[] {
  const told = parts.map(({ part, status, by, reason, since }): PartGroup => {
    const isDone = status === 'done';
    const day = isDone && since !== undefined ? dayOf(since.date) : null;
    return { status, by, parts: [part], since: day, reason: isDone ? null : reason };
  });
  const key = ({ status, by, since, reason }: PartGroup) => [status, by, since, reason].join(' ');
  return [...Map.groupBy(told, key).values()].map((same) => {
    const [first] = same as [PartGroup];
    return { ...first, parts: same.flatMap((one) => one.parts) };
  });
}
