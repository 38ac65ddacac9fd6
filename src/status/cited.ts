import { compareText } from '../ground/problem.ts';
import type { Citation } from '../review/citation.ts';
import type { ReviewId, UnresolvedId } from '../review/review-identity.ts';
import type { DecidedLink, ReviewsOfProposal } from '../review/read-reviews.ts';
import type { Provenance } from '../review/review.ts';
import { reviewIndex } from '../review/review-index.ts';

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
  const index = reviewIndex(reviews.reviews);
  const cited = new Map<
    string,
    { stage: string; review: ReviewId | UnresolvedId; provenance: Provenance[] }
  >();
  const unresolved = new Set(reviews.unresolved);
  for (const { address, stage, url, line } of citations) {
    if (stage === undefined || address.kind === 'query') continue;
    const known = index.resolve(address).map(({ id }) => id);
    if (known.length === 0 && address.kind !== 'change-id') {
      known.push(address.id);
      unresolved.add(address.id);
    }
    for (const review of known) {
      const entry = cited.get(`${stage} ${review}`) ?? { stage, review, provenance: [] };
      if (!entry.provenance.some((one) => one.line === line && one.text === url)) {
        entry.provenance.push({ kind: 'cited', text: url, line, firstSeen: today });
      }
      cited.set(`${stage} ${review}`, entry);
    }
  }
  const links = new Map(reviews.links.map((link) => [`${link.stage} ${link.review}`, link]));
  for (const [key, { stage, review, provenance }] of cited) {
    const link = links.get(key) ?? { stage, review, decision: 'confirmed', provenance: [] };
    links.set(key, {
      ...link,
      decision: link.person?.decision ?? 'confirmed',
      provenance: [
        ...provenance.map((one) => asSeenBefore(one, link)),
        ...link.provenance.filter(isNotCited),
      ],
    });
  }
  return {
    ...reviews,
    links: [...links.values()].sort(
      (a, b) => compareText(a.stage, b.stage) || compareText(a.review, b.review),
    ),
    unresolved: [...unresolved].sort(compareText),
  };
}

const isNotCited = ({ kind }: Provenance) => kind !== 'cited';

/** With the dates of the runs that recorded the same citation, wherever it stood then. */
function asSeenBefore(citation: Provenance, { provenance }: DecidedLink): Provenance {
  const before = provenance.find(({ kind, text }) => kind === 'cited' && text === citation.text);
  return before === undefined ? citation : { ...before, ...citation, firstSeen: before.firstSeen };
}
