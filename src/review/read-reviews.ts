import { compareProblems, type Problem } from '../ground/problem.ts';
import { applyDecisions, type DecidedLink } from './decided-link.ts';
import { readDecisions, type ReadContext } from './read-decisions.ts';
import { readSnapshot } from './read-snapshot.ts';
import type { ReviewId, UnresolvedId } from './review-identity.ts';
import type { Review } from './review.ts';
import type { Source } from './snapshot.ts';

/** All that is known of a proposal's reviews. */
export interface ReviewsOfProposal {
  reviews: Review[];
  /** Sorted by stage, then review; rejected ones included. */
  links: DecidedLink[];
  sources: Source[];
  /** Cited or decided upon, but no server has said yet what they are. */
  unresolved: (ReviewId | UnresolvedId)[];
  problems: Problem[];
  /**
   * What could not be read. Without all reviews there may be more than is here; without people's
   * decisions, any link may stand otherwise.
   */
  unread: 'nothing' | 'reviews' | 'decisions';
}

/**
 * Reads reviews.json and links.yaml of a proposal's folder. An absent file is an empty one; a broken
 * one is a problem, and the rest is returned all the same.
 */
export async function readReviews(
  folder: string,
  context: ReadContext = {},
): Promise<ReviewsOfProposal> {
  const { snapshot, problems } = await readSnapshot(folder);
  const decided = await readDecisions(folder, context);
  return {
    reviews: snapshot.reviews,
    links: applyDecisions(snapshot.links, decided.decisions, snapshot.reviews),
    sources: snapshot.sources,
    unresolved: snapshot.unresolved,
    problems: [...problems, ...decided.problems].sort(compareProblems),
    unread: !decided.isWhole ? 'decisions' : problems.length > 0 ? 'reviews' : 'nothing',
  };
}
