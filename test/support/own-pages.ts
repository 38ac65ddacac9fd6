import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allFaults } from './accessibility.ts';
import { realParts } from './real-parts.ts';
import { inBrowser, sidewaysBy, type SiteInBrowser } from './site-in-browser.ts';
import { ownSite } from './site.ts';

/**
 * Declares the tests of a blueprint's own pages, for a file in its folder: what holds of each of them,
 * and what `more` declares. `site` has a value while a test runs.
 */
export function describeOwnPages(
  name: string,
  pages: readonly string[],
  more: (site: () => SiteInBrowser) => void,
): void {
  describe.skipIf(!realParts.chromium.available)(name, { timeout: 600_000 }, () => {
    const opened = new AsyncDisposableStack();
    let site: SiteInBrowser;
    beforeAll(async () => {
      const { dist } = opened.use(await ownSite());
      site = opened.use(await inBrowser(dist));
    }, 600_000);
    afterAll(() => opened.disposeAsync());

    test.each(pages)('%s has no script error, and every link of its own is alive', async (path) => {
      const { page, errors } = await site.watch(path);
      expect(await site.deadLinks(page)).toEqual([]);
      expect(errors).toEqual([]);
      await page.close();
    });

    test.each(pages)(
      '%s fits a narrow screen, and axe finds nothing, a target too small for a finger neither',
      async (path) => {
        const page = await site.open(path, { viewport: { width: 375, height: 800 } });
        expect(await sidewaysBy(page)).toBeLessThanOrEqual(0);
        expect(await allFaults(page)).toEqual([]);
        await page.close();
      },
    );

    more(() => site);
  });
}
