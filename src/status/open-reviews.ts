import { dayOf } from '../ground/day.ts';
import type { Review } from '../review/review.ts';
import type { StageReviews } from '../review/summary.ts';
import type { OpenReviews } from './report.ts';

/**
 * Counts the open reviews of a stage in a project: they show that somebody has begun. A merged one
 * counts for nothing. It may have been taken back since; whether it made anything done, only the
 * repository says.
 *
 * @param on as of the end of that day, `YYYY-MM-DD`; default, as they were last read
 */
export function openReviews(byStage: readonly StageReviews[], on?: string): OpenReviews {
  return (stage, project) => {
    const of = byStage.find((one) => one.stage === stage)?.byProject.get(project);
    return (of?.reviews ?? []).filter(({ review }) => wasOpen(review, on)).length;
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
