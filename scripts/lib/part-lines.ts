import { partGroups } from '../../src/status/part-groups.ts';
import type { PartRow } from '../../src/status/report.ts';

/** The parts of a project at a stage, a line for those of which the same is to be said. */
export function partLines(parts: readonly PartRow[]): string[] {
  return partGroups(parts).map(({ status, since, parts: same, reason }) => {
    const from = since === null ? '' : ` since ${since}`;
    return `${status}${from}: ${same.join(', ')}${reason === null ? '' : `: ${reason}`}`;
  });
}
