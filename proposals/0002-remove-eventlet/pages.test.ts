import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousFaults } from '../../test/support/accessibility.ts';
import { realParts } from '../../test/support/real-parts.ts';
import { ownSite } from '../../test/support/site.ts';
import { inBrowser, sidewaysBy, type SiteInBrowser } from '../../test/support/site-in-browser.ts';

const blueprint = '/proposals/0002-remove-eventlet/';
const pages = [
  '/',
  blueprint,
  `${blueprint}matrix/`,
  `${blueprint}reviews/`,
  '/projects/nova/',
  '/projects/octavia/',
  '/projects/swift/',
];

describe.skipIf(!realParts.chromium.available)(
  'the pages of blueprint 2, in a browser',
  { timeout: 300_000 },
  () => {
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

    test.each(pages)('%s fits a narrow screen, without a serious fault', async (path) => {
      const page = await site.open(path, { viewport: { width: 375, height: 800 } });
      expect(await sidewaysBy(page)).toBeLessThanOrEqual(0);
      expect(await seriousFaults(page)).toEqual([]);
      await page.close();
    });

    test('a cell of swift leads to its evidence, line by line at a commit of opendev', async () => {
      const page = await site.open(`${blueprint}matrix/`, { javaScriptEnabled: false });
      await page.locator('#swift--p2-removed a').click();
      expect(page.url()).toBe(`${site.url}/projects/swift/#p2-removed`);
      const article = page.locator('#p2-removed');
      expect(await article.innerText()).toMatch(/imports of eventlet/);
      expect(await article.locator('a.line').first().getAttribute('href')).toMatch(
        /^https:\/\/opendev\.org\/openstack\/swift\/src\/commit\/[0-9a-f]{40}\/.+#L\d+$/,
      );
      await page.close();
    });
  },
);
