import { compareText } from '../ground/problem.ts';
import { allRows, type ProposalReport } from './report.ts';
import { stagesAsked } from './stage-question.ts';
import { isThrough } from './status.ts';

/**
 * Which projects wait for which: keyed by the project that is waited for, sorted ids of those that are
 * not through with some stage whose criteria ask their dependencies, while it is not known to be
 * through with what they ask of it. Empty where no stage asks dependencies, or nobody waits.
 */
export function waitingFor(
  report: Pick<ProposalReport, 'projects' | 'rows' | 'questionOf'>,
): ReadonlyMap<string, readonly string[]> {
  const waiting = new Map<string, Set<string>>();
  for (const row of allRows(report)) {
    if (isThrough(row.status)) continue;
    const question = report.questionOf(row.project, row.stage);
    if (question === undefined) continue;
    for (const stage of stagesAsked(question)) {
      for (const { id, through } of question.dependencies(stage)) {
        if (through === true) continue;
        const who = waiting.get(id) ?? new Set<string>();
        waiting.set(id, who.add(row.project));
      }
    }
  }
  return new Map([...waiting].map(([id, who]) => [id, [...who].sort(compareText)] as const));
}
