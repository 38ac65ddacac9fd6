import { Octokit, RequestError } from 'octokit';
import { z } from 'zod';
import type { ReviewSystem } from '../../../proposal/registry.ts';
import { BudgetSpent, reason, RequestFailed, type PoliteFetch } from '../polite-fetch.ts';
import { fetchedSchema, type Fetched } from '../fetched-review.ts';
import { instant } from '../../../ground/instant.ts';
import type { Journal } from '../journal.ts';
import { apiRoot } from '../../review-system.ts';
import {
  checkRunsSchema,
  eventsSchema,
  foundSchema,
  listedSchema,
  pullSchema,
  searchSchema,
  votesSchema,
} from './answer.ts';
import { landedElsewhere } from './landed.ts';
import { fromFound, fromPull } from './pull.ts';
import { withChecks, withVotes } from './waits.ts';

export interface GithubOptions {
  fetcher: PoliteFetch;
  journal: Journal;
  system: ReviewSystem;
  systems: readonly ReviewSystem[];
  /** ETags of earlier runs, by path; added to. */
  etags: Map<string, string>;
  /** Most seconds that a rate limit is waited for; default 120. */
  patience?: number;
  /** For tests: how long the plugins' seconds are, and the like. */
  octokit?: Record<string, unknown> & { throttle?: Record<string, unknown> };
}

/** What a search brought. */
export interface SearchAnswer {
  fetched: Fetched[];
  complete: boolean;
  problem?: string | undefined;
}

/** GitHub never shows more results of one search. */
export const searchLimit = 1000;
const perPage = 100;
/** Of votes or events: 5,000 of them. */
const mostPages = 50;

const searchPageSchema = z.object({
  total: z.number(),
  partial: z.boolean(),
  count: z.number(),
  fetched: z.array(fetchedSchema),
});
const pullAnswerSchema = z.union([
  z.object({ fetched: fetchedSchema, etag: z.string().optional() }),
  z.object({ same: z.literal(true) }),
  z.object({ gone: z.literal(true) }),
]);
const listAnswerSchema = z.union([
  z.object({
    pulls: z.array(z.object({ number: z.number(), updated: z.string().optional() })),
    etag: z.string().optional(),
  }),
  z.object({ same: z.literal(true) }),
  z.object({ gone: z.literal(true) }),
]);

/** Asks one GitHub for pull requests, by octokit with its throttling and retry plugins. */
export class Github {
  readonly #octokit: Octokit;
  readonly #options: GithubOptions;
  readonly #host: string;

