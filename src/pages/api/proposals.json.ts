import { json } from '../../components/json.ts';
import { proposalJson } from '../../components/proposal-json.ts';
import { siteData } from '../../components/site-data.ts';

export async function GET() {
  const { reports } = await siteData();
  return json(reports.map(proposalJson));
}
