import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allFaults } from '../support/accessibility.ts';
import { type SiteInBrowser } from '../support/site-in-browser.ts';

/** Pages made by the hundred of one mould: two of them stand for all. */
const alike = /^\/projects\/wide-(?!001|120)/;

/**
 * What holds of each page of a site, however little it is linked.
 *
 * @param known pages that other tests ask the same of
 */
export function describeEveryPage(
  site: () => SiteInBrowser,
  dist: () => string,
  known: readonly string[],
): void {
  describe('every page', () => {
    const written = async () => {
      const names = (await readdir(dist(), { recursive: true }))
        .filter((name) => name.endsWith('.html'))
        .sort();
      const all = names.map(async (name) => ({
        path: `/${name.replace(/index\.html$/, '')}`,
        html: await readFile(join(dist(), name), 'utf8'),
      }));
      return (await Promise.all(all)).filter(({ path }) => !alike.test(path));
    };
    test('is smaller than 300 KB', async () => {
      const names = (await readdir(dist(), { recursive: true })).filter((name) =>
        name.endsWith('.html'),
      );
      const sizes = await Promise.all(
        names.map(async (name) => ({ name, size: (await stat(join(dist(), name))).size })),
      );
      expect(sizes.length).toBeGreaterThan(100);
      expect(sizes.filter(({ size }) => size >= 300_000)).toEqual([]);
    });

    const leadsOn = ({ html }: { html: string }) => /http-equiv="?refresh/i.test(html);

    test('axe finds nothing on any of the others on a phone', async () => {
      const page = await site().newPage({ viewport: { width: 412, height: 900 } });
      const faults: Record<string, string[]> = {};
      const pages = (await written()).filter((one) => !known.includes(one.path) && !leadsOn(one));
      expect(pages.length).toBeGreaterThan(20);
      for (const { path } of pages) {
        await page.goto(site().url + path);
        const found = await allFaults(page);
        if (found.length > 0) faults[path] = found;
      }
      expect(faults).toEqual({});
      await page.close();
    });

    test('one that leads on says where to, as a page that no search engine keeps', async () => {
      const page = await site().newPage();
      const moved = (await written()).filter(leadsOn);
      expect(moved.map(({ path }) => path)).toEqual(
        expect.arrayContaining(['/concerns/web/', '/proposals/0002/', '/proposals/0002/matrix/']),
      );
      for (const { path, html } of moved) {
        await page.goto(`${site().url}/404.html`);
        // Without what makes it lead on.
        await page.setContent(html.replaceAll(/<(script|noscript)\b[^>]*>.*?<\/\1>/gs, ''));
        const said = {
          path,
          faults: await allFaults(page),
          dead: await site().deadLinks(page),
          links: await page.locator('main a').count(),
          robots: await page.locator('meta[name=robots]').getAttribute('content'),
        };
        expect(said).toEqual({ path, faults: [], dead: [], links: 1, robots: 'noindex' });
        const canonical = await page.locator('link[rel=canonical]').getAttribute('href');
        const [to] = ((await page.locator('main a').getAttribute('href')) ?? '').split('#');
        expect(canonical?.endsWith(to ?? '?')).toBe(true);
      }
      await page.close();
    });
  });
}
