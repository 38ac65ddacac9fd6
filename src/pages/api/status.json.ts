import { json } from '../../components/json.ts';
import { siteData } from '../../components/site-data.ts';
import { allRows } from '../../status/report.ts';
import { rowJson } from '../../status/row-json.ts';

export async function GET() {
  const { reports } = await siteData();
  return json(reports.flatMap((report) => allRows(report).map(rowJson)));
}
