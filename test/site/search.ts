import { describe, expect, test } from 'vitest';
import type { SiteInBrowser } from '../support/site-in-browser.ts';

/** The search of the site's own pages, as a reader uses it. */
export function describeSearch(site: () => SiteInBrowser): void {
  describe('the search', () => {
    test.each([
      ['much-left callbacks gone', '/projects/much-left/#card-p2-removed'],
      ['much-left callbacks gone', '/proposals/0002-async/#stage-removed'],
      ['Stack traces change', '/proposals/0002-async/#card-concern-stack-traces'],
    ])('“%s” leads to %s, which nothing lies over', async (words, target) => {
      for (const width of [1280, 390]) {
        const page = await site().open('/guide/hosting/', { viewport: { width, height: 800 } });
        await page.locator('button[data-open-modal]').click();
        await page.locator('dialog input').fill(words);
        await page.locator(`dialog a[href$="${target}"]`).first().click();
        await page.waitForURL(`**${target}`);
        const isVisible = () =>
          page.evaluate(() => {
            const found = document.getElementById(location.hash.slice(1));
            const { left, top, height } = found?.getBoundingClientRect() ?? new DOMRect();
            const above = document.elementFromPoint(left + 3, top + height / 2);
            return found?.contains(above) ?? false;
          });
        await expect.poll(isVisible).toBe(true);
        await page.close();
      }
    });
  });
}
