import { json } from '../../components/json.ts';
import { siteData } from '../../components/site-data.ts';

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