  constructor(options: GithubOptions) {
    this.#options = options;
    const { system, fetcher, patience = 120 } = options;
    this.#host = system.host.toLowerCase();
    const onLimit = (wait: number, request: { request?: { retryCount?: number } }) =>
      wait <= patience && (request.request?.retryCount ?? 0) < 3;
    const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined };
    this.#octokit = new Octokit({
      baseUrl: apiRoot(system),
      userAgent: fetcher.userAgent,
      log: { ...silent, error: () => undefined },
      request: { fetch: fetcher.send },
      ...options.octokit,
      throttle: {
        onRateLimit: onLimit,
        onSecondaryRateLimit: onLimit,
        ...options.octokit?.throttle,
      },
    });
  }

  /**
   * All pull requests of a search. Past the 1,000 results that GitHub shows, it goes on by the date
   * of creation, which no edit changes.
   */
  async search(search: string): Promise<SearchAnswer> {
    const seen = new Map<string, Fetched>();
    let problem: string | undefined;
    let bound: string | undefined;
    for (let windows = 0; ; windows++) {
      const asked = bound === undefined ? search : `${search} created:<=${bound}`;
      const { fetched, total, partial } = await this.#window(asked);
      if (partial) problem = 'GitHub says that its results are incomplete';
      const before = seen.size;
      for (const one of fetched) seen.set(one.review.id, one);
      const oldest = fetched.reduce<string | undefined>((first, { review }) => {
        const { created } = review;
        return first === undefined || (created !== undefined && created < first) ? created : first;
      }, undefined);
      if (total <= searchLimit) break;
      if (oldest === undefined || oldest === bound || seen.size === before || windows > 200) {
        problem = `more than ${searchLimit} results of the same second cannot be told apart`;
        break;
      }
      bound = oldest;
    }
    return {
      fetched: [...seen.values()],
      complete: problem === undefined,
      ...(problem === undefined ? {} : { problem }),
    };
  }

  /** The first 1,000 results of a search, newest creation first. */
  async #window(search: string): Promise<{ fetched: Fetched[]; total: number; partial: boolean }> {
    const fetched: Fetched[] = [];
    let total = 0;
    let partial = false;
    for (let page = 1; page <= searchLimit / perPage; page++) {
      const answer = await this.#searchPage(search, page);
      // The total of the first page counts: it only tells whether there is another window.
      if (page === 1) ({ total } = answer);
      partial ||= answer.partial;
      fetched.push(...answer.fetched);
      if (answer.count < perPage || page * perPage >= total) break;
    }
    return { fetched, total, partial };
  }

  async #searchPage(search: string, page: number) {
    const { journal, systems } = this.#options;
    return journal.once(`${this.#host} search ${page} ${search}`, searchPageSchema, async () => {
      const answer = await this.#send('GET /search/issues', {
        q: search,
        sort: 'created',
        order: 'desc',
        per_page: perPage,
        page,
        advanced_search: 'true',
      });
      const data = readable(searchSchema, answer.data, this.#host);
      const fetched = data.items.flatMap((item) => {
        const found = foundSchema.safeParse(item);
        return found.success ? (fromFound(found.data, this.#host, systems) ?? []) : [];
      });
      return {
        total: data.total_count,
        partial: data.incomplete_results === true,
        count: data.items.length,
        fetched,
      };
    });
  }

  /**
   * One pull request.
   *
   * @param known whether it is known from an earlier run, so that "unchanged" is an answer
   * @returns `same` when it has not changed, `gone` when it cannot be seen (any more)
   */
  async pull(
    repository: string,
    number: number,
    known: boolean,
  ): Promise<{ fetched: Fetched } | 'same' | 'gone'> {
    const { journal, systems, etags } = this.#options;
    const [owner = '', repo = ''] = repository.split('/');
    const key = `${this.#host} pull ${repository}#${number}`;
    const answer = await journal.once(key, pullAnswerSchema, async () => {
      const sent = await this.#conditional(
        'GET /repos/{owner}/{repo}/pulls/{pull_number}',
        { owner, repo, pull_number: number },
        known ? etags.get(key) : undefined,
      );
      if (sent === 'same') return { same: true as const };
      if (sent === 'gone') return { gone: true as const };
      const pull = readable(pullSchema, sent.data, this.#host);
      const fetched = fromPull(pull, this.#host, { repository }, systems);
      return { fetched: await this.#completed(fetched, { owner, repo, number }), ...sent.etag };
    });
    if ('same' in answer) return 'same';
    if ('gone' in answer) return 'gone';
    if (answer.etag !== undefined) etags.set(key, answer.etag);
    return { fetched: answer.fetched };
  }

  /** The rest that the pull request's own answer leaves out; of a merged one nothing moves any more. */
  async #completed(
    fetched: Fetched,
    at: { owner: string; repo: string; number: number },
  ): Promise<Fetched> {
    if (fetched.review.status === 'open') return this.#checked(await this.#voted(fetched, at), at);
    if (fetched.review.status !== 'closed') return fetched;
    const events = await this.#pages(
      'GET /repos/{owner}/{repo}/issues/{issue_number}/events',
      { owner: at.owner, repo: at.repo, issue_number: at.number },
      eventsSchema,
    );
    return landedElsewhere(fetched, events, this.#options.system);
  }

  /** An open pull request with its votes, all of them: they come oldest first. */
  async #voted(
    fetched: Fetched,
    { owner, repo, number }: { owner: string; repo: string; number: number },
  ): Promise<Fetched> {
    const votes = await this.#pages(
      'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews',
      { owner, repo, pull_number: number },
      votesSchema,
    );
    return withVotes(fetched, votes);
  }

  /** With its failing checks, where GitHub says that something is not as it should be. */
  async #checked(
    fetched: Fetched,
    { owner, repo }: { owner: string; repo: string },
  ): Promise<Fetched> {
    const { commit, waits } = fetched.review;
    if (commit === undefined || waits?.isReady !== false || waits.conflict === true) return fetched;
    const sent = await this.#conditional(
      'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
      { owner, repo, ref: commit, filter: 'latest', per_page: perPage },
      undefined,
    );
    if (typeof sent === 'string') return fetched;
    return withChecks(fetched, readable(checkRunsSchema, sent.data, this.#host).check_runs);
  }

  /** A list to its end. */
  async #pages<T>(
    route: string,
    parameters: Record<string, unknown>,
    schema: z.ZodType<T[]>,
  ): Promise<T[]> {
    const all: T[] = [];
    for (let page = 1; page <= mostPages; page++) {
      const sent = await this.#conditional(
        route,
        { ...parameters, per_page: perPage, page },
        undefined,
      );
      if (typeof sent === 'string') return all;
      const some = readable(schema, sent.data, this.#host);
      all.push(...some);
      if (some.length < perPage) break;
    }
    return all;
  }

  /**
   * Which pull requests of a repository changed at or after a moment, newest first.
   *
   * @param known whether "nothing changed since the last run" is an answer
   */
  async changed(
    repository: string,
    from: string,
    known: boolean,
  ): Promise<Map<number, string | undefined> | 'same' | 'gone'> {
    const { journal, etags } = this.#options;
    const [owner = '', repo = ''] = repository.split('/');
    const found = new Map<number, string | undefined>();
    for (let page = 1; ; page++) {
      const key = `${this.#host} pulls ${page} ${repository}`;
      const answer = await journal.once(`${key} ${from}`, listAnswerSchema, async () => {
        const sent = await this.#conditional(
          'GET /repos/{owner}/{repo}/pulls',
          {
            owner,
            repo,
            state: 'all',
            sort: 'updated',
            direction: 'desc',
            per_page: perPage,
            page,
          },
          known && page === 1 ? etags.get(key) : undefined,
        );
        if (sent === 'same') return { same: true as const };
        if (sent === 'gone') return { gone: true as const };
        const pulls = readable(listedSchema, sent.data, this.#host).map(
          ({ number, updated_at: updated }) => ({ number, updated: instant(updated) }),
        );
        return { pulls, ...sent.etag };
      });
      if ('same' in answer) return 'same';
      if ('gone' in answer) return 'gone';
      if (page === 1 && answer.etag !== undefined) etags.set(key, answer.etag);
      for (const { number, updated } of answer.pulls) {
        if (updated === undefined || updated >= from) found.set(number, updated);
      }
      const last = answer.pulls.at(-1)?.updated;
      if (answer.pulls.length < perPage || (last !== undefined && last < from)) return found;
    }
  }

  async #conditional(
    route: string,
    parameters: Record<string, unknown>,
    etag: string | undefined,
  ): Promise<{ data: unknown; etag: { etag?: string } } | 'same' | 'gone'> {
    try {
      const headers = etag === undefined ? {} : { headers: { 'if-none-match': etag } };
      const { data, headers: got } = await this.#send(route, { ...parameters, ...headers });
      return { data, etag: typeof got['etag'] === 'string' ? { etag: got['etag'] } : {} };
    } catch (error) {
      // octokit throws what is not a success, "not modified" too.
      if (!(error instanceof RequestError)) throw error;
      if (error.status === 304) return 'same';
      if ([404, 410, 451].includes(error.status)) return 'gone';
      throw error;
    }
  }

  async #send(route: string, parameters: Record<string, unknown>) {
    try {
      const answer: { data: unknown; headers: Record<string, unknown> } =
        await this.#octokit.request(route, {
          ...parameters,
          headers: { 'x-github-api-version': '2022-11-28', ...(parameters['headers'] as object) },
        });
      return answer;
    } catch (error) {
      const cause = error instanceof Error ? error.cause : undefined;
      if (cause instanceof BudgetSpent || cause instanceof RequestFailed) throw cause;
      throw error;
    }
  }
}

function readable<T>(schema: z.ZodType<T>, data: unknown, host: string): T {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const what = typeof data === 'string' ? 'no whole JSON' : 'JSON of another shape';
  throw new RequestFailed(host, `answers with ${what}`);
}

/** What went wrong with a request of octokit's, in one line. */
export function githubReason(error: unknown, host: string): string {
  if (!(error instanceof RequestError)) return reason(error);
  if (error.cause !== undefined) return `${host}: ${reason(error.cause)}`;
  const limit = error.response?.headers['x-ratelimit-remaining'] === '0';
  const why = limit
    ? 'the rate limit is used up'
    : (error.message.split('\n', 1)[0] ?? '').slice(0, 150);
  return `${host}: answers ${error.status}: ${why}`;
}
