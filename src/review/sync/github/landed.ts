import type { ReviewSystem } from '../../../proposal/registry.ts';
import { instant } from '../../../ground/instant.ts';
import type { Fetched } from '../fetched-review.ts';
import type { PullEvent } from './answer.ts';

/**
 * A closed pull request as a merged one where somebody says that its commits landed, though not by
 * GitHub's button (bots that rebase and push, mirrors of another repository): the commit that closed
 * it, for GitHub closes by a commit only once that is on the default branch; or a label that the
 * registry declares for this.
 */
export function landedElsewhere(
  fetched: Fetched,
  events: readonly PullEvent[],
  { landedLabels = [] }: Pick<ReviewSystem, 'landedLabels'>,
): Fetched {
  const { review } = fetched;
  if (review.status !== 'closed') return fetched;
  const closed = events.findLast(({ event }) => event === 'closed' || event === 'reopened');
  const commit = closed?.event === 'closed' ? closed.commit_id : undefined;
  const wanted = landedLabels.map((label) => label.toLowerCase());
  const isLabelled = review.labels?.some((label) => wanted.includes(label.toLowerCase())) === true;
  const isCommit = typeof commit === 'string' && /^[0-9a-f]{40,64}$/.test(commit);
  if (!isCommit && !isLabelled) return fetched;
  const merged = instant(closed?.created_at) ?? review.updated;
  return {
    ...fetched,
    review: {
      ...review,
      status: 'merged',
      ...(merged === undefined ? {} : { merged }),
      ...(isCommit ? { commit } : {}),
    },
  };
}
