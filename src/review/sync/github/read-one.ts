import { parseReviewId, type ReviewId } from '../../review-identity.ts';
import type { Review } from '../../review.ts';
import type { Fetched } from '../fetched-review.ts';
import type { SourceAnswer, SystemPlan } from '../review-source.ts';
import { forgiving } from './forgiving.ts';
import type { GithubRequests } from './github-requests.ts';
import { readPull } from './read-pull.ts';

/**
 * One pull request of a plan, once a run.
 *
 * @param found what a search told of it
 */
export async function readOne(
  plan: SystemPlan,
  github: GithubRequests,
  into: SourceAnswer,
  { id, repository, found }: { id: ReviewId; repository: string; found?: Fetched },
): Promise<void> {
  if (into.fetched.has(id)) return;
  const known = plan.known.get(id);
  const answer = await forgiving(into, github.host, () =>
    readPull(github, repository, numberOf(id), known !== undefined),
  );
  if (answer === undefined) return;
  if (answer === 'gone') {
    if (known !== undefined) into.missing.add(id);
  } else if (answer === 'same') {
    if (known !== undefined) {
      into.fetched.set(id, { message: found?.message, review: there(known) });
    }
  } else into.fetched.set(answer.fetched.review.id, answer.fetched);
}

/** A review that is there again, as it was. */
function there(review: Review): Review {
  const { was, ...rest } = review;
  return was === undefined ? review : { ...rest, status: was };
}

/** The number of a pull request. */
export function numberOf(id: ReviewId): number {
  const name = parseReviewId(id);
  return name !== undefined && 'number' in name ? name.number : 0;
}
