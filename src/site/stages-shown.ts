import type { Stage } from '../proposal/stage.ts';
import type { ProposalReport } from '../status/report.ts';

/**
 * The stages that a project's page tells of: all of the plan, or none where the blueprint never
 * concerned the project. Links to a stage's place on that page are made for these alone.
 */
export function stagesShown(report: ProposalReport, project: string): readonly Stage[] {
  const rows = [...(report.rows.get(project)?.values() ?? [])];
  const isAffected = rows.some(({ status }) => status !== 'not affected');
  return isAffected ? report.proposal.frontMatter.stages : [];
}
