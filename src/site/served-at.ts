import { webAddress } from '../ground/trust/web-address.ts';

/** Where the built site will be served, in Astro's words. */
export interface ServedAt {
  /** The origin. Without it no page names an address of its own: no canonical link, no sitemap. */
  site?: string;
  /** The path below the origin; begins with `/`. */
  base: string;
}

/** The part of an address that needs no escaping; neither `.` nor `..`. */
const pathPart = /^(?!\.{1,2}$)[\w.~-]+$/;

/**
 * Reads `SITE` and `BASE`.
 *
 * @throws Error that says everything that is wrong with them
 */
export function servedAt({ SITE: site = '', BASE: base = '' }: NodeJS.ProcessEnv): ServedAt {
  const faults: string[] = [];
  const origin = site === '' ? undefined : webAddress(site);
  if (site !== '' && origin?.href !== `${origin?.origin}/`) {
    faults.push(
      `SITE is ${JSON.stringify(site)}: expected an origin alone, as https://plans.example.org; a path below it goes to BASE`,
    );
  }
  const parts = base.replace(/^\/|\/$/g, '').split('/');
  if (base.replaceAll('/', '') !== '' && !parts.every((part) => pathPart.test(part))) {
    faults.push(
      `BASE is ${JSON.stringify(base)}: expected a path below the origin, as /plans or /team/plans, of letters, digits and . _ ~ -`,
    );
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const path = parts.filter((part) => part !== '').join('/');
  return {
    ...(origin === undefined ? {} : { site: origin.origin }),
    base: path === '' ? '/' : `/${path}`,
  };
}
