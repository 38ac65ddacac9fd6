import { describe, expect, it } from 'vitest';
import type { ReviewSystem } from '../../../proposal/registry.ts';
import { PoliteFetch, type PoliteFetchOptions } from '../polite-fetch.ts';
import { Journal } from '../journal.ts';
import { Gerrit, type GerritAnswer } from './gerrit-client.ts';
import { inBatches, longestQuery } from './request.ts';

const system: ReviewSystem = { kind: 'gerrit', host: 'review.example.org', aliases: [] };
const xssi = ")]}'\n";

type Change = Record<string, unknown>;
const change = (number: number, more: Change = {}): Change => ({
  id: `demo%2Falpha~${number}`,
  project: 'demo/alpha',
  branch: 'master',
  subject: `Change ${number}`,
  status: 'NEW',
  created: '2026-01-01 00:00:00.000000000',
  updated: `2026-01-01 00:00:${String(number % 60).padStart(2, '0')}.500000000`,
  _number: number,
  ...more,
});
const more = (one: Change): Change => ({ ...one, _more_changes: true });

/** Asks with a server that answers each request by `answer`. */
async function ask(
  queries: string[],
  answer: (url: URL, count: number) => string | Response,
  options: { pageSize?: number; fetcher?: PoliteFetchOptions } = {},
) {
  const urls: URL[] = [];
  const fetch: typeof globalThis.fetch = (input) => {
    if (typeof input !== 'string') throw new Error('expected an address');
    const url = new URL(input);
    urls.push(url);
    const given = answer(url, urls.length);
    return Promise.resolve(typeof given === 'string' ? new Response(given) : given);
  };
  const waits: number[] = [];
  const fetcher = new PoliteFetch({
    spacing: 0,
    random: () => 1,
    fetch,
    sleep: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
    ...options.fetcher,
  });
  const gerrit = new Gerrit({
    fetcher,
    journal: Journal.inMemory(),
    system,
    systems: [system],
    ...(options.pageSize === undefined ? {} : { pageSize: options.pageSize }),
  });
  const answers = new Map<string, GerritAnswer>();
  let failure: unknown;
  try {
    await gerrit.ask(queries, (query, got) => answers.set(query, got));
  } catch (error) {
    failure = error;
  }
  const numbers = (query = queries[0] ?? '') =>
    answers.get(query)?.fetched.map(({ review }) => Number(review.id.split('~').at(-1)));
  return {
    answers,
    urls,
    waits,
    numbers,
    failure: failure instanceof Error ? failure.message : failure,
  };
}

const json = (value: unknown) => xssi + JSON.stringify(value);
const start = (url: URL) => Number(url.searchParams.get('S') ?? 0);

