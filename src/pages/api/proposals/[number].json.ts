import { json } from '../../../site/api/json.ts';
import { proposalJson } from '../../../site/api/proposal-json.ts';
import { problemsOf } from '../../../site/problems-of.ts';
import { siteData } from '../../../site/site-data.ts';
import type { FullReport } from '../../../status/load-reports.ts';
import { allRows } from '../../../status/report.ts';
import { rowJson } from '../../../status/row-json.ts';

export async function getStaticPaths() {
  const { reports } = await siteData();
  return reports.map((report) => ({
    params: { number: String(report.proposal.number) },
    props: { report },
  }));
}

/** One proposal whole: its stages, claims, concerns, decisions, sign-offs, and every row. */
export async function GET({ props }: { props: { report: FullReport } }) {
  const { report } = props;
  const { problems } = await siteData();
  const { stages, claims, concerns, decisions, signOffs, links, calendar } =
    report.proposal.frontMatter;
  return json({
    ...proposalJson(report),
    plan: stages,
    calendar,
    claims,
    concerns,
    decisions,
    signOffs,
    links,
    probes: report.proposal.probes.probes,
    problems: problemsOf(problems, report.proposal.name),
    rows: allRows(report).map(rowJson),
  });
}
