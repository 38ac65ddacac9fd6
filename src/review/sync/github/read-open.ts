import type { Review } from '../../review.ts';
import { newestBelieved } from '../believable.ts';
import type { SourceAnswer, SystemPlan } from '../review-source.ts';
import { changedPulls } from './changed-pulls.ts';
import { forgiving } from './forgiving.ts';
import type { GithubRequests } from './github-requests.ts';
import { numberOf, readOne } from './read-one.ts';

/** Reads again those open pull requests of a repository that have changed. */
export async function readOpen(
  plan: SystemPlan,
  github: GithubRequests,
  into: SourceAnswer,
  repository: string,
  reviews: readonly Review[],
): Promise<void> {
  const last = plan.repositorySince.get(repository);
  const from =
    last ?? reviews.map(({ updated }) => updated ?? '').reduce((a, b) => (a < b ? a : b));
  const changed = await forgiving(into, github.host, () =>
    changedPulls(github, repository, from, last !== undefined),
  );
  if (changed === undefined || changed === 'same') {
    if (last !== undefined) into.seen.set(`open ${repository}`, last);
    return;
  }
  let newest = last;
  if (changed !== 'gone') {
    newest = newestBelieved([last, ...changed.values()], plan.latest, github.now);
  }
  for (const { id, updated } of reviews) {
    const number = numberOf(id);
    // A repository that is gone may have a new name, which its pull requests then tell.
    if (changed === 'gone' || (changed.has(number) && changed.get(number) !== updated)) {
      await readOne(plan, github, into, { id, repository });
    }
  }
  if (newest !== undefined) into.seen.set(`open ${repository}`, newest);
}
