import { join } from 'node:path';
import { readTextBelow } from '../../ground/trust/open-below.ts';
import type { CommentSite, Who } from '../routes/comment-site.ts';
import { commentRoutes, type CommentRoutes } from '../routes/comment-routes.ts';
import { KeptPages } from '../routes/kept-pages.ts';
import { localIssuer } from '../routes/sign-in-routes.ts';
import type { RevisionTexts } from '../revision-texts.ts';
import { openStore } from '../store/open-store.ts';
import type { Configuration } from './configuration.ts';
import { Limits, type LimitSizes } from './limits.ts';
import { Placing } from './placing.ts';
import { RevisionKeeper } from './revision-keeper.ts';
import { roleOf } from './roles.ts';

/** Largest source of a proposal that is read, in bytes. */
const largestSource = 1024 * 1024;

export interface OpenComments {
  configuration: Configuration;
  texts: RevisionTexts;
  /** Origins at which the site is reached where none is configured. */
  localOrigins: readonly [string, ...string[]];
  /** Folder of the proposals' sources; patches are made of them. */
  proposals?: string;
  limits?: LimitSizes;
  onFault: (error: unknown) => void;
}

/** Comments, ready to be served: the store is open, and threads are placed in the background. */
export interface Comments extends AsyncDisposable {
  site: CommentSite;
  routes: CommentRoutes;
}

/** Opens the store and puts together what the routes need. */
export async function openComments(given: OpenComments): Promise<Comments> {
  const { configuration, texts, localOrigins, proposals, onFault } = given;
  const { origin, base, place, ways, roles, holdFirst } = configuration;
  const store = await openStore(place);
  const placing = new Placing();
  const keeper = new RevisionKeeper(store, texts, placing.place, onFault);
  const whoOf = async (token: string): Promise<Who | undefined> => {
    const person = await store.sessions.personOf(token);
    if (person === undefined) return undefined;
    const { id, name, issuer, isBanned } = person;
    // A session of the local identity ends with that way to sign in.
    const isLocal = issuer === localIssuer;
    if (isLocal && !ways.some((way) => way.provider === undefined)) return undefined;
    const ownRole = (proposal?: number) =>
      isLocal ? 'moderator' : roleOf(roles, person, proposal);
    // Whoever is banned moderates nothing; that they may not write either they are told by the store.
    const roleAt = (proposal?: number) => (isBanned ? roles.default : ownRole(proposal));
    return { id, name, token, roleAt };
  };
  const site: CommentSite = {
    ...{ store, keeper, base, ways, whoOf, holdFirst, onFault },
    origins: origin === undefined ? localOrigins : [origin],
    pages: new KeptPages(),
    limits: new Limits(given.limits, store.pool),
    sourceOf: async (slug) => {
      if (proposals === undefined) return undefined;
      const path = join(proposals, slug, 'index.md');
      return readTextBelow(proposals, path, largestSource).catch(() => undefined);
    },
  };
  const ending = new AbortController();
  const rendered = store.renderMissing(ending.signal).catch(onFault);
  return {
    site,
    routes: commentRoutes(site),
    [Symbol.asyncDispose]: async () => {
      ending.abort();
      await rendered;
      await keeper.whenPlaced();
      await placing[Symbol.asyncDispose]();
      await store.close();
    },
  };
}
