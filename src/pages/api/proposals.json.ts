import { json } from '../../site/api/json.ts';
import { proposalJson } from '../../site/api/proposal-json.ts';
import { siteData } from '../../site/site-data.ts';

export async function GET() {
  const { reports } = await siteData();
  return json(reports.map(proposalJson));
}
