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
  const path = partsOfAddress(address).pathname.slice(base.length);
  const [, folder, name = '', page] = path.split('/');
  // The concerns of a team stand on its own page now.
  if (folder === 'concerns') return name === '';
  return folder !== 'proposals' || (names.has(name) && page !== 'revisions');
}
