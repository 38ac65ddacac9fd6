import type { Browser, Page } from 'playwright-core';
import { browser, serve } from './site.ts';

type PageOptions = NonNullable<Parameters<Browser['newPage']>[0]>;

/** A built site that is served on loopback and looked at with a real browser. */
export interface SiteInBrowser extends AsyncDisposable {
  /** Without a slash at its end. */
  url: string;
  open(path: string, options?: PageOptions): Promise<Page>;
  /** A page that shows nothing yet. */
  newPage(options?: PageOptions): Promise<Page>;
  /** Opens a page and keeps what its scripts and console say of errors. */
  watch(path: string): Promise<{ page: Page; errors: string[] }>;
  /**
   * The links to this site, in the part of the page that a selector names, that lead to no page, or
   * to no place on it.
   */
  deadLinks(page: Page, within?: string): Promise<string[]>;
}

/** Serves a built site; pages that a test leaves open are closed with it. */
export async function inBrowser(dist: string): Promise<SiteInBrowser> {
  const site = await serve(dist);
  const chromium = await browser();
  /** A wait ends when what is waited for is there, or with the test: a busy machine is no fault. */
  const newPage = async (options: PageOptions = {}) => {
    const page = await chromium.newPage(options);
    page.setDefaultTimeout(0);
    return page;
  };
  const texts = new Map<string, Promise<string | undefined>>();
  const textOf = (path: string): Promise<string | undefined> => {
    const known =
      texts.get(path) ?? fetch(site.url + path).then((a) => (a.ok ? a.text() : undefined));
    texts.set(path, known);
    return known;
  };
  return {
    url: site.url,
    newPage,
    open: async (path, options = {}) => {
      const page = await newPage(options);
      await page.goto(site.url + path);
      return page;
    },
    watch: async (path) => {
      const page = await newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      await page.goto(site.url + path);
      return { page, errors };
    },
    deadLinks: async (page, within = 'body') => {
      const links = await page.$$eval(`${within} a[href]`, (all) =>
        all.map((a) => (a as HTMLAnchorElement).href),
      );
      const dead: string[] = [];
      for (const link of new Set(links.filter((one) => one.startsWith(site.url)))) {
        const { pathname, hash } = new URL(link);
        const html = await textOf(pathname);
        const id = decodeURIComponent(hash.slice(1));
        const isThere = html !== undefined && (id === '' || id === '_top' || hasId(html, id));
        if (!isThere) dead.push(link.slice(site.url.length));
      }
      return dead;
    },
    [Symbol.asyncDispose]: async () => {
      await chromium.close();
      await site[Symbol.asyncDispose]();
    },
  };
}

function hasId(html: string, id: string): boolean {
  return html.includes(`id="${id}"`) || html.includes(`id=${id} `) || html.includes(`id=${id}>`);
}

/** By how many pixels a page is wider than its window. */
export function sidewaysBy(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}
