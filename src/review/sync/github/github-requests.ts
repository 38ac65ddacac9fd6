import { Octokit, RequestError } from 'octokit';
import type { z } from 'zod';
import { later, ofTime } from '../../../ground/instant.ts';
import type { ReviewSystem } from '../../../proposal/registry.ts';
import { BudgetSpent, RequestFailed, type PoliteFetch } from '../polite-fetch.ts';
import type { Journal } from '../journal.ts';
import { apiRoot } from '../../review-system.ts';

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

/** Most entries of a list or a search on one page. */
export const perPage = 100;
/** Of votes or events: 5,000 of them. */
const mostPages = 50;

/** Sends requests to one GitHub, by octokit with its throttling and retry plugins. */
export class GithubRequests {
  readonly #octokit: Octokit;
  readonly host: string;
  readonly journal: Journal;
  readonly system: ReviewSystem;
  readonly systems: readonly ReviewSystem[];
  readonly etags: Map<string, string>;
  #now: string | undefined;

  constructor(options: GithubOptions) {
    const { system, systems, journal, etags, fetcher, patience = 120 } = options;
    this.host = system.host.toLowerCase();
    this.journal = journal;
    this.system = system;
    this.systems = systems;
    this.etags = etags;
    const onLimit = (wait: number, request: { request?: { retryCount?: number } }) =>
      wait <= patience && (request.request?.retryCount ?? 0) < 3;
    const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined };
    this.#octokit = new Octokit({
      baseUrl: apiRoot(system),
      userAgent: fetcher.userAgent,
      log: { ...silent, error: () => undefined },
      request: { fetch: fetcher.send },
      retry: { retries: Math.min(3, fetcher.attempts - 1) },
      ...options.octokit,
      throttle: {
        onRateLimit: onLimit,
        onSecondaryRateLimit: onLimit,
        ...options.octokit?.throttle,
      },
    });
  }

  /** The server's own clock as its answers last had it: nothing can have changed later. */
  get now(): string | undefined {
    return this.#now;
  }

  /**
   * @param etag of an answer that is known: "not modified" is then an answer too
   * @returns `same` when nothing has changed, `gone` when it cannot be seen (any more)
   */
  async conditional(
    route: string,
    parameters: Record<string, unknown>,
    etag: string | undefined,
  ): Promise<{ data: unknown; etag: { etag?: string } } | 'same' | 'gone'> {
    try {
      const headers = etag === undefined ? {} : { headers: { 'if-none-match': etag } };
      const { data, headers: got } = await this.send(route, { ...parameters, ...headers });
      return { data, etag: typeof got['etag'] === 'string' ? { etag: got['etag'] } : {} };
    } catch (error) {
      // octokit throws what is not a success, "not modified" too.
      if (!(error instanceof RequestError)) throw error;
      if (error.status === 304) return 'same';
      if ([404, 410, 451].includes(error.status)) return 'gone';
      throw error;
    }
  }

  /**
   * A list to its end, each page by itself in the journal: a budget may end between two of them.
   *
   * @param key what it is a list of, for the journal
   */
  async pages<T>(
    key: string,
    route: string,
    parameters: Record<string, unknown>,
    schema: z.ZodType<T[]>,
  ): Promise<T[]> {
    const all: T[] = [];
    for (let page = 1; page <= mostPages; page++) {
      const asked = { ...parameters, per_page: perPage, page };
      const some = await this.journal.once(`${this.host} ${page} of ${key}`, schema, async () => {
        const sent = await this.conditional(route, asked, undefined);
        return typeof sent === 'string' ? [] : readable(schema, sent.data, this.host);
      });
      all.push(...some);
      if (some.length < perPage) break;
    }
    return all;
  }

  async send(route: string, parameters: Record<string, unknown>) {
    try {
      const answer: { data: unknown; headers: Record<string, unknown> } =
        await this.#octokit.request(route, {
          ...parameters,
          headers: { 'x-github-api-version': '2022-11-28', ...(parameters['headers'] as object) },
        });
      const date = Date.parse(String(answer.headers['date']));
      if (!Number.isNaN(date)) this.#now = later(this.#now, ofTime(date));
      return answer;
    } catch (error) {
      const cause = error instanceof Error ? error.cause : undefined;
      if (cause instanceof BudgetSpent || cause instanceof RequestFailed) throw cause;
      throw error;
    }
  }
}

/** @throws RequestFailed where an answer is of another shape */
export function readable<T>(schema: z.ZodType<T>, data: unknown, host: string): T {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const what = typeof data === 'string' ? 'no whole JSON' : 'JSON of another shape';
  throw new RequestFailed(host, `answers with ${what}`);
}
