import type { ReviewSystem } from '../../proposal/registry.ts';
import { Gerrit } from './gerrit/gerrit-client.ts';
import { readGerrit } from './gerrit/gerrit-source.ts';
import { GithubRequests } from './github/github-requests.ts';
import { readGithub } from './github/github-source.ts';
import type { Journal } from './journal.ts';
import type { PoliteFetch } from './polite-fetch.ts';
import type { SourceAnswer, SystemPlan } from './review-source.ts';

/** How one review system is read. */
export interface SourceContext {
  fetcher: PoliteFetch;
  journal: Journal;
  /** All systems of the registry: a review may depend on another's. */
  systems: readonly ReviewSystem[];
  /** GitHub's ETags of earlier runs, by question; added to. */
  etags: Map<string, string>;
  /** Changes asked for per page of Gerrit's. */
  pageSize?: number | undefined;
  /** See {@link GithubRequests}. */
  octokit?: ConstructorParameters<typeof GithubRequests>[0]['octokit'];
}

/** Asks a system all of its plan. `into` holds what came, also when this throws. */
export async function readSource(
  plan: SystemPlan,
  { fetcher, journal, systems, etags, pageSize, octokit }: SourceContext,
  into: SourceAnswer,
): Promise<void> {
  const { system } = plan;
  const common = { fetcher, journal, system, systems };
  if (system.kind === 'gerrit') {
    const paged = pageSize === undefined ? {} : { pageSize };
    await readGerrit(plan, new Gerrit({ ...common, ...paged }), into);
  } else {
    const extra = octokit === undefined ? {} : { octokit };
    await readGithub(plan, new GithubRequests({ ...common, etags, ...extra }), into);
  }
}
