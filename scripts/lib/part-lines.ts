import { partGroups } from '../../src/status/part-groups.ts';
import type { PartRow } from '../../src/status/report.ts';

/** The parts of a project at a stage, a line for those of which the same is to be said. */
export function partLines(parts: readonly PartRow[]): string[] {
  return partGroups(parts).map(({ status, parts: same, reason }) => {
    const names = same.map(({ part, since }) => (since ? `${part} since ${since}` : part));
    return `${status}: ${names.join(', ')}${reason === null ? '' : `: ${reason}`}`;
  });
}
