import type { ProposalReport } from './report.ts';
import { isThrough } from './status.ts';

/**
 * How far a project is: of its stages that are done and that come after nothing but stages that are
 * done or do not affect it, the last of each branch. In the plan's order; empty: it has reached none.
 */
export function reached(
  { proposal, rows }: Pick<ProposalReport, 'proposal' | 'rows'>,
  project: string,
): string[] {
  const { stages } = proposal.frontMatter;
  const statusAt = (stage: string) => rows.get(project)?.get(stage)?.status ?? 'unknown';
  const after = new Map(stages.map((stage) => [stage.id, stage.after]));
  const before = (stage: string, seen = new Set<string>()): Set<string> => {
    for (const id of after.get(stage) ?? []) {
      if (seen.has(id)) continue;
      seen.add(id);
      before(id, seen);
    }
    return seen;
  };
  const arrived = stages
    .map(({ id }) => id)
    .filter((id) => statusAt(id) === 'done')
    .filter((id) => [...before(id)].every((one) => isThrough(statusAt(one))));
  const passed = new Set(arrived.flatMap((id) => [...before(id)]));
  return arrived.filter((id) => !passed.has(id));
}
