import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { readConfiguration } from '../../src/comments/server/configuration.ts';
import { OpenidProvider } from './support/openid-provider.ts';
import { Served } from './support/served.ts';

const first = 'The plan\nEvery service moves in one release.';

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url');

/** A server of the test's own, whose answers are given once its address is known. */
async function listening() {
  let answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void = () => undefined;
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    at: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answerBy: (given: typeof answer) => (answer = given),
  };
}

/** What a browser does: keeps cookies of each origin, follows what leads on within one origin. */
class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();

  async go(
    address: string,
    form?: Record<string, string>,
  ): Promise<{ status: number; at: string; to: string; text: string }> {
    const { origin } = new URL(address);
    const jar = this.#cookies.get(origin) ?? new Map<string, string>();
    this.#cookies.set(origin, jar);
    const response = await fetch(address, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '), origin },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/s);
      jar.set(name, value);
    }
    const to = response.headers.get('location');
    return {
      status: response.status,
      at: address,
      to: to === null ? '' : new URL(to, address).href,
      text: await response.text(),
    };
  }

  cookies(origin: string): string {
    return [...(this.#cookies.get(origin) ?? [])].map((pair) => pair.join('=')).join('; ');
  }
}

/** An OpenID provider, and a server that asks it. */
async function withProvider() {
  const provider = await OpenidProvider.start();
  onTestFinished(() => provider[Symbol.asyncDispose]());
  const served = await Served.start(undefined, [first], provider.environment);
  onTestFinished(() => served[Symbol.asyncDispose]());
  provider.serve([served.at], (subject) => `${subject} \u202eL.`);
  const browser = new Browser();
  /** Goes as far as where the provider leads back to. */
  const atProvider = async (returnTo = '/'): Promise<string> => {
    const start = `${served.at}/comments/sign-in/openid?returnTo=${encodeURIComponent(returnTo)}`;
    let step = await browser.go(start);
    for (let steps = 0; steps < 12 && !step.to.startsWith(served.at); steps++) {
      if (step.to !== '') step = await browser.go(step.to);
      else {
        const [, action = ''] = /action="([^"]+)"/.exec(step.text) ?? [];
        const prompt = step.text.includes('value="consent"') ? 'consent' : 'login';
        step = await browser.go(new URL(action, step.at).href, {
          ...{ prompt, login: 'ada', password: 'any' },
        });
      }
    }
    return step.to;
  };
  const person = async () => {
    const as = browser.cookies(served.at);
    return (await served.send('GET', '/comments/session', { as })).data.person;
  };
  return { served, browser, atProvider, person };
}

test('somebody signs in by an OpenID provider, and is who it says, by a name that hides nothing', async () => {
  const { served, browser, atProvider, person } = await withProvider();
  const back = await atProvider('/guide/');
  expect(await person()).toBeNull();
  const done = await browser.go(back);
  expect([done.status, done.to]).toEqual([303, `${served.at}/guide/`]);
  expect(await person()).toMatchObject({ name: 'ada L.', roles: ['member'] });
  expect(served.faults).toEqual([]);
});

test('what a provider gave back serves once, in the browser where it began, as it was given', async () => {
  const { served, browser, atProvider, person } = await withProvider();
  const back = await atProvider();
  // Of somebody who wants another to be signed in as them.
  expect((await new Browser().go(back)).status).toBe(400);
  // It is used now: by nobody.
  expect((await browser.go(back)).status).toBe(400);
  const again = await atProvider();
  const elsewhere = new URL(again);
  elsewhere.searchParams.set('iss', 'https://evil.example');
  expect((await browser.go(elsewhere.href)).status).toBe(502);
  expect(
    (await browser.go(`${served.at}/comments/sign-in/openid/done?code=x&state=y`)).status,
  ).toBe(400);
  expect(await person()).toBeNull();
  await browser.go(await atProvider());
  expect(await person()).not.toBeNull();
  expect(served.faults).toEqual([]);
});

