import { h } from 'hastscript';
import { randomBytes } from 'node:crypto';
import { addressParts, partsOfAddress } from '../../ground/trust/web-address.ts';
import { NotSignedIn } from '../sign-in/sign-in-way.ts';
import { answer, NoAnswer } from './answer.ts';
import { sessionCookie, signInCookie } from './cookie.ts';
import { formOf } from './guarded-body.ts';
import { page, seeOther } from './page.ts';
import { route, type Asked, type Route } from './route.ts';

/** Issuer of who needs no provider, on this machine alone. */
export const localIssuer = 'local';

/** Signing in and out. */
export const signInRoutes: readonly Route[] = [
  route('GET', '/comments/session', async (asked) => {
    const who = await asked.who();
    const { ways, base } = asked.site;
    const person = who && {
      id: who.id,
      name: who.name,
      roles: [who.roleAt()],
    };
    return answer(
      {
        person: person ?? null,
        ways: ways.map(({ id, name }) => ({ name, url: `${base}/comments/sign-in/${id}` })),
      },
      { headers: { vary: 'cookie', 'cache-control': 'private, no-store' } },
    );
  }),
  route('DELETE', '/comments/session', async (asked) => {
    await endSession(asked);
    return answer({ person: null }, { headers: cleared(asked) });
  }),
  route('DELETE', '/comments/sessions', async (asked) => {
    const ended = await asked.site.store.sessions.endAll((await asked.someone()).id);
    return answer({ ended }, { headers: cleared(asked) });
  }),
  route('POST', '/comments/sign-out', async (asked) => {
    const form = await formOf(asked.request);
    await endSession(asked);
    return seeOther(within(asked, form.get('returnTo')), cleared(asked));
  }),
  route('GET', '/comments/sign-in', (asked) => {
    const { ways, base } = asked.site;
    const query = new URLSearchParams({ returnTo: within(asked, asked.query.get('returnTo')) });
    const links = ways.map(({ id, name }) =>
      h('li', h('a', { href: `${base}/comments/sign-in/${id}?${query}` }, `With ${name}`)),
    );
    const none = h('p', 'Nobody can sign in here: no way is configured.');
    return Promise.resolve(
      page(asked, { title: 'Sign in' }, links.length === 0 ? none : h('ul', links)),
    );
  }),
  route('GET', '/comments/sign-in/:way', async (asked) => {
    const { id, provider } = wayOf(asked);
    const returnTo = within(asked, asked.query.get('returnTo'));
    if (provider === undefined) return localForm(asked, returnTo);
    refuseAhead(asked.request);
    await asked.limit('signIn');
    const [verifier, nonce] = [randomToken(), randomToken()];
    const { sessions } = asked.site.store;
    const { state, browser } = await sessions.beginSignIn({ way: id, verifier, nonce, returnTo });
    const challenge = { redirect: backTo(asked, id), state, verifier, nonce };
    const address = await atProvider(() => provider.begin(challenge));
    return seeOther(address, { 'set-cookie': signInCookie.set(browser, asked.site.origins[0]) });
  }),
  route('GET', '/comments/sign-in/:way/done', async (asked) => {
    const { id, provider } = wayOf(asked);
    refuseAhead(asked.request);
    await asked.limit('signIn');
    const state = asked.query.get('state') ?? '';
    const browser = signInCookie.read(asked.request) ?? '';
    const { store, origins } = asked.site;
    const pending = await store.sessions.takeSignIn(state, browser);
    if (provider === undefined || pending?.way !== id) {
      const message = 'this sign-in did not begin here, is over, or was used before; begin again';
      throw new NoAnswer(400, 'sign-in', message);
    }
    const redirect = backTo(asked, id);
    const { verifier, nonce, returnTo } = pending;
    // The address under which readers know it; the request's own may be a proxy's.
    const address = partsOfAddress(`${redirect}?${asked.query}`);
    const identity = await atProvider(() =>
      provider.finish(address, { redirect, state, verifier, nonce }),
    );
    const token = await store.sessions.begin(await store.personOf(identity));
    return seeOther(returnTo, {
      'set-cookie': sessionCookie.set(token, origins[0]),
    });
  }),
  route('POST', '/comments/sign-in/local', async (asked) => {
    const { store, ways, origins } = asked.site;
    const isThere = ways.some(({ id, provider }) => id === 'local' && provider === undefined);
    if (!isThere) throw new NoAnswer(404, 'not found', 'no such way to sign in');
    await asked.limit('signIn');
    const form = await formOf(asked.request);
    const name = (form.get('name') ?? '').trim();
    const person = await store.personOf({ issuer: localIssuer, subject: name, name });
    const token = await store.sessions.begin(person);
    return seeOther(within(asked, form.get('returnTo')), {
      'set-cookie': sessionCookie.set(token, origins[0]),
    });
  }),
];

/** Headers by which browsers say that nobody asked for it yet; the last two are of older ones. */
const aheadHeaders = ['sec-purpose', 'purpose', 'x-moz'];

/**
 * Fetched ahead of a reader's wish, a step of a sign-in would take the place of one that is under way.
 *
 * @throws {NoAnswer} where nobody asked for it
 */
function refuseAhead({ headers }: Request): void {
  const isAhead = aheadHeaders.some((name) => /\bprefetch\b/i.test(headers.get(name) ?? ''));
  if (isAhead) throw new NoAnswer(503, 'prefetch', 'a sign-in begins when somebody asks for it');
}

function wayOf(asked: Asked) {
  const way = asked.site.ways.find(({ id }) => id === asked.id);
  if (way === undefined) throw new NoAnswer(404, 'not found', 'no such way to sign in');
  return way;
}

function backTo(asked: Asked, way: string): string {
  return asked.address(`/comments/sign-in/${way}/done`);
}

/** A path of this site, whatever was asked for: never another origin. */
export function within(asked: Asked, wanted: string | null): string {
  const { origins, base } = asked.site;
  const home = `${base}/`;
  if (wanted?.startsWith('/') !== true) return home;
  const address = addressParts(wanted, origins[0]);
  if (address?.origin !== origins[0]) return home;
  // What a browser reads from two slashes on is a host.
  if (address.pathname.startsWith('//')) return home;
  return `${address.pathname}${address.search}${address.hash}`;
}

async function endSession(asked: Asked): Promise<void> {
  const token = sessionCookie.read(asked.request);
  if (token !== undefined) await asked.site.store.sessions.end(token);
}

function cleared(asked: Asked): Record<string, string> {
  return { 'set-cookie': sessionCookie.clear(asked.site.origins[0]) };
}

async function atProvider<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof NotSignedIn)) throw error;
    throw new NoAnswer(502, 'sign-in', error.message);
  }
}

function localForm(asked: Asked, returnTo: string): Response {
  return page(
    asked,
    { title: 'Sign in on this machine' },
    h('p', 'For development: whoever reaches this site may call themselves what they like.'),
    h('form', { method: 'post', action: `${asked.site.base}/comments/sign-in/local` }, [
      h('input', { type: 'hidden', name: 'returnTo', value: returnTo }),
      h('p', h('label', ['Name ', h('input', { name: 'name', required: true, value: 'Reader' })])),
      h('p', h('button', 'Sign in')),
    ]),
  );
}

function randomToken(): string {
  return randomBytes(32).toString('base64url');
}
