import type { FullReport } from '../../status/load-reports.ts';
import { href } from '../href.ts';
import { apiPath } from './address.ts';

/** Reviews of one answer: a page of them stays below 300 KB. */
const reviewsPerPage = 100;

/** Paths of the pages that a proposal's reviews fill, at least one. */
export function reviewPagePaths({ proposal, reviews }: FullReport): string[] {
  const pages = Math.max(1, Math.ceil(reviews.reviews.length / reviewsPerPage));
  return Array.from({ length: pages }, (_, i) => apiPath.reviews(proposal.number, i + 1));
}

/**
 * A proposal's reviews with their links, page by page. What is linked and no server has told of yet stands
 * on the first page.
 */
export function reviewPages(report: FullReport) {
  const { reviews, links, sources, unread } = report.reviews;
  const paths = reviewPagePaths(report);
  const pageOf = new Map<string, number>(
    reviews.map(({ id }, i) => [id, Math.floor(i / reviewsPerPage)]),
  );
  const linksOf = Map.groupBy(links, ({ review }) => pageOf.get(review) ?? 0);
  return paths.map((_, i) => {
    const next = paths[i + 1];
    return {
      proposal: report.proposal.number,
      page: i + 1,
      pages: paths.length,
      next: next === undefined ? null : href(next),
      unread,
      sources,
      reviews: reviews.slice(i * reviewsPerPage, (i + 1) * reviewsPerPage),
      links: linksOf.get(i) ?? [],
    };
  });
}
