import type { Fetched } from '../fetched-review.ts';
import { newestBelieved } from '../believable.ts';
import type { SourceAnswer, SystemPlan } from '../review-source.ts';
import type { GithubRequests } from './github-requests.ts';
import { readOne } from './read-one.ts';
import { readOpen } from './read-open.ts';
import { searchApart } from './search-apart.ts';

/** Asks a GitHub all of a plan. `into` holds what came, also when this throws. */
export async function readGithub(
  plan: SystemPlan,
  github: GithubRequests,
  into: SourceAnswer,
): Promise<void> {
  const newestOf = (found: readonly Fetched[]) =>
    newestBelieved(
      found.map(({ review }) => review.updated),
      plan.latest,
      github.now,
    );

  /** By repository: the newest change that the first search of this run told of. */
  const told = new Map<string, string>();
  for (const [search, moment] of plan.queries) {
    const answer = await searchApart(github, search, moment, into);
    if (answer === undefined) continue;
    if (answer.problem !== undefined) into.problems.push(`\`${search}\`: ${answer.problem}`);
    const ids = new Set<string>(answer.fetched.map(({ review }) => review.id));
    // What is found belongs to the query from now on, also where the budget ends in its midst.
    into.queries.set(search, { ids, since: moment, complete: false });
    for (const [repository, found] of Map.groupBy(
      answer.fetched,
      ({ review }) => review.repository,
    )) {
      const newest = newestOf(found);
      if (!told.has(repository) && newest !== undefined) told.set(repository, newest);
    }
    for (const found of answer.fetched) {
      const { id, repository, updated, owner } = found.review;
      const known = plan.known.get(id);
      // A search does not tell the branch: what is new or has changed is read in full.
      if (known !== undefined && known.updated === updated && known.status !== 'gone') {
        if (!into.fetched.has(id)) {
          into.fetched.set(id, { message: found.message, review: { ...known, owner } });
        }
      } else await readOne(plan, github, into, { id, repository, found });
    }
    const { complete, fetched } = answer;
    into.queries.set(search, { ids, since: moment, complete, newest: newestOf(fetched) });
  }

  for (const [id, { repository }] of plan.pulls) {
    await readOne(plan, github, into, { id, repository });
  }
  for (const { id, repository } of plan.due) await readOne(plan, github, into, { id, repository });

  for (const [repository, reviews] of Map.groupBy(plan.open, (review) => review.repository)) {
    await readOpen(plan, github, into, repository, reviews);
  }

  // What a search found was read after it: changes up to then are known.
  for (const [repository, newest] of told) {
    const key = `open ${repository}`;
    if (!into.seen.has(key) && !plan.repositorySince.has(repository)) into.seen.set(key, newest);
  }
}