describe('the answers of a Gerrit', () => {
  it.each([
    ['with its guard', json([change(1)])],
    ['without it', JSON.stringify([change(1)])],
    ['with two', xssi + json([change(1)])],
    [
      'with Windows line ends and a byte order mark',
      `\ufeff)]}'\r\n${JSON.stringify([change(1)])}`,
    ],
    ['as a list in a list', json([[change(1)]])],
  ])('is read %s', async (_, body) => {
    expect((await ask(['topic:x'], () => body)).numbers()).toEqual([1]);
  });

  it.each([
    ['an HTML login page', '<!DOCTYPE html><html>Sign in</html>', /page of HTML/],
    ['an HTML page behind the guard', `${xssi}<html>`, /page of HTML/],
    ['JSON cut off', json([change(1)]).slice(0, -9), /cut off or broken/],
    ['nothing', '', /answers with nothing/],
    ['an object', json({ message: 'hello' }), /something else than a list/],
    ['one list for two queries', json([[change(1)]]), /answers 2 queries with 1 lists/],
    ['a flat list for two queries', json([change(1), change(2)]), /answers 2 queries with 2 lists/],
  ])('fails, in words, when it is %s', async (_, body, message) => {
    const { failure } = await ask(['topic:x', 'topic:y'], () => body);
    expect(failure).toMatch(message);
  });

  it('is one list per query when there are several', async () => {
    const { numbers } = await ask(['topic:x', 'topic:y', 'topic:z'], () =>
      json([[change(1)], [], [change(1), change(2)]]),
    );
    expect([numbers('topic:x'), numbers('topic:y'), numbers('topic:z')]).toEqual([[1], [], [1, 2]]);
  });

  it('goes on without what cannot be read in it, and is then not whole', async () => {
    const { answers, numbers } = await ask(['topic:x'], () =>
      json([change(1), { subject: 'no number' }, null, 'text', change(2)]),
    );
    expect(numbers()).toEqual([1, 2]);
    expect(answers.get('topic:x')).toMatchObject({
      complete: false,
      problem: '3 of its changes cannot be read',
    });
  });

  it.each(['demo%2Falpha~master~I8473b95934b5732ac55d26311a706c9c2bde9940', 'demo%2Falpha~7'])(
    'names a change by its number, whichever form of id stands beside it: %s',
    async (id) => {
      const { answers } = await ask(['topic:x'], () => json([change(7, { id })]));
      expect(answers.get('topic:x')?.fetched[0]?.review.id).toBe(
        'gerrit:review.example.org/demo/alpha~7',
      );
    },
  );

  it('leaves out what the server leaves out, and passes on what it does not know', async () => {
    const odd = change(1, {
      project: 'a/b c~d+e%f',
      subject: '\u202eevil <script>alert(1)</script>\u0007 a@example.com',
      status: 'PONDERED',
      owner: { email: 'a@example.com', name: 'a@example.com', username: 'ada' },
      topic: '',
      hashtags: null,
      updated: 'never',
      labels: {
        'Odd-Label': { all: [{ value: ' 0' }, { value: '+1' }, { value: 3 }, { value: 3 }, {}] },
        'Code-Review': { all: [{ value: 2 }, { value: -2 }], approved: { email: 'b@example.com' } },
        Broken: 7,
      },
      revisions: { abc: {} },
      insertions: -1,
    });
    const { answers } = await ask(['topic:x'], () => json([odd]));
    expect(answers.get('topic:x')?.fetched).toEqual([
      {
        review: {
          id: 'gerrit:review.example.org/a/b c~d+e%f~1',
          repository: 'a/b c~d+e%f',
          title: '\u202eevil <script>alert(1)</script>  (address left out)',
          status: 'unknown',
          serverStatus: 'PONDERED',
          owner: 'ada',
          branch: 'master',
          created: '2026-01-01T00:00:00Z',
        },
        message: undefined,
      },
    ]);
  });

  it('counts votes on both sides, and a zero written as text as none', async () => {
    const labels: Record<string, unknown> = {
      'Odd-Label': { all: [{ value: ' 0' }, { value: '+1' }, { value: 3 }, { value: 3 }, {}] },
      'Code-Review': { all: [{ value: 2 }, { value: -2 }, { value: 0 }] },
    };
    const body = json([change(1, { labels })]).replace(
      '{"Odd',
      '{"__proto__":{"all":[{"value":1}]},"Odd',
    );
    const { answers } = await ask(['topic:x'], () => body);
    expect(answers.get('topic:x')?.fetched[0]?.review.votes).toEqual({
      'Odd-Label': { '+1': 1, '+3': 2 },
      'Code-Review': { '+2': 1, '-2': 1 },
    });
  });

  it.each(['DRAFT', 'SUBMITTED', 'NEW'])('takes %s for open', async (status) => {
    const { answers } = await ask(['topic:x'], () => json([change(1, { status })]));
    expect(answers.get('topic:x')?.fetched[0]?.review.status).toBe('open');
  });

  it('reads its times as UTC wherever this runs', async () => {
    // The tests' own zone is a quarter of an hour off every other.
    expect(new Date('2017-07-20 12:09:11').toISOString()).not.toBe('2017-07-20T12:09:11.000Z');
    const updated = '2017-07-20 12:09:11.306000000';
    const { answers } = await ask(['topic:x'], () => json([change(1, { updated })]));
    expect(answers.get('topic:x')?.newest).toBe('2017-07-20T12:09:11Z');
  });
});

