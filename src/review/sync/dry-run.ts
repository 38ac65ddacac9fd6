import type { ReviewSystem } from '../../proposal/registry.ts';
import { Journal } from './journal.ts';
import { PoliteFetch } from './polite-fetch.ts';
import { readSource } from './read-source.ts';
import { emptyAnswer, type SystemPlan } from './review-source.ts';
import type { Secrets } from './secrets.ts';
import { partsOfAddress } from '../../ground/trust/web-address.ts';

/** What a run would ask one system. */
export interface PlannedSource {
  source: string;
  /** What it begins with. */
  requests: string[];
  /** What may come after it, by what is answered. */
  follows: string[];
  /** It sends no more than this, tries again included: the budget, which all sources share. */
  atMost: number;
}

/** What follows upon the first answers, by the kind of system. */
const following = {
  gerrit: ['further pages of a query that has more'],
  github: [
    'further pages of a search that has more',
    'each pull request that is found and new or changed, by itself',
    'the votes and failing checks of an open one, the events of a closed one',
  ],
} as const;

/** All that can be said of a plan before a server is asked; nothing is asked. */
export async function plannedSource(
  plan: SystemPlan,
  systems: readonly ReviewSystem[],
  { secrets, budget }: { secrets: Secrets; budget: number },
): Promise<PlannedSource> {
  const requests = await plannedRequests(plan, systems, secrets);
  // A system that is asked nothing at first is asked nothing at all.
  const isAsked = requests.length > 0;
  const follows = isAsked
    ? [...following[plan.system.kind], 'a request again that got no usable answer']
    : [];
  return { source: plan.name, requests, follows, atMost: isAsked ? budget : 0 };
}

/**
 * The requests that a plan begins with, as its source itself would send them: the source runs, and
 * nothing leaves this machine, for every request is noted down and answered with nothing. Further
 * pages and what is found depend on what is answered.
 */
export async function plannedRequests(
  plan: SystemPlan,
  systems: readonly ReviewSystem[],
  secrets: Secrets,
): Promise<string[]> {
  const asked: string[] = [];
  const note: typeof fetch = (input) => {
    const url = partsOfAddress(input instanceof Request ? input.url : String(input));
    asked.push(url.href);
    const headers = { 'content-type': 'application/json' };
    return Promise.resolve(new Response(JSON.stringify(nothing(url)), { headers }));
  };
  const fetcher = new PoliteFetch({ fetch: note, spacing: 0, budget: 1_000_000, secrets });
  const journal = Journal.inMemory();
  const octokit = { throttle: { enabled: false }, retry: { enabled: false } };
  await readSource(plan, { fetcher, journal, systems, etags: new Map(), octokit }, emptyAnswer());
  return asked;
}

/** The emptiest answer to a request, in the form of the system that it is for. */
function nothing(url: URL): unknown {
  const queries = url.searchParams.getAll('q').length;
  if (url.pathname.endsWith('/search/issues')) return { total_count: 0, items: [] };
  if (url.pathname.endsWith('/changes/') && queries > 1)
    return Array.from({ length: queries }, () => []);
  const pull = /\/pulls\/(\d+)$/.exec(url.pathname);
  return pull === null ? [] : { number: Number(pull[1]), state: 'closed', merged_at: null };
}
