import { answer } from '../../../site/api/answer.ts';
import { proposalInShort } from '../../../site/api/proposals.ts';
import { siteData } from '../../../site/site-data.ts';

export async function GET(): Promise<Response> {
  const { reports } = await siteData();
  return answer('proposals', reports.map(proposalInShort));
}
