import { json } from '../../../site/api/answer.ts';
import { matrixData } from '../../../site/matrix/matrix-data.ts';
import { matrixRows } from '../../../site/matrix/matrix-rows.ts';
import { reportOf, siteData } from '../../../site/site-data.ts';

export async function getStaticPaths() {
  const { reports } = await siteData();
  return reports.map(({ proposal }) => ({ params: { name: proposal.name } }));
}

/** The table of projects by stages as data. */
export async function GET({ params: { name } }: { params: { name: string } }): Promise<Response> {
  const report = await reportOf(name);
  const { registry } = await siteData();
  return json(matrixData(report, matrixRows(report, registry)));
}
