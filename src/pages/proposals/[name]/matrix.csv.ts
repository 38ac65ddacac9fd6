import { matrixCsv, matrixData } from '../../../site/matrix/matrix-data.ts';
import { matrixRows } from '../../../site/matrix/matrix-rows.ts';
import { reportOf, siteData } from '../../../site/site-data.ts';

export async function getStaticPaths() {
  const { reports } = await siteData();
  return reports.map(({ proposal }) => ({ params: { name: proposal.name } }));
}

/** The table of projects by stages, for a spreadsheet. */
export async function GET({ params: { name } }: { params: { name: string } }): Promise<Response> {
  const report = await reportOf(name);
  const { registry } = await siteData();
  const stages = report.proposal.frontMatter.stages.map(({ id }) => id);
  const text = matrixCsv(matrixData(report, matrixRows(report, registry)), stages);
  return new Response(text, { headers: { 'content-type': 'text/csv; charset=utf-8' } });
}