test.each(['sec-purpose', 'purpose', 'x-moz'])(
  'what a browser fetches ahead of a wish (%s) begins and ends no sign-in',
  async (name) => {
    const { served, browser, atProvider, person } = await withProvider();
    const ahead = { headers: { [name]: 'prefetch' } };
    const begin = '/comments/sign-in/openid?returnTo=%2F';
    for (const value of ['prefetch', 'prefetch;prerender', 'Prefetch']) {
      const early = await served.send('GET', begin, { headers: { [name]: value } });
      expect([early.status, early.data.error.code]).toEqual([503, 'prefetch']);
      expect(early.headers.getSetCookie()).toEqual([]);
      expect(early.headers.get('cache-control')).toBe('no-cache');
    }
    // The sign-in that is under way is not used up by it.
    const back = await atProvider();
    const { pathname, search } = new URL(back);
    const as = browser.cookies(served.at);
    const done = await served.send('GET', pathname + search, { ...ahead, as });
    expect([done.status, done.headers.getSetCookie()]).toEqual([503, []]);
    expect((await browser.go(back)).status).toBe(303);
    expect(await person()).not.toBeNull();
    // Reading changes nothing, and may be fetched ahead.
    expect((await served.send('GET', '/comments/1/threads', ahead)).status).toBe(200);
  },
);

test('GitHub: no scope, PKCE, and the number of the account, whatever its name', async () => {
  // Strict double of GitHub's own documents: web application flow, and REST `GET /user`.
  const github = await listening();
  let challenge = '';
  let login = 'octo';
  github.answerBy((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      const isToken = incoming.method === 'POST' && incoming.url === '/login/oauth/access_token';
      const isUser =
        incoming.url === '/api/user' && incoming.headers.authorization === 'Bearer the-token';
      const isRight =
        form.get('client_secret') === 'secret' &&
        form.get('code') === 'the-code' &&
        hashOf(form.get('code_verifier') ?? '') === challenge &&
        incoming.headers.accept?.includes('application/json') === true;
      outgoing.setHeader('content-type', 'application/json; charset=utf-8');
      if (isUser) outgoing.end(JSON.stringify({ id: 583231, login, email: 'octo at example' }));
      else if (isToken && isRight) {
        outgoing.end(
          JSON.stringify({ access_token: 'the-token', token_type: 'bearer', scope: '' }),
        );
      } else outgoing.end(JSON.stringify({ error: 'bad_verification_code' }));
    });
  });
  await using served = await Served.start(undefined, [first], {
    ...{ COMMENTS_LOCAL_IDENTITY: '0', COMMENTS_GITHUB_ID: 'id', COMMENTS_GITHUB_SECRET: 'secret' },
    COMMENTS_GITHUB_WEB: github.at,
    COMMENTS_GITHUB_API: `${github.at}/api`,
  });
  const signIn = async (code: string) => {
    const browser = new Browser();
    const start = await browser.go(`${served.at}/comments/sign-in/github`);
    const asked = new URL(start.to);
    expect(asked.searchParams.get('scope')).toBeNull();
    expect(asked.searchParams.get('code_challenge_method')).toBe('S256');
    challenge = asked.searchParams.get('code_challenge') ?? '';
    expect(challenge).not.toBe('');
    const state = asked.searchParams.get('state') ?? '';
    const { status } = await browser.go(
      `${served.at}/comments/sign-in/github/done?code=${code}&state=${state}`,
    );
    const as = browser.cookies(served.at);
    return { status, person: (await served.send('GET', '/comments/session', { as })).data.person };
  };
  const one = await signIn('the-code');
  expect(one).toMatchObject({ status: 303, person: { name: 'octo' } });
  login = 'renamed';
  const two = await signIn('the-code');
  expect(two.person).toEqual({ ...one.person, name: 'renamed' });
  expect(await signIn('a-wrong-code')).toMatchObject({ status: 502, person: null });
  expect(served.faults).toEqual([]);
});

test('a configuration that would let anybody be anybody, or half of one, is refused with all of it', async () => {
  const env = {
    SITE: 'http://plans.example.org',
    COMMENTS_LOCAL_IDENTITY: '1',
    COMMENTS_GITHUB_ID: 'id',
    COMMENTS_OPENID_ISSUER: 'http://login.example.org',
    COMMENTS_PROXIES: '10.0.0.0/8, proxy.example',
    COMMENTS_HOLD_FIRST: 'yes',
  };
  await expect(readConfiguration(env)).rejects.toThrow(
    [
      'SITE: expected https: who signs in sends a cookie that nobody else may read',
      'COMMENTS_GITHUB_SECRET: needed with COMMENTS_GITHUB_ID',
      'COMMENTS_OPENID_ID, COMMENTS_OPENID_SECRET: needed with COMMENTS_OPENID_ISSUER',
      'COMMENTS_LOCAL_IDENTITY: anybody could be anybody; it is refused where SITE names a public origin',
      'COMMENTS_HOLD_FIRST: expected 0 or 1',
      'COMMENTS_PROXIES: expected addresses or networks as 10.0.0.0/8, got proxy.example',
    ].join('\n'),
  );
});
