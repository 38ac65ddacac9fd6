import { RequestError } from 'octokit';
import { parseReviewId, type ReviewId } from '../../review-identity.ts';
import type { Review } from '../../review.ts';
import type { SourceAnswer, SystemPlan } from '../review-source.ts';
import type { Fetched } from '../fetched-review.ts';
import { newestBelieved } from '../believable.ts';
import { githubReason, type Github, type SearchAnswer } from './github-client.ts';
import { perRepository, updatedSince } from './query.ts';

/** Asks a GitHub all of a plan. `into` holds what came, also when this throws. */
export async function readGithub(
  plan: SystemPlan,
  github: Github,
  into: SourceAnswer,
): Promise<void> {
  const host = plan.system.host.toLowerCase();
  const one = async (id: ReviewId, repository: string, number: number, found?: Fetched) => {
    if (into.fetched.has(id)) return;
    const known = plan.known.get(id);
    const answer = await forgiving(into, host, () =>
      github.pull(repository, number, known !== undefined),
    );
    if (answer === undefined) return;
    if (answer === 'gone') {
      if (known !== undefined) into.missing.add(id);
    } else if (answer === 'same') {
      if (known !== undefined) {
        into.fetched.set(id, { message: found?.message, review: there(known) });
      }
    } else into.fetched.set(answer.fetched.review.id, answer.fetched);
  };

  const newestOf = (found: readonly Fetched[]) =>
    newestBelieved(
      found.map(({ review }) => review.updated),
      plan.latest,
    );

  /** By repository: the newest change that the first search of this run told of. */
  const told = new Map<string, string>();
  for (const [search, moment] of plan.queries) {
    const answer = await searched(search, moment);
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
      } else await one(id, repository, numberOf(id), found);
    }
    const { complete, fetched } = answer;
    into.queries.set(search, { ids, since: moment, complete, newest: newestOf(fetched) });
  }

  for (const [id, { repository, number }] of plan.pulls) await one(id, repository, number);
  for (const { id, repository } of plan.due) await one(id, repository, numberOf(id));

  for (const [repository, reviews] of Map.groupBy(plan.open, (review) => review.repository)) {
    await readOpen(repository, reviews);
  }

  // What a search found was read after it: changes up to then are known.
  for (const [repository, newest] of told) {
    const key = `open ${repository}`;
    if (!into.seen.has(key) && !plan.repositorySince.has(repository)) into.seen.set(key, newest);
  }

  /** A search, repository by repository where GitHub refuses it for the sake of one of them. */
  async function searched(
    search: string,
    moment: string | undefined,
  ): Promise<SearchAnswer | undefined> {
    const parts = perRepository(search);
    try {
      return await github.search(updatedSince(search, moment));
    } catch (error) {
      if (!isRefused(error)) throw error;
      if (parts.length === 1) {
        into.problems.push(githubReason(error, host));
        return undefined;
      }
    }
    const all: SearchAnswer = { fetched: [], complete: true };
    for (const part of parts) {
      const answer = await forgiving(into, host, () => github.search(updatedSince(part, moment)));
      // A repository that is not there has nothing to tell; that it is not there has been said.
      if (answer === undefined) continue;
      all.fetched.push(...answer.fetched);
      all.complete &&= answer.complete;
      all.problem ??= answer.problem;
    }
    return all;
  }

  async function readOpen(repository: string, reviews: Review[]): Promise<void> {
    const last = plan.repositorySince.get(repository);
    const from =
      last ?? reviews.map(({ updated }) => updated ?? '').reduce((a, b) => (a < b ? a : b));
    const changed = await forgiving(into, host, () =>
      github.changed(repository, from, last !== undefined),
    );
    if (changed === undefined || changed === 'same') {
      if (last !== undefined) into.seen.set(`open ${repository}`, last);
      return;
    }
    let newest = last;
    if (changed !== 'gone') newest = newestBelieved([last, ...changed.values()], plan.latest);
    for (const { id, updated } of reviews) {
      const number = numberOf(id);
      // A repository that is gone may have a new name, which its pull requests then tell.
      if (changed === 'gone') await one(id, repository, number);
      else if (changed.has(number) && changed.get(number) !== updated) {
        await one(id, repository, number);
      }
    }
    if (newest !== undefined) into.seen.set(`open ${repository}`, newest);
  }
}

/** A review that is there again, as it was. */
function there(review: Review): Review {
  const { was, ...rest } = review;
  return was === undefined ? review : { ...rest, status: was };
}

function numberOf(id: ReviewId): number {
  const name = parseReviewId(id);
  return name !== undefined && 'number' in name ? name.number : 0;
}

/**
 * Runs one question; what only this question cannot have (a search that GitHub refuses to run, a
 * repository that asks for more rights) is noted and the others go on.
 */
async function forgiving<T>(
  into: SourceAnswer,
  host: string,
  ask: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!isRefused(error)) throw error;
    into.problems.push(githubReason(error, host));
    return undefined;
  }
}

/** Is it this question alone that GitHub does not answer? */
function isRefused(error: unknown): error is RequestError {
  if (!(error instanceof RequestError)) return false;
  const isLimited =
    error.response?.headers['x-ratelimit-remaining'] === '0' ||
    error.response?.headers['retry-after'] !== undefined ||
    /rate limit/i.test(error.message);
  return error.status === 422 || (error.status === 403 && !isLimited);
}
