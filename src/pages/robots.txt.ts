import type { APIContext } from 'astro';
import { href } from '../site/href.ts';

/** Everything may be read; where the site has an address of its own, the list of its pages is named. */
export function GET({ site }: APIContext): Response {
  const sitemap =
    site === undefined ? '' : `\nSitemap: ${site.origin}${href('/sitemap-index.xml')}\n`;
  return new Response(`User-agent: *\nAllow: /\n${sitemap}`, {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
}
