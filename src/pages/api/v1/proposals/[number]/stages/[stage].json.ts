import { answer } from '../../../../../../site/api/answer.ts';
import { siteData } from '../../../../../../site/site-data.ts';
import type { FullReport } from '../../../../../../status/load-reports.ts';
import { allRows } from '../../../../../../status/report.ts';
import { rowJson } from '../../../../../../status/row-json.ts';

export async function getStaticPaths() {
  const { reports } = await siteData();
  return reports.flatMap((report) =>
    report.proposal.frontMatter.stages.map(({ id }) => ({
      params: { number: String(report.proposal.number), stage: id },
      props: { report, stage: id },
    })),
  );
}

interface Props {
  report: FullReport;
  stage: string;
}

/** The status of every project at one stage. */
export function GET({ props: { report, stage } }: { props: Props }): Response {
  return answer('stage', {
    proposal: report.proposal.number,
    stage,
    rows: allRows(report)
      .filter((row) => row.stage === stage)
      .map(rowJson),
  });
}
