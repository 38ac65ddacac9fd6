import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousFaults } from '../support/accessibility.ts';
import { realParts } from '../support/real-parts.ts';
import { inBrowser, sidewaysBy, type SiteInBrowser } from '../support/site-in-browser.ts';
import { fixtureSite, type FixtureSite } from './fixture/fixture-site.ts';

/** Pages of every kind and every state; each is looked at wide and narrow, light and dark. */
const pages = [
  '/',
  '/proposals/0001-first-try/',
  '/proposals/0001-first-try/matrix/',
  '/proposals/0001-first-try/reviews/',
  '/proposals/0002-async/',
  '/proposals/0002-async/matrix/',
  '/proposals/0002-async/reviews/',
  '/proposals/0003-bare/',
  '/proposals/0003-bare/matrix/',
  '/proposals/0003-bare/reviews/',
  '/proposals/0004-faulty/',
  '/proposals/0005-wide/',
  '/proposals/0005-wide/matrix/',
  '/projects/',
  '/projects/settled/',
  '/projects/came-back/',
  '/projects/waits/',
  '/projects/never-had/',
  '/projects/never-read/',
  '/projects/not-there/',
  '/projects/unreadable/',
  '/projects/much-left/',
  '/projects/strange-paths/',
  '/projects/told-otherwise/',
  '/projects/wide-120/',
  '/api/',
  '/guide/reading-a-status/',
];

describe.skipIf(!realParts.chromium.available || !realParts.git.available)(
  'a site with every state, in a real browser',
  () => {
    const opened = new AsyncDisposableStack();
    let fixture: FixtureSite;
    let site: SiteInBrowser;
    beforeAll(async () => {
      fixture = opened.use(await fixtureSite());
      site = opened.use(await inBrowser(fixture.dist));
    }, 600_000);
    afterAll(() => opened.disposeAsync());

    test.each(pages)(
      '%s has one heading, every link of its own alive, no script error and no serious fault',
      { timeout: 120_000 },
      async (path) => {
        const { page, errors } = await site.watch(path);
        expect(await page.locator('h1').count()).toBe(1);
        expect(await page.title()).toMatch(/Crossplan$/);
        expect(await site.deadLinks(page)).toEqual([]);
        expect(await seriousFaults(page)).toEqual([]);
        expect(errors).toEqual([]);
        await page.close();
      },
    );

    test.each(pages)(
      '%s fits a narrow screen, and has no serious fault of accessibility there in dark',
      { timeout: 120_000 },
      async (path) => {
        const viewport = { width: 375, height: 800 };
        const page = await site.open(path, { viewport, colorScheme: 'dark' });
        expect(await sidewaysBy(page)).toBeLessThanOrEqual(0);
        expect(await seriousFaults(page)).toEqual([]);
        await page.close();
      },
    );

    test('without JavaScript the matrix stands, and a cell leads to its evidence', async () => {
      const page = await site.open('/proposals/0002-async/matrix/', { javaScriptEnabled: false });
      await page.locator('#much-left--p2-removed a').click();
      expect(page.url()).toBe(`${site.url}/projects/much-left/#p2-removed`);
      const article = page.locator('#p2-removed');
      expect(await article.innerText()).toMatch(/calls that take a callback/);
      const line = article.locator('a.line').first();
      expect(await line.getAttribute('href')).toMatch(
        /^https:\/\/example\.org\/tools\/much-left\/src\/commit\/[0-9a-f]{40}\/.+#L\d+$/,
      );
      await page.close();
    });

    test('a cell has an address of its own that shows which it is', async () => {
      const page = await site.open('/proposals/0002-async/matrix/#not-begun--p2-removed');
      const outline = await page
        .locator('#not-begun--p2-removed')
        .evaluate((cell) => getComputedStyle(cell).outlineStyle);
      expect(outline).toBe('solid');
      await page.close();
    });

    test('the whole matrix can be walked with the keyboard', async () => {
      const page = await site.open('/proposals/0002-async/matrix/');
      await page.locator('#not-begun--p2-removed a').focus();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/projects/not-begun/#p2-removed');
      await page.close();
    });

    test('a review cited in a blueprint carries its stage', async () => {
      const page = await site.open('/proposals/0002-async/');
      const link = page.locator('a.review-link[href*="4712"]').first();
      expect(await link.getAttribute('href')).toMatch(/^https:\/\/review\.example\.org\//);
      expect(await link.getAttribute('title')).toMatch(/stage: Can run with promises/);
      await page.close();
    });

    test('a superseded blueprint leads to its successor', async () => {
      const page = await site.open('/proposals/0001-first-try/');
      await page.locator('.notice a').first().click();
      await page.waitForURL('**/proposals/0002-async/');
      await page.close();
    });

    test('a faulty blueprint lists its faults with line and remedy, and hides no other', async () => {
      const page = await site.open('/proposals/0004-faulty/');
      const text = await page.locator('main').innerText();
      expect(text).toMatch(/index\.md:4:9\s+status: unknown value `nearly done`/);
      expect(text).toMatch(/allowed: draft, in review/);
      await page.goto(site.url);
      expect(await page.locator('main').innerText()).toMatch(/0004-faulty: \d+ to mend/);
      expect(await page.locator('section.card').count()).toBe(4);
      await page.close();
    });

    test('names of strangers do nothing and turn nothing round', async () => {
      const page = await site.open('/projects/strange-paths/');
      expect(await page.title()).toMatch(/^strange-paths/);
      const paths = await page.locator('#p2-removed code').allInnerTexts();
      expect(paths).toContain('lib/<script>alert(1)</script>.js');
      expect(paths).toContain(String.raw`lib/\xff.js`);
      await page.close();
    });

    test('the data says the same as the status command', async () => {
      const { stdout: printed } = spawnSync('node', ['scripts/status.ts', '--json'], {
        cwd: fixture.project,
        encoding: 'utf8',
        maxBuffer: 1e8,
      });
      const page = await site.open('/');
      const served: unknown = await (await page.request.get(`${site.url}/api/status.json`)).json();
      expect(served).toEqual(JSON.parse(printed));
      await page.close();
    });
  },
);
