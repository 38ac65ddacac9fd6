import { element } from './element.ts';
import type { Session } from './server.ts';

/**
 * A link to where a reader signs in, and is led from there back to where they are. Several ways stand on
 * a page of the server's.
 *
 * @param root where the comments' addresses begin: `/comments`
 * @param leaving what is done before the page is left
 */
export function signInLink(
  words: string,
  { ways }: Session,
  root: string,
  leaving: () => void = () => undefined,
): HTMLAnchorElement {
  const [way, second] = ways;
  const url = way !== undefined && second === undefined ? way.url : `${root}/sign-in`;
  // What fetches pages ahead would begin a sign-in that nobody asked for.
  const attributes = { href: url, class: 'comment-sign-in', 'data-astro-prefetch': 'false' };
  const link = element('a', attributes, words);
  link.addEventListener('click', () => {
    leaving();
    // Which thread an address names may have changed since it was drawn.
    const here = `${location.pathname}${location.search}${location.hash}`;
    link.href = `${url}?returnTo=${encodeURIComponent(here)}`;
  });
  return link;
}
