import { addressParts } from '../../ground/trust/web-address.ts';
import type { CommentStore, Writer } from '../store/comment-store.ts';
import { Refused } from '../store/refused.ts';
import { answersSchema } from './answer-schema.ts';
import { answer, NoAnswer, statusOf } from './answer.ts';
import { guardOrigin, jsonOf } from './guarded-body.ts';
import { bodyOf, stateOf, threadOf, threadQueryOf } from './request-schema.ts';

export interface RouteOptions {
  store: CommentStore;
  /** The origin under which readers reach the site: `https://plans.example.org`. */
  origin: string;
  /** The person who sends a request; undefined: nobody who is signed in. */
  personOf: (request: Request) => Promise<string | undefined>;
  /** A fault of this program is told here; who asked learns no more than that there was one. */
  onFault: (error: unknown) => void;
}

/** What a route is given. */
interface Asked {
  store: CommentStore;
  request: Request;
  query: URLSearchParams;
  /** What stands in the path in place of its placeholders. */
  parts: readonly string[];
  writer: () => Promise<Writer>;
}

interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: RegExp;
  go: (asked: Asked) => Promise<Response>;
}

/** A path with `:proposal`, `:id` and `:sign` in it, as an expression for whole paths. */
function path(text: string): RegExp {
  const places = text
    .replaceAll('.', '\\.')
    .replace(':proposal', '(\\d{1,4})')
    .replace(':id', '([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})')
    .replace(':sign', '([a-z]{1,20})');
  return new RegExp(`^${places}$`);
}

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: path('/comments/schema.json'),
    go: () => Promise.resolve(answer(answersSchema())),
  },
  {
    method: 'GET',
    path: path('/comments/:proposal/threads'),
    go: async ({ store, request, query, parts: [number = ''] }) => {
      const { tag, ...page } = await store.threads({
        proposal: Number(number),
        ...threadQueryOf(query),
      });
      const etag = `"${tag}${query.size === 0 ? '' : `-${encodeURIComponent(query.toString())}`}"`;
      const known = (request.headers.get('if-none-match') ?? '')
        .split(',')
        .map((one) => one.trim());
      if (known.includes(etag)) return new Response(null, { status: 304, headers: { etag } });
      return answer(page, { headers: { etag } });
    },
  },
  {
    method: 'POST',
    path: path('/comments/:proposal/threads'),
    go: async ({ store, request, parts: [number = ''], writer }) => {
      const by = await writer();
      const given = threadOf(await jsonOf(request));
      const made = await store.open(by, { ...given, proposal: Number(number) });
      const headers = { location: `/comments/threads/${made.thread}` };
      return answer(made, { status: 201, headers });
    },
  },
  {
    method: 'GET',
    path: path('/comments/:proposal/gate'),
    go: async ({ store, parts: [number = ''] }) => answer(await store.gate(Number(number))),
  },
  {
    method: 'GET',
    path: path('/comments/threads/:id'),
    go: async ({ store, query, parts: [thread = ''] }) => {
      const { revision } = threadQueryOf(query);
      return answer(await store.thread(thread, revision));
    },
  },
  {
    method: 'POST',
    path: path('/comments/threads/:id/replies'),
    go: async ({ store, request, parts: [thread = ''], writer }) => {
      const by = await writer();
      const body = bodyOf(await jsonOf(request));
      return answer(await store.reply(by, thread, body), { status: 201 });
    },
  },
  {
    method: 'PUT',
    path: path('/comments/threads/:id/state'),
    go: async ({ store, request, parts: [thread = ''], writer }) => {
      const by = await writer();
      const state = stateOf(await jsonOf(request));
      return answer(
        await (state === 'resolved' ? store.resolve(by, thread) : store.reopen(by, thread)),
      );
    },
  },
  {
    method: 'PUT',
    path: path('/comments/comments/:id'),
    go: async ({ store, request, parts: [comment = ''], writer }) => {
      const by = await writer();
      return answer(await store.edit(by, comment, bodyOf(await jsonOf(request))));
    },
  },
  {
    method: 'DELETE',
    path: path('/comments/comments/:id'),
    go: async ({ store, parts: [comment = ''], writer }) =>
      answer(await store.delete(await writer(), comment)),
  },
  ...(['PUT', 'DELETE'] as const).map((method): Route => ({
    method,
    path: path('/comments/comments/:id/reactions/:sign'),
    go: async ({ store, parts: [comment = '', sign = ''], writer }) =>
      answer(await store.react(await writer(), comment, { sign, on: method === 'PUT' })),
  })),
];

/**
 * The comments' part of a server: from a request to its answer; undefined where the request is for
 * something else. Whoever writes is known by `personOf` and comes from a page of `origin`.
 */
export function commentRoutes({
  store,
  origin,
  personOf,
  onFault,
}: RouteOptions): (request: Request) => Promise<Response | undefined> {
  return async (request) => {
    const address = addressParts(request.url);
    if (address?.pathname.startsWith('/comments/') !== true) return undefined;
    try {
      const { route, parts } = routeFor(request.method, address.pathname);
      if (route.method !== 'GET') guardOrigin(request, origin);
      const writer = async (): Promise<Writer> => {
        const person = await personOf(request);
        if (person === undefined) throw new NoAnswer(401, 'not signed in', 'sign in first');
        const key = request.headers.get('idempotency-key');
        return key === null ? { person } : { person, key };
      };
      return await route.go({ store, request, query: address.searchParams, parts, writer });
    } catch (error) {
      if (error instanceof Refused) {
        const { refusal: code, message } = error;
        return answer({ error: { code, message } }, { status: statusOf[code] });
      }
      if (error instanceof NoAnswer) {
        const { code, message, status, headers } = error;
        return answer({ error: { code, message } }, { status, headers });
      }
      onFault(error);
      const message = 'a fault of this server; nothing was changed';
      return answer({ error: { code: 'fault', message } }, { status: 500 });
    }
  };
}

function routeFor(method: string, pathname: string): { route: Route; parts: string[] } {
  const there = routes.flatMap((route) => {
    const found = route.path.exec(pathname);
    return found === null ? [] : [{ route, parts: found.slice(1) }];
  });
  const found = there.find(({ route }) => route.method === method);
  if (found !== undefined) return found;
  if (there.length === 0) throw new NoAnswer(404, 'not found', 'no such address');
  const allow = there.map(({ route }) => route.method).join(', ');
  throw new NoAnswer(405, 'method', `expected ${allow}`, { allow });
}
