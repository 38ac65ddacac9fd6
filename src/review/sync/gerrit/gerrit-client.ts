import { z } from 'zod';
import type { ReviewSystem } from '../../../proposal/registry.ts';
import { RequestFailed, type Answer, type PoliteFetch } from '../polite-fetch.ts';
import { fetchedSchema, type Fetched } from '../fetched-review.ts';
import { later, ofTime } from '../../../ground/instant.ts';
import type { Journal } from '../journal.ts';
import { foreignText } from '../../../ground/foreign-text.ts';
import { changeLists, parseAnswer } from './answer.ts';
import { askedRoot } from './asked-root.ts';
import { fromChange } from './change.ts';
import { changesPath, inBatches } from './request.ts';
import { since, until } from './query.ts';

/** What a query brought. */
export interface GerritAnswer {
  fetched: Fetched[];
  /** Every page was read, and nothing slipped between them. */
  complete: boolean;
  /** The newest `updated` of its changes. */
  newest?: string;
  /** Why it is not complete. */
  problem?: string;
}

export interface GerritOptions {
  fetcher: PoliteFetch;
  journal: Journal;
  system: ReviewSystem;
  /** All systems of the registry: a change may depend on another's. */
  systems: readonly ReviewSystem[];
  /** Changes asked for per page; default 500, the usual limit of servers. */
  pageSize?: number;
}

const pageSchema = z.union([
  z.object({
    lists: z.array(
      z.object({ fetched: z.array(fetchedSchema), unreadable: z.number(), more: z.boolean() }),
    ),
    /** The server's clock when it answered. */
    now: z.string().optional(),
  }),
  z.object({ refused: z.string() }),
]);
type Page = z.infer<typeof pageSchema>;
interface List {
  fetched: Fetched[];
  unreadable: number;
  more: boolean;
}

/** Asks one Gerrit for changes. */
export class Gerrit {
  readonly #options: Required<GerritOptions>;
  readonly #root: string;
  /** It knows no submit requirements. */
  #isOld = false;
  #now: string | undefined;

  constructor(rest: GerritOptions) {
    this.#options = { pageSize: 500, ...rest };
    this.#root = askedRoot(rest.system, rest.fetcher.secrets);
  }

  /**
   * All changes of every query, keyed by the query as given. First pages go together, ten queries at
   * a time; what has more is read on alone. A query that the server refuses has a `problem`, and
   * the others are answered all the same.
   *
   * @throws RequestFailed, UnusableAnswer, BudgetSpent when the server as a whole cannot be read
   */
  async ask(
    queries: readonly string[],
    onAnswer: (query: string, answer: GerritAnswer) => void,
  ): Promise<void> {
    for (const group of inBatches(queries)) {
      const page = await this.#firstPages(group);
      if ('refused' in page) {
        // One query that the server does not understand refuses the whole batch.
        if (group.length > 1) await this.#oneByOne(group, onAnswer);
        else onAnswer(group[0] ?? '', { fetched: [], complete: false, problem: page.refused });
        continue;
      }
      for (const [i, query] of group.entries()) {
        const first = page.lists[i] ?? { fetched: [], unreadable: 0, more: false };
        onAnswer(query, await this.#rest(query, first));
      }
    }
  }

  /**
   * Asks for submit requirements until the server says that it knows none. That is in the journal by
   * itself: it is an answer, and the budget may end right after it.
   */
  async #inItsWords(ask: (isOld: boolean) => Promise<Answer>): Promise<Answer> {
    const { journal, system } = this.#options;
    const key = `${system.host} is old`;
    this.#isOld ||= journal.knows(key);
    if (this.#isOld) return ask(true);
    const answer = await ask(false);
    if (answer.status !== 400 || !isAboutOptions(answer.text)) return answer;
    this.#isOld = true;
    await journal.once(key, z.literal(true), () => Promise.resolve(true as const));
    return ask(true);
  }

  /** The server's own clock as its answers last had it: nothing can have changed later. */
  get now(): string | undefined {
    return this.#now;
  }

  async #oneByOne(
    group: readonly string[],
    onAnswer: (query: string, answer: GerritAnswer) => void,
  ): Promise<void> {
    let failed: RequestFailed | undefined;
    for (const query of group) {
      try {
        await this.ask([query], onAnswer);
        failed = undefined;
      } catch (error) {
        // Alone among others it is the query's fault; two in a row are the server's.
        if (!isInternal(error) || failed !== undefined) throw error;
        failed = error;
        onAnswer(query, { fetched: [], complete: false, problem: error.message });
      }
    }
  }

