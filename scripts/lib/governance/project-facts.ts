import { exemptionOf } from '../../../src/proposal/exemption.ts';
import type { Registry } from '../../../src/proposal/registry.ts';
import type { ProjectFacts } from '../../../src/proposal/transition-facts.ts';
import type { ProposalReport } from '../../../src/status/report.ts';

/** How far each project of a proposal is, for the conditions of a step; `day` is today. */
export function projectFacts(
  { proposal, projects, rows }: Pick<ProposalReport, 'proposal' | 'projects' | 'rows'>,
  registry: Registry,
  day: string,
): ProjectFacts[] {
  const { exemptions } = proposal.frontMatter;
  return projects.map((id) => {
    const all = [...(rows.get(id)?.values() ?? [])];
    const statuses = all.map(({ status }) => status);
    const open = all.filter(
      ({ stage }) => exemptionOf(exemptions, { project: id, stage, day }) === undefined,
    );
    const isAffected = statuses.some((one) => one !== 'not affected' && one !== 'unknown');
    return {
      id,
      team: registry.projects[id]?.team ?? '',
      isAffected: isAffected || (statuses.includes('unknown') ? 'unknown' : false),
      left: open
        .filter(({ status }) => !['done', 'not affected', 'unknown'].includes(status))
        .map(({ stage }) => stage),
      unknown: open.filter(({ status }) => status === 'unknown').map(({ stage }) => stage),
    };
  });
}
