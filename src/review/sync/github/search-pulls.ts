import { z } from 'zod';
import { fetchedSchema, type Fetched } from '../fetched-review.ts';
import { foundSchema, searchSchema } from './answer.ts';
import { perPage, readable, type GithubRequests } from './github-requests.ts';
import { fromFound } from './pull.ts';

/** What a search brought. */
export interface SearchAnswer {
  fetched: Fetched[];
  complete: boolean;
  problem?: string | undefined;
}

/** GitHub never shows more results of one search. */
const searchLimit = 1000;

const searchPageSchema = z.object({
  total: z.number(),
  /** Why it is not whole. */
  lacks: z.string().optional(),
  count: z.number(),
  fetched: z.array(fetchedSchema),
});

/**
 * All pull requests of a search. Past the 1,000 results that GitHub shows, it goes on by the date
 * of creation, which no edit changes.
 */
export async function searchPulls(github: GithubRequests, search: string): Promise<SearchAnswer> {
  const seen = new Map<string, Fetched>();
  let problem: string | undefined;
  let bound: string | undefined;
  for (let windows = 0; ; windows++) {
    const asked = bound === undefined ? search : `${search} created:<=${bound}`;
    const { fetched, total, lacks } = await searchWindow(github, asked);
    problem ??= lacks;
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
async function searchWindow(
  github: GithubRequests,
  search: string,
): Promise<{ fetched: Fetched[]; total: number; lacks: string | undefined }> {
  const fetched: Fetched[] = [];
  let total = 0;
  let count = 0;
  let lacks: string | undefined;
  for (let page = 1; page <= searchLimit / perPage; page++) {
    const answer = await searchPage(github, search, page);
    // The total of the first page counts: it only tells whether there is another window.
    if (page === 1) ({ total } = answer);
    lacks ??= answer.lacks;
    count += answer.count;
    fetched.push(...answer.fetched);
    if (answer.count < perPage || page * perPage >= total) break;
  }
  const due = Math.min(total, searchLimit);
  if (count < due) lacks ??= `GitHub gives ${count} results where it says that there are ${due}`;
  return { fetched, total, lacks };
}

async function searchPage(github: GithubRequests, search: string, page: number) {
  const { journal, systems, host } = github;
  return journal.once(`${host} search ${page} ${search}`, searchPageSchema, async () => {
    const answer = await github.send('GET /search/issues', {
      q: search,
      sort: 'created',
      order: 'desc',
      per_page: perPage,
      page,
      advanced_search: 'true',
    });
    const data = readable(searchSchema, answer.data, host);
    const items = data.items.map((item) => foundSchema.safeParse(item));
    const unreadable = items.filter(({ success }) => !success).length;
    let lacks: string | undefined;
    if (data.incomplete_results === true) lacks = 'GitHub says that its results are incomplete';
    else if (unreadable > 0) lacks = `${unreadable} of its results cannot be read`;
    return {
      total: data.total_count,
      ...(lacks === undefined ? {} : { lacks }),
      count: data.items.length,
      fetched: items.flatMap(({ data: found }) =>
        found === undefined ? [] : (fromFound(found, host, systems) ?? []),
      ),
    };
  });
}
