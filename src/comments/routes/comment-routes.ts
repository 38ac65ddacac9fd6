import { addressParts } from '../../ground/trust/web-address.ts';
import { Refused } from '../store/refused.ts';
import { answer, NoAnswer, statusOf } from './answer.ts';
import type { CommentSite, From } from './comment-site.ts';
import { exchangeRoutes } from './exchange-routes.ts';
import { feedRoutes } from './feed-routes.ts';
import { guardOrigin } from './guarded-body.ts';
import { moderationForms } from './moderation-forms.ts';
import { moderationRoutes } from './moderation-routes.ts';
import { faultPage } from './page.ts';
import { pageRoutes } from './page-routes.ts';
import { personRoutes } from './person-routes.ts';
import { Asked, type Route } from './route.ts';
import { signInRoutes } from './sign-in-routes.ts';
import { standingPages } from './standing-pages.ts';
import { threadRoutes } from './thread-routes.ts';

const routes: readonly Route[] = [
  ...threadRoutes,
  ...exchangeRoutes,
  ...feedRoutes,
  ...signInRoutes,
  ...personRoutes,
  ...moderationRoutes,
  ...moderationForms,
  ...pageRoutes,
  ...standingPages,
];

/** From a request to its answer; undefined where the request is for something else. */
export type CommentRoutes = (request: Request, from: From) => Promise<Response | undefined>;

/**
 * The comments' part of a server. Whoever writes comes from a page of the site's own origin. Texts of
 * revisions are files of the site, and left to whoever serves those.
 */
export function commentRoutes(site: CommentSite): CommentRoutes {
  return async (request, from) => {
    const address = addressParts(request.url);
    const root = `${site.base}/comments/`;
    if (address?.pathname.startsWith(root) !== true) return undefined;
    if (address.pathname.startsWith(`${root}revisions/`)) return undefined;
    try {
      const path = address.pathname.slice(site.base.length);
      const { route, parts } = routeFor(request.method, path);
      if (route.method !== 'GET') guardOrigin(request, site.origins);
      const asked = new Asked(site, request, from, { query: address.searchParams, parts, path });
      return await route.go(asked);
    } catch (error) {
      const fault = faultOf(error);
      if (fault === undefined) site.onFault(error);
      return faultAnswer(
        request,
        fault ?? new NoAnswer(500, 'fault', 'a fault of this server; nothing was changed'),
      );
    }
  };
}

function faultOf(error: unknown): NoAnswer | undefined {
  if (error instanceof NoAnswer) return error;
  if (!(error instanceof Refused)) return undefined;
  return new NoAnswer(statusOf[error.refusal], error.refusal, error.message);
}

/** In the words that who asked reads: a page for a browser without scripts, otherwise JSON. */
function faultAnswer(request: Request, fault: NoAnswer): Response {
  const { status, code, message, headers } = fault;
  const accepts = request.headers.get('accept') ?? '';
  if (accepts.includes('text/html')) return faultPage(fault);
  return answer({ error: { code, message } }, { status, headers });
}

function routeFor(method: string, pathname: string): { route: Route; parts: string[] } {
  const there = routes.flatMap((route) => {
    const found = route.path.exec(pathname);
    return found === null ? [] : [{ route, parts: found.slice(1) }];
  });
  const wanted = method === 'HEAD' ? 'GET' : method;
  const found = there.find(({ route }) => route.method === wanted);
  if (found !== undefined) return found;
  if (there.length === 0) throw new NoAnswer(404, 'not found', 'no such address');
  const allow = [...new Set(there.map(({ route }) => route.method))].join(', ');
  throw new NoAnswer(405, 'method', `expected ${allow}`, { allow });
}
