import { partsOfAddress } from '../../ground/trust/web-address.ts';

/**
 * Is a page one that search engines should know? What leads to another page is none, and an old
 * revision is not what is to be found.
 *
 * @param address of the page
 * @param base the site's, without a slash at its end
 * @param names of the folders of proposals
 */
export function inSitemap(address: string, base: string, names: ReadonlySet<string>): boolean {
  const path = partsOfAddress(address).pathname;
  const own = `${base}/proposals/`;
  if (!path.startsWith(own)) return true;
  const [name = '', page] = path.slice(own.length).split('/');
  return names.has(name) && page !== 'revisions';
}
