import type { FullReport } from '../../status/load-reports.ts';
import { dueOf } from '../../status/due.ts';
import { tally } from '../../status/tally.ts';

/** A proposal in short, as /api/proposals.json lists it. */
export function proposalJson(report: FullReport) {
  const { number, name, frontMatter } = report.proposal;
  const { title, summary, status, champions, created, updated, since, supersededBy } = frontMatter;
  return {
    number,
    name,
    title,
    summary,
    status,
    champions,
    created,
    updated,
    since,
    supersededBy: supersededBy ?? null,
    projects: report.projects.length,
    stages: frontMatter.stages.map((stage) => ({
      id: stage.id,
      title: stage.title,
      due: dueOf(stage, frontMatter.calendar) ?? null,
      after: stage.after,
      projects: tally(report, stage.id).counts,
    })),
  };
}
