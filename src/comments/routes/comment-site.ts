import type { Limits } from '../server/limits.ts';
import type { Role } from '../server/roles.ts';
import type { RevisionKeeper } from '../server/revision-keeper.ts';
import type { SignInWay } from '../sign-in/sign-in-way.ts';
import type { CommentStore } from '../store/comment-store.ts';
import type { KeptPages } from './kept-pages.ts';

/** Somebody who is signed in. */
export interface Who {
  id: string;
  name: string;
  /** Of the session, which they can end. */
  token: string;
  /** What they may do at a proposal; without one, everywhere. */
  roleAt: (proposal?: number) => Role;
}

/** What the routes of comments serve. */
export interface CommentSite {
  store: CommentStore;
  keeper: RevisionKeeper;
  /** Pages of threads that were asked for. */
  pages: KeptPages;
  /** The origins under which readers reach the site; the first one is written into what leaves it. */
  origins: readonly [string, ...string[]];
  /** The path below the origin: `/plans`, or empty. */
  base: string;
  ways: readonly SignInWay[];
  /** Whose session a token is. */
  whoOf: (token: string) => Promise<Who | undefined>;
  limits: Limits;
  /** The first comment of somebody is held until a moderator or champion has seen it. */
  holdFirst: boolean;
  /** Source of a proposal, for patches; undefined: there is none here. */
  sourceOf: (slug: string) => Promise<string | undefined>;
  /** A fault of this program is told here; who asked learns no more than that there was one. */
  onFault: (error: unknown) => void;
}

/** Where a request came from. */
export interface From {
  /** Address of the client, as far as it can be known. */
  address: string;
}
