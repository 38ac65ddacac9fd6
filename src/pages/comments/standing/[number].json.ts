import type { StandingFile } from '../../../comments/standing-file.ts';
import { json } from '../../../site/api/answer.ts';
import { siteData } from '../../../site/site-data.ts';
import { listedStanding, standingList } from '../../../site/standing/standing-list.ts';
import type { FullReport } from '../../../status/load-reports.ts';

/** The threads that come with this build, for a server that serves it. */
export async function getStaticPaths() {
  const { reports } = await siteData();
  return reports.map((report) => ({
    params: { number: String(report.proposal.number) },
    props: { report },
  }));
}

export async function GET({ props }: { props: { report: FullReport } }): Promise<Response> {
  const { registry } = await siteData();
  const { threads } = await standingList(props.report.proposal, registry);
  return json({ threads: threads.map(listedStanding) } satisfies StandingFile);
}
