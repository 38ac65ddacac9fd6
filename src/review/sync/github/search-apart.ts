import type { SourceAnswer } from '../review-source.ts';
import { forgiving } from './forgiving.ts';
import { githubReason, isRefused } from './github-reason.ts';
import type { GithubRequests } from './github-requests.ts';
import { perRepository, updatedSince } from './query.ts';
import { searchPulls, type SearchAnswer } from './search-pulls.ts';

/**
 * A search for what changed since a moment, repository by repository where GitHub refuses it for the
 * sake of one of them.
 */
export async function searchApart(
  github: GithubRequests,
  search: string,
  moment: string | undefined,
  into: SourceAnswer,
): Promise<SearchAnswer | undefined> {
  const { host } = github;
  const parts = perRepository(search);
  try {
    return await searchPulls(github, updatedSince(search, moment));
  } catch (error) {
    if (!isRefused(error)) throw error;
    if (parts.length === 1) {
      into.problems.push(githubReason(error, host));
      return undefined;
    }
  }
  const all: SearchAnswer = { fetched: [], complete: true };
  for (const part of parts) {
    const answer = await forgiving(into, host, () =>
      searchPulls(github, updatedSince(part, moment)),
    );
    // A repository that is not there has nothing to tell; that it is not there has been said.
    if (answer === undefined) continue;
    all.fetched.push(...answer.fetched);
    all.complete &&= answer.complete;
    all.problem ??= answer.problem;
  }
  return all;
}
