import { answer } from '../../../../site/api/answer.ts';
import { wholeProposal } from '../../../../site/api/proposals.ts';
import { siteData } from '../../../../site/site-data.ts';
import type { FullReport } from '../../../../status/load-reports.ts';

export async function getStaticPaths() {
  const { reports } = await siteData();
  return reports.map((report) => ({
    params: { number: String(report.proposal.number) },
    props: { report },
  }));
}

export async function GET({ props }: { props: { report: FullReport } }): Promise<Response> {
  const { problems } = await siteData();
  return answer('proposal', wholeProposal(props.report, problems));
}
