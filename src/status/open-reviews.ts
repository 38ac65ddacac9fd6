import { dayOf } from '../ground/day.ts';
import type { ReviewsOfProposal } from '../review/read-reviews.ts';
import type { Review } from '../review/review.ts';
import type { StageReviews } from '../review/summary.ts';
import type { OpenReviews } from './report.ts';

/**
 * Counts the open reviews of a stage in a project: they show that somebody has begun. A merged one
 * counts for nothing. It may have been taken back since; whether it made anything done, only the
 * repository says.
 *
 * @param on as of the end of that day, `YYYY-MM-DD`; default, as they were last read
 * @param unread what of the reviews could not be read: a count that this may change is no answer
 */
export function openReviews(
  byStage: readonly StageReviews[],
  on?: string,
  unread: ReviewsOfProposal['unread'] = 'nothing',
): OpenReviews {
  return (stage, project) => {
    if (unread === 'decisions') return undefined;
    const of = byStage.find((one) => one.stage === stage)?.byProject.get(project);
    const count = (of?.reviews ?? []).filter(({ review }) => wasOpen(review, on)).length;
    return count === 0 && unread === 'reviews' ? undefined : count;
  };
}

function wasOpen(review: Review, on: string | undefined): boolean {
  const { status, created, updated, merged } = review;
  if (on === undefined) return status === 'open';
  if (created === undefined || dayOf(created) > on) return false;
  if (status === 'open') return true;
  // One that was abandoned is not touched any more, as a rule.
  const ended = status === 'merged' ? merged : updated;
  return ended !== undefined && dayOf(ended) > on;
}