describe('the pages of a Gerrit', () => {
  /** A server with these changes, newest first, that gives `limit` at a time. */
  const paged = (changes: () => number[], limit: number) => (url: URL) => {
    const all = changes();
    if (url.searchParams.get('q')?.includes('after:')) return json([change(all[0] ?? 0)]);
    const page = all.slice(start(url), start(url) + limit).map((number) => change(number));
    const last = page.at(-1);
    const cut = start(url) + limit < all.length && last !== undefined;
    return json(cut ? [...page.slice(0, -1), more(last)] : page);
  };
  const range = (from: number, to: number) =>
    Array.from({ length: from - to + 1 }, (_, i) => from - i);

  it('are read on where the server gives fewer than asked for', async () => {
    const { numbers, urls, answers } = await ask(
      ['topic:x'],
      paged(() => range(10, 1), 4),
    );
    expect(numbers()).toEqual(range(10, 1));
    expect(answers.get('topic:x')?.complete).toBe(true);
    // Each page begins with the last change of the one before; the end looks for what moved.
    expect(urls.map(start)).toEqual([0, 3, 6, 0]);
    expect(urls.at(-1)?.searchParams.get('q')).toBe('topic:x after:"2026-01-01 00:00:10"');
  });

  it('lose no change that moves to the front while they are read', async () => {
    let order = range(10, 1);
    const serve = paged(() => order, 4);
    const { numbers } = await ask(['topic:x'], (url, count) => {
      if (count === 2) order = [2, ...order.filter((number) => number !== 2)];
      if (url.searchParams.get('q')?.includes('after:')) return json([change(2)]);
      return serve(url);
    });
    expect(numbers()?.sort((a, b) => b - a)).toEqual(range(10, 1));
  });

  it('lose no change that moves up when others leave the query meanwhile', async () => {
    let order = range(12, 1);
    const serve = paged(() => order, 4);
    const { numbers, urls, answers } = await ask(['topic:x'], (url, count) => {
      // Three of the first page are gone: 8 would be skipped by offset alone.
      if (count === 2) order = order.filter((number) => number < 10);
      return serve(url);
    });
    expect(
      numbers()
        ?.filter((number) => number < 10)
        .sort((a, b) => b - a),
    ).toEqual(range(9, 1));
    expect(answers.get('topic:x')?.complete).toBe(true);
    expect(urls.map(start)).toEqual([0, 3, 1, 0, 3, 6, 0]);
  });

  it('end where a server says that there is more and gives nothing new', async () => {
    const { answers, urls } = await ask(['topic:x'], () => json([change(2), more(change(1))]));
    expect(answers.get('topic:x')).toMatchObject({
      complete: false,
      problem: 'it says that there is more, and gives nothing new',
    });
    expect(urls.length).toBeLessThan(6);
  });

  it('go on by date past the server’s limit of pages', async () => {
    const { numbers, urls, answers } = await ask(['topic:x'], (url) => {
      const q = url.searchParams.get('q') ?? '';
      if (q.includes('before:')) return json([change(3), change(2), change(1)]);
      if (q.includes('after:')) return json([change(6)]);
      if (start(url) > 2) return new Response('no paging beyond this', { status: 400 });
      const page = range(6, 1)
        .slice(start(url), start(url) + 3)
        .map((number) => change(number));
      return json([...page.slice(0, -1), more(page.at(-1) ?? {})]);
    });
    expect(numbers()).toEqual(range(6, 1));
    expect(answers.get('topic:x')?.complete).toBe(true);
    expect(
      urls.some((url) => url.searchParams.get('q')?.includes('before:"2026-01-01 00:00:0')),
    ).toBe(true);
  });

  it('begin together for ten queries, and go on alone for those that have more', async () => {
    const queries = Array.from({ length: 12 }, (_, i) => `topic:t${i}`);
    const { urls, answers } = await ask(queries, (url) => {
      const asked = url.searchParams.getAll('q');
      if (asked.length === 1) return json([change(1)]);
      return json(asked.map((q) => (q === 'topic:t3' ? [change(2), more(change(1))] : [])));
    });
    expect(urls.map((url) => url.searchParams.getAll('q').length)).toEqual([10, 1, 1, 2]);
    expect([...answers.keys()]).toEqual(queries);
  });

  it('never make a request line longer than common proxies take', () => {
    const queries = Array.from({ length: 25 }, (_, i) => `change:${'9'.repeat(1000)}${i}`);
    for (const group of inBatches(queries)) {
      expect(group.length).toBeGreaterThan(0);
      expect(group.map((query) => query.length + 3).reduce((a, b) => a + b)).toBeLessThan(
        longestQuery,
      );
    }
    expect(inBatches(queries).flat()).toEqual(queries);
  });
});

