import type { ReviewSystem } from '../proposal/registry.ts';
import {
  changeIdPattern,
  isGerritRepository,
  isGithubRepository,
  parseReviewId,
  parseUnresolvedId,
  reviewId,
  reviewNumber,
  unresolvedId,
  type ReviewAddress,
  type ReviewId,
  type UnresolvedId,
} from './review-identity.ts';
import { basePath, pagesRoot } from './review-system.ts';
import { webAddress } from '../ground/trust/web-address.ts';

/** Longer addresses are no citation; the bound keeps every pattern below cheap. */
const longest = 2000;

/** What prose leaves at the end of an address. */
const trailing =
  /(?:[\s.,;:!?'"`*_~<>()[\]{}&|$=@+-]|[…\u200b-\u200f\u2060“”„«»‹›‘’—。、，；：！？）」』】〉》]|&nbsp;|['’]s)+$/u;

/**
 * Reads an address that a person cited.
 *
 * The host decides: it must be, whole and exactly, a host or alias of `systems`, so a lookalike
 * (`review.opendev.org.example.net`, a user name before an `@`, letters of another script) is not
 * matched. Patch sets, files, lines and comment anchors are left out of the identity; trailing
 * punctuation is no part of the address.
 *
 * @returns undefined when the address is on no known system, or names neither review nor search
 */
