import type { Stage } from '../proposal/stage.ts';
import type { ProposalReport } from '../status/report.ts';
import { isThrough } from '../status/status.ts';

/** The stages that a project's page tells of, what is to be done first. */
export interface StagesShown {
  /** Not through, or not known to be. */
  open: readonly Stage[];
  through: readonly Stage[];
  /** Those that do not concern the project, while others of the plan do. */
  apart: readonly Stage[];
}

/**
 * All stages of the plan in the order of the page, or none where the blueprint never concerned the
 * project. Links to a stage's place on that page are made for these alone.
 */
export function stagesShown(report: ProposalReport, project: string): StagesShown {
  const rows = report.rows.get(project);
  const statusOf = ({ id }: Stage) => rows?.get(id)?.status ?? 'unknown';
  const all = [...(rows?.values() ?? [])].some(({ status }) => status !== 'not affected')
    ? report.proposal.frontMatter.stages
    : [];
  const concerning = all.filter((stage) => statusOf(stage) !== 'not affected');
  return {
    open: concerning.filter((stage) => !isThrough(statusOf(stage))),
    through: concerning.filter((stage) => isThrough(statusOf(stage))),
    apart: all.filter((stage) => statusOf(stage) === 'not affected'),
  };
}
