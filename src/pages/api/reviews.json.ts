import { json } from '../../site/api/json.ts';
import { siteData } from '../../site/site-data.ts';

export async function GET() {
  const { reports } = await siteData();
  return json(
    reports.map(({ proposal, reviews }) => ({
      proposal: proposal.number,
      sources: reviews.sources,
      reviews: reviews.reviews,
      links: reviews.links,
      unresolved: reviews.unresolved,
    })),
  );
}