export function parseReviewAddress(
  text: string,
  systems: readonly ReviewSystem[],
): ReviewAddress | undefined {
  if (text.length > longest) return undefined;
  const url = webAddress(text.trim().replace(trailing, ''));
  if (url === undefined) return undefined;
  const host = url.host.replace(/\.(?=:|$)/, '');
  for (const system of systems) {
    if (!hostsOf(system).includes(host)) continue;
    const canonical = system.host.toLowerCase();
    const found =
      system.kind === 'gerrit'
        ? gerritAddress(url, canonical, basePath(system))
        : githubAddress(url, canonical);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Every host under which a system is cited; GitHub's own three more: its API, redirections, www. */
export function hostsOf({ kind, host, aliases }: ReviewSystem): string[] {
  const own = kind === 'github' ? [`api.${host}`, `redirect.${host}`, `www.${host}`] : [];
  return [host, ...aliases, ...own].map((name) => name.toLowerCase());
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function gerritAddress(url: URL, host: string, base: string): ReviewAddress | undefined {
  if (base !== '' && url.pathname !== base && !url.pathname.startsWith(`${base}/`)) {
    return undefined;
  }
  const path = url.pathname.slice(base.length);
  const hash = url.hash.slice(1);
  // `#change,N` and `#patch,sidebyside,N,PS,file` of the first Gerrits; `#/…` of the later ones.
  const oldest = /^(?:change|patch,\w+),(\d+)(?:,|$)/.exec(hash);
  // `#q,I…,n,z`: a look-up of the first Gerrits.
  const sought = /^q,(I[0-9a-f]{40})(?:,|$)/.exec(hash);
  if (sought !== null) return lookUp(host, sought[1] ?? '');
  if (oldest !== null) return byNumber(host, oldest[1]);
  const inHash = path === '' || path === '/' ? /^!?(\/.*)$/.exec(hash)?.[1] : undefined;
  return gerritPath(inHash ?? path, host);
}

function byNumber(host: string, digits: string | undefined): ReviewAddress | undefined {
  const number = reviewNumber(digits ?? '');
  if (number === undefined) return undefined;
  return { kind: 'unresolved', id: unresolvedId(host, number), host, number };
}

function gerritPath(path: string, host: string): ReviewAddress | undefined {
  const search = /^\/q\/(.+)$/.exec(path);
  if (search !== null) {
    const query = decode((search[1] ?? '').replaceAll('+', ' '));
    return query === undefined
      ? undefined
      : (lookUp(host, query) ?? { kind: 'query', host, query });
  }
  const shortened = /^\/r\/(\d+)\/?$/.exec(path);
  if (shortened !== null) return byNumber(host, shortened[1]);
  const lookedUp = /^\/(?:id|r)\/([^/?]+)\/?$/.exec(path);
  if (lookedUp !== null) return lookUp(host, lookedUp[1] ?? '');
  const full = /^\/c\/(.+?)\/(?:\+|%2B)\/(\d+)(?:[/?#,].*)?$/i.exec(path);
  if (full !== null) {
    const repository = decode(full[1] ?? '');
    const number = reviewNumber(full[2] ?? '');
    if (repository === undefined || number === undefined || !isGerritRepository(repository)) {
      return undefined;
    }
    return { kind: 'review', id: reviewId({ system: 'gerrit', host, repository, number }) };
  }
  const asked = /^(?:\/a)?\/changes\/([^/?]+)(?:\/.*)?$/.exec(path);
  if (asked !== null) return byApiId(decode(asked[1] ?? '') ?? '', host);
  // `/c/N`, `/c/N/2`, `/N`, `/N/2`, `/N/1..2/file`.
  const short = /^(?:\/c)?\/(\d+)(?:[/?#,].*)?$/.exec(path);
  return short === null ? undefined : byNumber(host, short[1]);
}

/** A change as Gerrit's API names it: `N`, `repository~N`, `repository~branch~I…`, `I…`. */
function byApiId(id: string, host: string): ReviewAddress | undefined {
  if (/^\d+$/.test(id)) return byNumber(host, id);
  const name = parseReviewId(`gerrit:${host}/${id}`);
  return name === undefined ? lookUp(host, id) : { kind: 'review', id: reviewId(name) };
}

/** A search for nothing but a whole Change-Id; Gerrit adds `,n,z` and the like to old ones. */
function lookUp(host: string, query: string): ReviewAddress | undefined {
  const changeId = query
    .trim()
    .replace(/^change:/, '')
    .replace(/,[\w,]*$/, '');
  return changeIdPattern.test(changeId) ? { kind: 'change-id', host, changeId } : undefined;
}

/** `/owner/name/pulls/N` of an API's `/repos/owner/name/pulls/N`, on a host of its own or below /api/v3. */
function apiPath(path: string, host: string): string {
  if (host.startsWith('api.')) return path.replace(/^\/repos\//, '/');
  return path.replace(/^\/api\/v3\/repos\//, '/');
}

function githubAddress(url: URL, host: string): ReviewAddress | undefined {
  const pull = /^\/([^/]+\/[^/]+)\/pulls?\/(\d+)(?:\.(?:diff|patch))?(?:\/.*)?$/.exec(
    apiPath(url.pathname, url.host),
  );
  if (pull !== null) {
    const repository = (decode(pull[1] ?? '') ?? '').toLowerCase();
    const number = reviewNumber(pull[2] ?? '');
    if (number === undefined || !isGithubRepository(repository)) return undefined;
    return { kind: 'review', id: reviewId({ system: 'github', host, repository, number }) };
  }
  if (/^\/(?:search|pulls|issues|[^/]+\/[^/]+\/(?:pulls|issues))\/?$/.test(url.pathname)) {
    return { kind: 'query', host, query: url.searchParams.get('q') ?? '' };
  }
  return undefined;
}

/** A review as a person names it in a file or on the command line: its id, or any cited address. */
export function parseReviewReference(
  text: string,
  systems: readonly ReviewSystem[],
): ReviewAddress | undefined {
  const unresolved = parseUnresolvedId(text);
  if (unresolved !== undefined) {
    return {
      kind: 'unresolved',
      id: unresolvedId(unresolved.host, unresolved.number),
      ...unresolved,
    };
  }
  const name = parseReviewId(text);
  if (name !== undefined) return { kind: 'review', id: reviewId(name) };
  return parseReviewAddress(text, systems);
}

/**
 * The address at which a review is read, on its system's present host.
 *
 * An id known from git alone has no number; its address is then the look-up of its Change-Id.
 */
export function reviewUrl(id: ReviewId | UnresolvedId, systems: readonly ReviewSystem[]): string {
  const unresolved = parseUnresolvedId(id);
  const name = unresolved === undefined ? parseReviewId(id) : undefined;
  const host = unresolved?.host ?? name?.host ?? '';
  const root = pagesRoot(host, systems);
  if (unresolved !== undefined) return `${root}/c/${unresolved.number}`;
  if (name === undefined) return root;
  if (name.system === 'github') return `${root}/${name.repository}/pull/${name.number}`;
  if ('changeId' in name) return `${root}/q/${name.changeId}`;
  const repository = name.repository.split('/').map(encodeURIComponent).join('/');
  return `${root}/c/${repository}/+/${name.number}`;
}
