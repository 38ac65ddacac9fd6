import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousFaults } from '../../test/support/accessibility.ts';
import { realParts } from '../../test/support/real-parts.ts';
import { ownSite } from '../../test/support/site.ts';
import { inBrowser, type SiteInBrowser } from '../../test/support/site-in-browser.ts';

const blueprint = '/proposals/0001-asyncio-beside-eventlet/';

describe.skipIf(!realParts.chromium.available)(
  'the page of blueprint 1, in a browser',
  { timeout: 300_000 },
  () => {
    const opened = new AsyncDisposableStack();
    let site: SiteInBrowser;
    beforeAll(async () => {
      const { dist } = opened.use(await ownSite());
      site = opened.use(await inBrowser(dist));
    }, 600_000);
    afterAll(() => opened.disposeAsync());

    test('has no script error, no dead link and no serious fault', async () => {
      const { page, errors } = await site.watch(blueprint);
      expect(await site.deadLinks(page)).toEqual([]);
      expect(await seriousFaults(page)).toEqual([]);
      expect(errors).toEqual([]);
      await page.close();
    });

    test('a review of 2014 is cited where it is read today, with the stage that it advanced', async () => {
      const page = await site.open(blueprint);
      const link = page.locator('a.review-link[href*="136652"]').first();
      expect(await link.getAttribute('href')).toMatch(/^https:\/\/review\.opendev\.org\//);
      expect(await link.getAttribute('title')).toMatch(/stage: /);
      await page.close();
    });

    test('leads to the blueprint that took its place', async () => {
      const page = await site.open(blueprint);
      await page.locator('.notice a').first().click();
      await page.waitForURL('**/proposals/0002-remove-eventlet/');
      await page.close();
    });
  },
);
