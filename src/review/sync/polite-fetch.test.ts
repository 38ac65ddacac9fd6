import { describe, expect, it } from 'vitest';
import {
  BudgetSpent,
  PoliteFetch,
  reason,
  retryAfter,
  type PoliteFetchOptions,
} from './polite-fetch.ts';

/** A fetcher on a clock of its own, and what it did when. */
function fetcher(options: PoliteFetchOptions = {}, answer = () => new Response('ok')) {
  let now = 0;
  const events: string[] = [];
  const one = new PoliteFetch({
    random: () => 0,
    now: () => now,
    sleep: (ms) => {
      now += ms;
      return Promise.resolve();
    },
    fetch: async (input) => {
      const { host, pathname } = new URL(input as string);
      events.push(`${now} ${host}${pathname} begins`);
      await Promise.resolve();
      now += 10;
      events.push(`${now} ${host}${pathname} ends`);
      return answer();
    },
    ...options,
  });
  return { one, events };
}

describe('PoliteFetch', () => {
  it('sends one request at a time to a host, spaced from the end of the one before', async () => {
    const { one, events } = fetcher({ spacing: 500 });
    await Promise.all([
      one.get('https://a.org/1'),
      one.get('https://a.org/2'),
      one.get('https://a.org/3'),
    ]);
    expect(events).toEqual([
      '0 a.org/1 begins',
      '10 a.org/1 ends',
      '510 a.org/2 begins',
      '520 a.org/2 ends',
      '1020 a.org/3 begins',
      '1030 a.org/3 ends',
    ]);
  });

  it('asks the hosts alone that it was given, a port being part of the name', async () => {
    const { one, events } = fetcher({ hosts: ['a.org'], budget: 1 });
    for (const address of ['https://b.org/1', 'https://a.org:8443/1', 'https://a.org@b.org/1']) {
      await expect(one.get(address)).rejects.toThrow(/ is not among the hosts allowed: a\.org$/);
    }
    expect(events).toEqual([]);
    expect((await one.get('https://a.org/1')).text).toBe('ok');
  });

  it('asks no host beyond its time, however slowly that answers, and others all the same', async () => {
    let elapsed = 0;
    const { one } = fetcher({ perHost: 60_000, elapsed: () => elapsed });
    await one.get('https://a.org/1');
    elapsed = 59_999;
    await one.get('https://a.org/2');
    elapsed = 60_000;
    await expect(one.get('https://a.org/3')).rejects.toThrow(
      'a.org: took 1 min; run again to go on from here',
    );
    expect((await one.get('https://b.org/1')).text).toBe('ok');
    expect(one.requests).toBe(3);
  });

  it('lets no host wait for another', async () => {
    const { one, events } = fetcher({ spacing: 500 });
    await Promise.all([one.get('https://a.org/1'), one.get('https://b.org/1')]);
    expect(events.slice(0, 2)).toEqual(['0 a.org/1 begins', '0 b.org/1 begins']);
  });

  it('sends no more than its budget, tries included', async () => {
    const { one, events } = fetcher(
      { budget: 3, attempts: 9 },
      () => new Response('', { status: 503 }),
    );
    await expect(one.get('https://a.org/1')).rejects.toThrow(BudgetSpent);
    expect(events.filter((event) => event.endsWith('begins'))).toHaveLength(3);
    await expect(one.get('https://a.org/2')).rejects.toThrow('run again to go on from here');
    expect(one.requests).toBe(3);
  });

  it('asks in a later run where an earlier one had been led when its budget ended', async () => {
    const { origin } = new URL('https://one.example.org');
    const asked: string[] = [];
    const fetch = (input: unknown) => {
      const path = String(input).slice(origin.length);
      asked.push(path);
      const [, step = ''] = /^\/(\d)$/.exec(path) ?? [];
      const headers = { location: `/${Number(step) + 1}` };
      return Promise.resolve(
        step === '3' ? new Response('there') : new Response(null, { status: 302, headers }),
      );
    };
    const led = new Map<string, string>();
    const run = () => new PoliteFetch({ fetch, spacing: 0, budget: 1, led }).get(`${origin}/1`);
    await expect(run()).rejects.toThrow('the budget of 1 requests is spent');
    await expect(run()).rejects.toThrow('the budget of 1 requests is spent');
    expect(await run()).toMatchObject({ status: 200, text: 'there' });
    expect(asked).toEqual(['/1', '/2', '/3']);
    expect([...led]).toEqual([]);
    // What leads to another origin is never taken up.
    led.set(`${origin}/1`, 'https://two.example.org/3');
    await expect(run()).rejects.toThrow('budget');
    expect(asked.at(-1)).toBe('/1');
  });

  it('goes on after a request that failed', async () => {
    let count = 0;
    const { one } = fetcher({ attempts: 1 }, () => {
      if (++count === 1) throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
      return new Response('later');
    });
    const [first, second] = await Promise.allSettled([
      one.get('https://a.org/1'),
      one.get('https://a.org/2'),
    ]);
    expect(first.status).toBe('rejected');
    expect(second).toMatchObject({ status: 'fulfilled', value: { text: 'later' } });
  });

  it('backs off with jitter, never beyond the longest wait', async () => {
    const waits: number[] = [];
    const { one } = fetcher(
      {
        attempts: 6,
        backOff: 1000,
        longestWait: 5000,
        spacing: 0,
        random: () => 0.5,
        sleep: (ms) => Promise.resolve(void waits.push(ms)),
      },
      () => new Response('', { status: 500 }),
    );
    await expect(one.get('https://a.org/1')).rejects.toThrow('a.org: answers 500, 6 times');
    expect(waits).toEqual([750, 1500, 3000, 3750, 3750]);
  });
});

describe('retryAfter', () => {
  it.each([
    ['7', undefined, 7000],
    ['Thu, 01 Jan 2026 00:01:00 GMT', undefined, 60_000],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 'Thu, 01 Jan 2026 00:00:50 GMT', 10_000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', undefined, 0],
    ['soon', undefined, undefined],
    ['', undefined, undefined],
  ])('of %j, sent at %j, is %j ms', (value, date, expected) => {
    const headers = new Headers({ 'retry-after': value, ...(date === undefined ? {} : { date }) });
    expect(retryAfter(headers, Date.UTC(2026, 0, 1))).toBe(expected);
  });
});

describe('reason', () => {
  it('names what went wrong in one line, and no more', () => {
    const refused = new TypeError('fetch failed', {
      cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }),
    });
    expect(reason(refused)).toBe('refuses the connection');
    expect(reason(new Error('first\nsecond'))).toBe('first');
    expect(reason('text')).toBe('failed');
  });
});
