import { json } from '../../site/api/json.ts';
import { siteData } from '../../site/site-data.ts';
import { allRows } from '../../status/report.ts';
import { rowJson } from '../../status/row-json.ts';

export async function GET() {
  const { reports } = await siteData();
  return json(reports.flatMap((report) => allRows(report).map(rowJson)));
}
