import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousFaults } from '../support/accessibility.ts';
import { realParts } from '../support/real-parts.ts';
import { browser, build, serve } from '../support/site.ts';

/** Pages of every kind; each is looked at wide and narrow, light and dark. */
const pages = [
  '/',
  '/proposals/0001-asyncio-beside-eventlet/',
  '/proposals/0002-remove-eventlet/',
  '/proposals/0002-remove-eventlet/matrix/',
  '/proposals/0002-remove-eventlet/reviews/',
  '/projects/',
  '/projects/nova/',
  '/projects/octavia/',
  '/projects/swift/',
  '/api/',
  '/guide/reading-a-status/',
];

describe.skipIf(!realParts.chromium.available)('the built site in a real browser', () => {
  let chromium: Browser;
  let site: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    site = await serve(process.env['CROSSPLAN_DIST'] ?? (await build(resolve('.'))));
    chromium = await browser();
  }, 600_000);
  afterAll(async () => {
    await chromium.close();
    await site[Symbol.asyncDispose]();
  });

  async function open(
    path: string,
    options: Parameters<Browser['newPage']>[0] = {},
  ): Promise<Page> {
    const page = await chromium.newPage(options);
    await page.goto(site.url + path);
    return page;
  }

  test.each(pages)(
    '%s has one heading, no script error and every link of its own alive',
    async (path) => {
      const page = await chromium.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      await page.goto(site.url + path);
      expect(await page.locator('h1').count()).toBe(1);
      expect(await page.title()).toMatch(/Crossplan$/);
      const links = await page.$$eval('a[href]', (all) =>
        all.map((a) => (a as HTMLAnchorElement).href),
      );
      const own = new Set(
        links.filter((link) => link.startsWith(site.url)).map((link) => link.split('#')[0] ?? ''),
      );
      for (const link of own) {
        const answer = await page.request.get(link);
        expect({ link, status: answer.status() }).toEqual({ link, status: 200 });
      }
      expect(errors).toEqual([]);
      await page.close();
    },
  );

  test.each(pages)('%s fits a narrow screen: only tables scroll sideways', async (path) => {
    const page = await open(path, { viewport: { width: 375, height: 800 } });
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(wider).toBeLessThanOrEqual(0);
    await page.close();
  });

  test.each(pages.flatMap((path) => [[path, 'light'] as const, [path, 'dark'] as const]))(
    '%s in %s has no serious fault of accessibility',
    async (path, colorScheme) => {
      const page = await open(path, { colorScheme });
      expect(await seriousFaults(page)).toEqual([]);
      await page.close();
    },
  );

  test('without JavaScript the matrix stands, and a cell leads to its evidence', async () => {
    const page = await open('/proposals/0002-remove-eventlet/matrix/', {
      javaScriptEnabled: false,
    });
    await page.locator('#swift--p2-removed a').click();
    expect(page.url()).toBe(`${site.url}/projects/swift/#p2-removed`);
    const article = page.locator('#p2-removed');
    expect(await article.innerText()).toMatch(/imports of eventlet/);
    const line = article.locator('a.line').first();
    expect(await line.getAttribute('href')).toMatch(
      /^https:\/\/opendev\.org\/openstack\/swift\/src\/commit\/[0-9a-f]{40}\/.+#L\d+$/,
    );
    await page.close();
  });

  test('a cell has an address of its own that shows which it is', async () => {
    const page = await open('/proposals/0002-remove-eventlet/matrix/#nova--p2-removed');
    const outline = await page
      .locator('#nova--p2-removed')
      .evaluate((cell) => getComputedStyle(cell).outlineStyle);
    expect(outline).toBe('solid');
    await page.close();
  });

  test('the whole matrix can be walked with the keyboard', async () => {
    const page = await open('/proposals/0002-remove-eventlet/matrix/');
    await page.locator('#nova--p2-removed a').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/projects/nova/#p2-removed');
    await page.close();
  });

  test('a review cited in a blueprint carries its stage', async () => {
    const page = await open('/proposals/0001-asyncio-beside-eventlet/');
    const link = page.locator('a.review-link[href*="136652"]').first();
    expect(await link.getAttribute('href')).toMatch(/^https:\/\/review\.opendev\.org\//);
    expect(await link.getAttribute('title')).toMatch(/stage: /);
    await page.close();
  });

  test('a superseded blueprint leads to its successor', async () => {
    const page = await open('/proposals/0001-asyncio-beside-eventlet/');
    await page.locator('.notice a').first().click();
    await page.waitForURL('**/proposals/0002-remove-eventlet/');
    await page.close();
  });

  test('the data says the same as the status command', async () => {
    const { execFileSync } = await import('node:child_process');
    const printed = execFileSync('node', ['scripts/status.ts', '--json'], {
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    const page = await chromium.newPage();
    const served: unknown = await (await page.request.get(`${site.url}/api/status.json`)).json();
    expect(served).toEqual(JSON.parse(printed));
    await page.close();
  });
});
