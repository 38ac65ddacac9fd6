import { badge, badgeWords } from '../../../site/badge/badge.ts';
import { siteData } from '../../../site/site-data.ts';
import type { FullReport } from '../../../status/load-reports.ts';

export async function getStaticPaths() {
  const { reports } = await siteData();
  return reports.flatMap((report) =>
    report.projects.map((project) => ({
      params: { number: String(report.proposal.number), project },
      props: { report, project },
    })),
  );
}

interface Props {
  report: FullReport;
  project: string;
}

/** How far a project is with a plan, as a picture for its README. */
export function GET({ props: { report, project } }: { props: Props }): Response {
  return new Response(badge(report.proposal, badgeWords(report, project)), {
    headers: { 'content-type': 'image/svg+xml; charset=utf-8' },
  });
}