describe('a Gerrit that cannot answer', () => {
  it('refuses one query of ten, and the other nine are answered', async () => {
    const queries = Array.from({ length: 10 }, (_, i) => `topic:t${i}`);
    const { answers, urls, failure } = await ask(queries, (url) => {
      const asked = url.searchParams.getAll('q');
      if (asked.includes('topic:t4'))
        return new Response('line 1:0 no viable alternative', { status: 400 });
      return json(asked.length === 1 ? [change(1)] : asked.map(() => [change(1)]));
    });
    expect(failure).toBeUndefined();
    expect(urls).toHaveLength(11);
    expect([...answers].filter(([, { complete }]) => !complete)).toEqual([
      ['topic:t4', { fetched: [], complete: false, problem: 'line 1:0 no viable alternative' }],
    ]);
  });

  it('is waited for as long as it asks, in mid-batch too', async () => {
    const { waits, numbers } = await ask(['topic:x', 'topic:y'], (_, count) =>
      count === 1
        ? new Response('quota', { status: 429, headers: { 'retry-after': '7' } })
        : json([[change(1)], []]),
    );
    expect(waits).toEqual([7000]);
    expect(numbers()).toEqual([1]);
  });

  it('is held to its own clock when it names a date to wait for', async () => {
    const headers = {
      date: 'Wed, 21 Oct 2015 07:28:00 GMT',
      'retry-after': 'Wed, 21 Oct 2015 07:28:30 GMT',
    };
    const { waits } = await ask(['topic:x'], (_, count) =>
      count === 1 ? new Response('busy', { status: 503, headers }) : json([]),
    );
    expect(waits).toEqual([30_000]);
  });

  it('is asked again ever more rarely, and then given up with the reason', async () => {
    const { waits, failure } = await ask(['topic:x'], () => new Response('', { status: 502 }));
    expect(waits).toEqual([2000, 4000, 8000, 16_000]);
    expect(failure).toBe('review.example.org: answers 502, 5 times');
  });

  it('is given up at once when it asks for more patience than there is', async () => {
    const { failure, urls } = await ask(
      ['topic:x'],
      () => new Response('', { status: 429, headers: { 'retry-after': '86400' } }),
    );
    expect(failure).toBe('review.example.org: answers 429 and asks to wait 86400 s');
    expect(urls).toHaveLength(1);
  });

  it.each([401, 403, 404])('says %i, and is not asked again', async (status) => {
    const { failure, urls } = await ask(['topic:x'], () => new Response('Not allowed', { status }));
    expect(failure).toBe(`review.example.org: answers ${status}`);
    expect(urls).toHaveLength(1);
  });
});
