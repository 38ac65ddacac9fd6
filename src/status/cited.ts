import { compareText } from '../ground/problem.ts';
import type { Citation } from '../review/citation.ts';
import { citedLinks, compareLinks, linkKey } from '../review/cited-link.ts';
import { standing, type DecidedLink } from '../review/decided-link.ts';
import type { ReviewsOfProposal } from '../review/read-reviews.ts';
import { reviewIndex } from '../review/review-index.ts';
import type { Provenance } from '../review/review.ts';

/**
 * A proposal's reviews as its text stands now. A citation counts from the moment it is written, not
 * from the next run on: what no run has recorded yet is linked, its state unknown, and what was
 * recorded is cited at the lines where it stands today. A person's decision stays above both.
 *
 * @param citations of the proposal's index.md; those outside a stage link nothing
 * @param today the day that a citation is dated with which no run has seen, `YYYY-MM-DD`
 */
export function withCitations(
  reviews: ReviewsOfProposal,
  citations: readonly Citation[],
  today: string,
): ReviewsOfProposal {
  const cited = citedLinks(citations, reviewIndex(reviews.reviews));
  const links = new Map(reviews.links.map((link) => [linkKey(link), link]));
  for (const [key, places] of Map.groupBy(cited, linkKey)) {
    const [{ stage, review }] = places as [(typeof places)[0]];
    const link = links.get(key) ?? { stage, review, decision: 'confirmed', provenance: [] };
    links.set(key, {
      ...link,
      decision: standing('confirmed', link.person),
      provenance: [
        ...places.map(({ text, line }) => cite(text, line, link, today)),
        ...link.provenance.filter(({ kind }) => kind !== 'cited'),
      ],
    });
  }
  const unknown = cited.filter(({ known }) => known === undefined).map(({ review }) => review);
  return {
    ...reviews,
    links: [...links.values()].sort(compareLinks),
    unresolved: [...new Set([...reviews.unresolved, ...unknown])].sort(compareText),
  };
}

/** With the dates of the run that recorded the same citation, wherever it stood then. */
function cite(text: string, line: number, { provenance }: DecidedLink, today: string): Provenance {
  const before = provenance.find((one) => one.kind === 'cited' && one.text === text);
  return { ...(before ?? { kind: 'cited', text, firstSeen: today }), line };
}
