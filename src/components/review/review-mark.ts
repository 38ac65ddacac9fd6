import { reviewUrl } from '../../review/review-address.ts';
import {
  parseReviewId,
  parseUnresolvedId,
  type ReviewAddress,
  type ReviewId,
  type UnresolvedId,
} from '../../review/review-identity.ts';
import type { ReviewSystem } from '../../proposal/registry.ts';
import { reviewIndex } from '../../review/review-index.ts';
import { revertsOf } from '../../review/revert.ts';
import type { FullReport } from '../../status/load-reports.ts';
import type { ReviewMark } from '../../site/prose/remark-review-links.ts';
import { stateOf } from '../../review/review-state.ts';

/** How a review is called in running text, by its id. */
export function reviewLabel(id: ReviewId | UnresolvedId): string {
  const unresolved = parseUnresolvedId(id);
  if (unresolved !== undefined) return `change ${unresolved.number}`;
  const name = parseReviewId(id);
  if (name === undefined) return id;
  if (!('number' in name)) return `${name.repository} ${name.changeId.slice(0, 9)}`;
  return name.system === 'github'
    ? `${name.repository}#${name.number}`
    : `${name.repository} ${name.number}`;
}

/** The label without its repository, for places that name that beside it: `912345`, `#12`. */
export function reviewNumberLabel(id: ReviewId | UnresolvedId): string {
  const name = parseReviewId(id);
  if (name === undefined) return reviewLabel(id).replace('change ', '');
  if (!('number' in name)) return name.changeId.slice(0, 9);
  return name.system === 'github' ? `#${name.number}` : String(name.number);
}

/** What a blueprint's text says of the reviews that it cites. */
export function reviewMarks(
  { proposal, reviews }: FullReport,
  systems: readonly ReviewSystem[],
): (address: ReviewAddress) => ReviewMark | undefined {
  const titles = new Map(proposal.frontMatter.stages.map(({ id, title }) => [id, title]));
  const index = reviewIndex(reviews.reviews);
  const { takenBack } = revertsOf(reviews.reviews, index);
  return (address) => {
    if (address.kind !== 'review' && address.kind !== 'unresolved') return undefined;
    const review = index.find(address.id);
    const id = review?.id ?? address.id;
    const stages = reviews.links
      .filter(
        (link) =>
          link.decision === 'confirmed' && (link.review === id || link.review === address.id),
      )
      .map((link) => titles.get(link.stage) ?? link.stage);
    return {
      href: reviewUrl(id, systems),
      label: reviewLabel(id),
      state: review && stateOf(review, takenBack.has(review.id)),
      title: review?.title,
      stages: [...new Set(stages)],
    };
  };
}
