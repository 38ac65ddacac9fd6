import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReviewSystem } from '../../proposal/registry.ts';
import { PoliteFetch } from './polite-fetch.ts';
import { secretsOfCookies, secretsOfNetrc } from './secret-files.ts';
import { Secrets, secretsOf, UnusableSecret } from './secrets.ts';

const systems: ReviewSystem[] = [
  { kind: 'gerrit', host: 'review.example.org', aliases: [] },
  { kind: 'gerrit', host: 'review-example.org', aliases: [] },
  { kind: 'github', host: 'github.com', aliases: [] },
  { kind: 'github', host: 'code.example.org', aliases: [], api: 'https://code.example.org/api/v3' },
];
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('secretsOf', () => {
  it('ties a secret to the origin that stands before it, whatever its variable is called', () => {
    const found = secretsOf(
      {
        CROSSPLAN_SECRET: 'https://review.example.org ada:pass word',
        CROSSPLAN_SECRET_2: ' https://code.example.org\ttoken-2\n',
        GITHUB_TOKEN: 'token-1',
        CROSSPLAN_SECRETIVE: 'https://review-example.org x:y',
        CROSSPLAN_SECRET_EMPTY: '',
      },
      systems,
    );
    const header = 'authorization';
    expect(found).toEqual([
      { origin: 'https://api.github.com', header, value: 'token token-1' },
      { origin: 'https://review.example.org', header, value: basic('ada:pass word') },
      { origin: 'https://code.example.org', header, value: 'token token-2' },
    ]);
  });

  it.each([
    'ada:password',
    'https://review.example.org',
    'https://review.example.org/a ada:password',
    'review.example.org ada:password',
    'https://ada@review.example.org ada:password',
    'file:///etc ada:password',
  ])('refuses %j without showing the secret', (text) => {
    const read = () => secretsOf({ CROSSPLAN_SECRET_X: text }, systems);
    expect(read).toThrow(UnusableSecret);
    expect(read).toThrow(/^\$CROSSPLAN_SECRET_X: expected an origin/);
    expect(read).not.toThrow(/ada:password(?!`)/);
  });
});

describe('the files of secrets', () => {
  it('are read host by host from a .netrc', () => {
    const text = [
      'machine review.example.org login ada password one # mine',
      'machine other.example.org',
      '  login ben',
      '  password two',
      'macdef init',
      'machine evil.example.org login x password y',
      '',
      'machine bad/host login x password y',
      'default login any password three',
    ].join('\n');
    expect(secretsOfNetrc(text).map(({ origin, value }) => [origin, value])).toEqual([
      ['https://review.example.org', basic('ada:one')],
      ['https://other.example.org', basic('ben:two')],
    ]);
  });

  it('are read for the hosts that are asked from a .gitcookies', () => {
    const rows = [
      ['#HttpOnly_.googlesource.com', 'TRUE', '/', 'TRUE', '4102444800', 'o', 'git-ada=1'],
      ['a-review.googlesource.com', 'FALSE', '/', 'TRUE', '0', 'p', '2'],
      ['.googlesource.com', 'TRUE', '/', 'TRUE', '1', 'expired', '3'],
      ['googlesource.com', 'FALSE', '/', 'TRUE', '0', 'not-below', '4'],
      ['.source.com', 'TRUE', '/', 'TRUE', '0', 'lookalike', '5'],
      ['# a remark', 'TRUE', '/', 'TRUE', '0', 'remark', '6'],
    ];
    const text = rows.map((row) => row.join('\t')).join('\n');
    const found = secretsOfCookies(text, ['a-review.googlesource.com', 'b.example.org'], 1000);
    expect(found).toEqual([
      {
        origin: 'https://a-review.googlesource.com',
        header: 'cookie',
        value: 'o=git-ada=1; p=2',
      },
    ]);
  });
});

describe('a secret on its way', () => {
  /** Sends to `url`; `answers` say what each address answers. */
  async function sent(
    url: string,
    secrets: Secrets,
    answers: Record<string, string> = {},
    headers: Record<string, string> = {},
  ) {
    const seen: { url: string; headers: Headers }[] = [];
    const fetch: typeof globalThis.fetch = (input, init) => {
      const asked = input instanceof Request ? input.url : String(input);
      seen.push({ url: asked, headers: new Headers(init?.headers) });
      expect(init?.redirect).toBe('manual');
      const location = answers[asked];
      const answer =
        location === undefined ? { status: 200 } : { status: 302, headers: { location } };
      return Promise.resolve(new Response('x', answer));
    };
    const polite = new PoliteFetch({ fetch, secrets, spacing: 0, attempts: 1 });
    const failure = await polite.get(url, headers).then(
      () => undefined,
      (error: unknown) => (error as Error).message,
    );
    return { seen, failure, requests: polite.requests };
  }
  const one = (origin: string, options?: { onLoopback: boolean }) =>
    new Secrets([{ origin, header: 'authorization', value: 'SECRET' }], options);

  it('goes to its origin over https, and the run says so', async () => {
    const secrets = one('https://a.example.org');
    const { seen } = await sent('https://a.example.org/x', secrets);
    expect(seen[0]?.headers.get('authorization')).toBe('SECRET');
    expect(secrets.sentTo).toEqual(['https://a.example.org']);
    expect(secrets.keptFrom).toEqual([]);
  });

  it.each([
    'http://a.example.org/x',
    'https://a.example.org:8443/x',
    'https://b.a.example.org/x',
    'https://a-example.org/x',
    'https://a.example.org.evil.example/x',
    'https://a.example.org@evil.example/x',
  ])('does not go to %s', async (url) => {
    const { seen } = await sent(url, one('https://a.example.org'));
    expect(seen[0]?.headers.get('authorization')).toBeNull();
  });

  it('stays here where its origin is asked without encryption, and the run says so', async () => {
    const secrets = one('http://a.example.org', { onLoopback: true });
    await sent('http://a.example.org/x', secrets);
    expect([secrets.sentTo, secrets.keptFrom]).toEqual([[], ['http://a.example.org']]);
  });

  it.each([
    ['http://127.0.0.1:8080', true],
    ['http://localhost:8080', true],
    ['http://[::1]:8080', true],
    ['http://127.0.0.1.example.org', false],
    ['http://10.0.0.1', false],
  ])('goes to %s with the flag for loopback alone: %s', async (origin, goes) => {
    const given = await sent(`${origin}/x`, one(origin, { onLoopback: true }));
    expect(given.seen[0]?.headers.has('authorization')).toBe(goes);
    const not = await sent(`${origin}/x`, one(origin));
    expect(not.seen[0]?.headers.has('authorization')).toBe(false);
  });

  it('is never one that a caller put there', async () => {
    const headers = { authorization: 'theirs', cookie: 'theirs' };
    const { seen } = await sent(
      'https://b.example.org/x',
      one('https://a.example.org'),
      {},
      headers,
    );
    expect(seen[0]?.headers.has('authorization')).toBe(false);
    expect(seen[0]?.headers.has('cookie')).toBe(false);
  });

  it('follows a redirection within the origin, counted, and none beyond it', async () => {
    const [a, b] = ['https://a.example.org/1', 'https://a.example.org/2'];
    const within = await sent(a, one('https://a.example.org'), { [a]: '/2' });
    expect(within.seen.map(({ url }) => url)).toEqual([a, b]);
    expect(within.requests).toBe(2);
    const beyond = await sent(a, one('https://a.example.org'), { [a]: 'https://b.example.org/' });
    expect(beyond.seen).toHaveLength(1);
    expect(beyond.failure).toBe(
      'a.example.org: leads to https://b.example.org, which is not asked in its place',
    );
    const circle = await sent(a, one('https://a.example.org'), { [a]: '/2', [b]: '/1' });
    expect(circle.failure).toBe('a.example.org: leads round in circles');
  });

  it('is carried to no other origin, whatever is asked and whatever answers', async () => {
    const origin = fc.constantFrom(
      'https://a.example.org',
      'http://a.example.org',
      'https://a.example.org:444',
      'https://b.example.org',
      'https://a.example.org.b.example.org',
      'http://127.0.0.1:80',
    );
    const url = fc
      .tuple(origin, fc.constantFrom('', 'x@', 'a.example.org@'), fc.webPath())
      .map(([at, user, path]) => at.replace('://', `://${user}`) + path);
    await fc.assert(
      fc.asyncProperty(url, origin, fc.array(url), fc.boolean(), async (asked, its, led, flag) => {
        const answers = Object.fromEntries(
          [asked, ...led].map((from, i) => [from, led[i] ?? '/end'] as const),
        );
        const { seen } = await sent(asked, one(its, { onLoopback: flag }), answers);
        for (const { url: to, headers } of seen) {
          if (!headers.has('authorization')) continue;
          expect(new URL(to).origin).toBe(new URL(its).origin);
          expect(to.startsWith('https:') || flag).toBe(true);
        }
      }),
    );
  });
});