  /** A batch in which some query makes the server fail inside is refused like any other. */
  async #firstPages(group: readonly string[]): Promise<Page> {
    try {
      return await this.#page(group, 0);
    } catch (error) {
      if (group.length === 1 || !isInternal(error)) throw error;
      return { refused: error.message };
    }
  }

  /** Reads a query to its end, whatever moves meanwhile. */
  async #rest(query: string, first: List): Promise<GerritAnswer> {
    const seen = new Map<string, Fetched>();
    let unreadable = first.unreadable;
    const take = (list: List): void => {
      for (const one of list.fetched) seen.set(one.review.id, one);
    };
    take(first);
    const newest = newestOf(first.fetched);
    let problem: string | undefined;
    if (first.more) {
      const lost = (count: number) => {
        unreadable += count;
      };
      problem = await this.#pages(query, first, take, lost);
      // What changed while the pages were read went to the front, behind our back.
      if (problem === undefined && newest !== undefined) {
        problem = await this.#moved(since(query, newest), take, lost);
      }
    }
    if (problem === undefined && unreadable > 0) {
      problem = `${unreadable} of its changes cannot be read`;
    }
    const all = newestOf([...seen.values()]);
    return {
      fetched: [...seen.values()],
      complete: problem === undefined,
      ...(all === undefined ? {} : { newest: all }),
      ...(problem === undefined ? {} : { problem }),
    };
  }

  async #moved(
    query: string,
    take: (list: List) => void,
    lost: (unreadable: number) => void,
  ): Promise<string | undefined> {
    const page = await this.#page([query], 0);
    if ('refused' in page) return page.refused;
    const [list] = page.lists;
    if (list === undefined) return undefined;
    take(list);
    return list.more ? this.#pages(query, list, take, lost) : undefined;
  }

  /**
   * The pages after the first. Each begins one change before the end of what was read: if that is
   * not a change already seen, some have left the query meanwhile and others moved up unseen, so the
   * reader steps back until it stands on known ground.
   *
   * @returns what went wrong, or undefined
   */
  async #pages(
    query: string,
    first: List,
    take: (list: List) => void,
    lost: (unreadable: number) => void,
  ): Promise<string | undefined> {
    let asked = query;
    let end = length(first);
    let step = Math.min(1, end - 1);
    const known = new Set(first.fetched.map(({ review }) => review.id));
    let oldest = first.fetched.at(-1)?.review.updated;
    let idle = 0;
    let steps = 0;
    for (;;) {
      const start = Math.max(0, end - step);
      const page = await this.#page([asked], start);
      if ('refused' in page) {
        // Past the server's limit of pages: go on by date from the oldest change seen.
        if (start === 0 || oldest === undefined) return page.refused;
        const next = until(query, oldest);
        if (next === asked) return page.refused;
        asked = next;
        [end, step] = [0, 0];
        continue;
      }
      const list = page.lists[0] ?? { fetched: [], unreadable: 0, more: false };
      const ids = list.fetched.map(({ review }) => review.id);
      const overlaps = start === 0 || ids[0] === undefined || known.has(ids[0]);
      if (!overlaps && step > 0) {
        take(list);
        for (const id of ids) known.add(id);
        step = Math.min(end, step * 2 + 1);
        if (step >= end) end = step;
        if (++steps > 20) return 'its pages keep moving';
        continue;
      }
      lost(list.unreadable);
      idle = ids.every((id) => known.has(id)) ? idle + 1 : 0;
      take(list);
      for (const id of ids) known.add(id);
      oldest = list.fetched.at(-1)?.review.updated ?? oldest;
      if (!list.more) return undefined;
      if (length(list) === 0 || idle >= 3)
        return 'it says that there is more, and gives nothing new';
      end = start + length(list);
      step = length(list) > 1 ? 1 : 0;
    }
  }

  async #page(queries: readonly string[], start: number): Promise<Page> {
    const { fetcher, journal, system, systems, pageSize } = this.#options;
    const key = `${system.host} ${changesPath(queries, pageSize, start)}`;
    const page = await journal.once(key, pageSchema, async () => {
      const ask = (isOld: boolean) => {
        const path = changesPath(queries, pageSize, start, isOld);
        return fetcher.get(`${this.#root}${path}`, { accept: 'application/json' });
      };
      const answer = await this.#inItsWords(ask);
      const { status, text, headers } = answer;
      const date = Date.parse(headers.get('date') ?? '');
      if (status === 400) return { refused: foreignText(text).slice(0, 200) || 'refused (400)' };
      if (status !== 200) throw new RequestFailed(system.host, `answers ${status}`, status);
      const lists = changeLists(parseAnswer(text), queries.length);
      return {
        lists: lists.map(({ changes, unreadable, more }) => ({
          fetched: changes.map((change) => fromChange(change, system.host.toLowerCase(), systems)),
          unreadable,
          more,
        })),
        ...(Number.isNaN(date) ? {} : { now: ofTime(date) }),
      };
    });
    if ('lists' in page) this.#now = later(this.#now, page.now);
    return page;
  }
}

/** A Gerrit before 3.5 names the option that it does not know. */
function isAboutOptions(refusal: string): boolean {
  return /SUBMIT_REQUIREMENTS|ListChangesOption|not a valid value/i.test(refusal);
}

/** Some faulty values, regular expressions among them, are answered 500 instead of 400. */
function isInternal(error: unknown): error is RequestFailed {
  return error instanceof RequestFailed && error.status === 500;
}

function length(list: List): number {
  return list.fetched.length + list.unreadable;
}

function newestOf(all: readonly Fetched[]): string | undefined {
  return all.reduce<string | undefined>(
    (newest, { review }) => later(newest, review.updated),
    undefined,
  );
}
