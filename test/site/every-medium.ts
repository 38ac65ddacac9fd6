import { describe, expect, test } from 'vitest';
import { modes } from '../../scripts/lib/looks/modes.ts';
import { pageKinds } from '../../scripts/lib/looks/page-kinds.ts';
import { allFaults } from '../support/accessibility.ts';
import { sidewaysBy, type SiteInBrowser } from '../support/site-in-browser.ts';

/** The smallest screens, paper, and where the system's own colours rule. */
export function describeEveryMedium(site: () => SiteInBrowser, dist: () => string): void {
  const kinds = [
    '/',
    '/proposals/0002-async/',
    '/proposals/0002-async/matrix/',
    '/proposals/0002-async/reviews/',
    '/projects/half-way/',
    '/concerns/',
    '/guide/writing-a-blueprint/',
  ];

  describe('every medium', () => {
    test.each(kinds)('%s fits 320 pixels, its menu within reach', async (path) => {
      const page = await site().open(path, { viewport: { width: 320, height: 640 } });
      expect(await sidewaysBy(page)).toBeLessThanOrEqual(0);
      const menu = await page.locator('.sl-menu-button').boundingBox();
      expect((menu?.x ?? 999) + (menu?.width ?? 0)).toBeLessThanOrEqual(320);
      await page.close();
    });

    test('on a phone no column of a table is out of view', async () => {
      const out: Record<string, string[]> = {};
      const page = await site().newPage({ viewport: { width: 390, height: 844 } });
      const guides = ['/guide/projects-file/', '/guide/code-reviews/', '/executor/options/'];
      for (const path of [...pageKinds(dist()).map((one) => one.path), ...guides]) {
        // What was measured there is a region that scrolls, by keyboard too.
        if (path === '/executor/playground/') continue;
        await page.goto(site().url + path);
        const found = await page.locator('main :is(td, th)').evaluateAll((cells) =>
          cells.flatMap((cell) => {
            // Where rows are cards their names stand in the cells; the head is there for who listens.
            if (cell.closest('[data-cards] thead') !== null || !cell.checkVisibility()) return [];
            const { right } = cell.getBoundingClientRect();
            return right > innerWidth ? [cell.textContent.trim()] : [];
          }),
        );
        if (found.length > 0) out[path] = found;
      }
      expect(out).toEqual({});
      await page.close();
    });

    test.each(modes)('axe finds nothing on any kind of page, $name', async ({ options, media }) => {
      const faults: Record<string, string[]> = {};
      const page = await site().newPage(options);
      if (media !== undefined) await page.emulateMedia({ media });
      for (const { path } of pageKinds(dist())) {
        await page.goto(site().url + path);
        const found = await allFaults(page);
        if (found.length > 0) faults[path] = found;
      }
      expect(faults).toEqual({});
      await page.close();
    });

    test('a chart’s words can be read on a phone, and each line has its own in the key', async () => {
      const page = await site().open('/projects/half-way/', {
        viewport: { width: 390, height: 844 },
      });
      const chart = page.locator('main figure .chart svg').first();
      const heights = await chart
        .locator('text')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
      expect(heights.length).toBeGreaterThan(2);
      expect(Math.min(...heights)).toBeGreaterThanOrEqual(9);
      const lines = await chart.locator('path[class^=line-], [class^=line-] path').count();
      const keys = await page.locator('main figure .key svg path').count();
      expect(lines).toBeGreaterThan(0);
      expect(keys).toBe(lines);
      await page.close();
    });

    test('on paper nothing of a project’s page is folded, and its links are written out', async () => {
      const page = await site().open('/projects/settled/', { colorScheme: 'dark' });
      await page.emulateMedia({ media: 'print' });
      const hidden = await page
        .locator('main details')
        .evaluateAll(
          (all) =>
            all.filter((one) => ![...one.children].every((part) => part.checkVisibility())).length,
        );
      expect(hidden).toBe(0);
      const address = await page
        .locator('.facts a[href^=http]')
        .first()
        .evaluate((link) => getComputedStyle(link, '::after').content);
      expect(address).toContain('https://example.org/');
      const text = await page
        .locator('main article')
        .first()
        .evaluate((one) => getComputedStyle(one).color);
      // Dark on white, whatever the theme.
      expect(Math.max(...(text.match(/\d+/g) ?? []).map(Number))).toBeLessThan(120);
      await page.close();
    });

    test('where the system’s own colours rule, chart keys and the mark of drift are still there', async () => {
      const page = await site().open('/projects/half-way/', { forcedColors: 'active' });
      const key = await page
        .locator('main figure .key svg path')
        .first()
        .evaluate((one) => {
          const { stroke } = getComputedStyle(one);
          return { stroke, ground: getComputedStyle(document.body).backgroundColor };
        });
      expect(key.stroke).not.toBe(key.ground);
      await page.goto(`${site().url}/projects/told-otherwise/`);
      const notice = page.locator('p.notice').first();
      expect(await notice.innerText()).toMatch(/^Drift: /);
      const border = await notice.evaluate((one) => getComputedStyle(one).borderInlineStartStyle);
      expect(border).toBe('solid');
      await page.close();
    });
  });
}
