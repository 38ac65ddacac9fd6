import { readdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { presets } from '../../src/components/playground/settings.ts';
import { pages as referencePages } from '../../src/site/api-reference/pages.ts';
import { allFaults } from '../support/accessibility.ts';
import { realParts } from '../support/real-parts.ts';
import { ownSite } from '../support/site.ts';
import { inBrowser, sidewaysBy, type SiteInBrowser } from '../support/site-in-browser.ts';

const playground = '/executor/playground/';
const docs = readdirSync('src/content/docs/executor')
  .filter((file) => /\.mdx?$/.test(file))
  .map((file) => `/executor/${file.replace(/(index)?\.mdx?$/, '')}/`.replace(/\/+$/, '/'));
const reference = referencePages.map(({ slug }) => `/executor/api/${slug}/`);
const pages = [playground, ...docs, ...reference];
/** The pages of the reference are alike: one stands for all. */
const kinds = pages.filter((path) => !path.includes('/api/') || path.endsWith('/server/'));

const inChromium = describe.skipIf(!realParts.chromium.available);
inChromium('the executor library on the site', () => {
  const opened = new AsyncDisposableStack();
  let site: SiteInBrowser;
  beforeAll(async () => {
    const { dist } = opened.use(await ownSite());
    site = opened.use(await inBrowser(dist));
  });
  afterAll(() => opened.disposeAsync());

  const open = (...args: Parameters<SiteInBrowser['open']>) => site.open(...args);

  /** The page after the run that it is busy with. */
  async function settled(page: Page): Promise<Page> {
    await page.waitForFunction(() => {
      const root = document.querySelector('[data-playground]');
      const hasRun = root?.querySelector('[data-runs] tr') ?? null;
      return hasRun !== null && root?.getAttribute('aria-busy') === null;
    });
    return page;
  }

  const runs = (page: Page) => page.locator('[data-runs] tr');
  const figure = (page: Page, name: string) =>
    page.locator(`[data-figure="${name}"] dd`).innerText();

  test('begins with green threads that lose updates, and shows where they switched', async () => {
    const page = await settled(await open(playground));
    const [, counter = '', total = ''] =
      /^(\d+) of (\d+)$/.exec(await figure(page, 'counter')) ?? [];
    expect(total).toBe('24');
    expect(Number(counter)).toBeLessThan(24);
    expect(await page.locator('.drawing .lost').count()).toBeGreaterThan(0);
    expect(await page.locator('.drawing .switch.implicit').count()).toBe(48);
    expect(await page.locator('[data-verdict]').innerText()).toMatch(/are lost/);
    const line = page.locator('.results .snippet:visible .line.switched').first();
    expect(await line.innerText()).toMatch(/log\('reserving'\);\s*24 switches/);
    await page.close();
  });

  test('the same code as coroutines loses none', async () => {
    const page = await settled(await open(`${playground}?preset=coroutines-same-code`));
    expect(await figure(page, 'counter')).toBe('24 of 24');
    expect(await page.locator('.drawing .lost').count()).toBe(0);
    expect(await page.locator('.drawing .switch.explicit').count()).toBe(24);
    await page.close();
  });

  test('every preset runs at a press of Enter, with a bar for each message', async () => {
    const page = await settled(await open(playground));
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    for (const { id, title, mix } of presets.slice(1)) {
      const button = page.locator(`[data-preset="${id}"]`);
      await button.focus();
      await page.keyboard.press('Enter');
      await runs(page).first().getByRole('rowheader', { name: title, exact: true }).waitFor();
      await settled(page);
      expect(await button.getAttribute('aria-pressed')).toBe('true');
      const messages = Object.values(mix).reduce((sum, one) => sum + one, 0);
      expect(await page.locator('.drawing .rows > g').count()).toBe(messages);
      const bars = '.drawing .rows > g:has(.running, .waiting, .elsewhere)';
      expect(await page.locator(bars).count()).toBe(messages);
      expect(new URL(page.url()).search).toBe(`?preset=${id}`);
    }
    expect(errors).toEqual([]);
    await page.close();
  });

  test('what is computed in a worker is drawn as such', async () => {
    const page = await settled(await open(`${playground}?preset=cpu-bound-in-workers`));
    expect(await page.locator('.drawing .elsewhere').count()).toBe(6);
    await page.close();
  });

  test('a run that fails says why, and the next one runs', async () => {
    const page = await site.newPage();
    await page.addInitScript(() => {
      Object.assign(window, { Worker: undefined });
    });
    await page.goto(`${site.url}${playground}?preset=cpu-bound-in-workers`);
    await page.getByText(/The run failed: .*Worker/).waitFor();
    await page.locator('[data-preset="coroutines-same-code"]').click();
    await settled(page);
    expect(await figure(page, 'counter')).toBe('24 of 24');
    await page.close();
  });

  test('a setting is in the address, and the address brings it back', async () => {
    const page = await settled(await open(playground));
    await page.locator('[name=model][value=async]').check();
    await page.locator('[name=pool]').fill('3');
    await page.locator('[name=waiting]').fill('5');
    await page.locator('[name=reserving]').fill('4');
    await page.locator('[name=reservation]').selectOption('locked');
    await page.locator('.go').click();
    await settled(page);
    const address = page.url();
    expect(new URL(address).search).toBe(
      '?model=async&pool=3&quick=0&waiting=5&computing=0&reserving=4&reservation=locked',
    );
    expect(await page.locator('[data-link]').evaluate((a) => (a as HTMLAnchorElement).href)).toBe(
      address,
    );
    const again = await settled(await open(address.slice(site.url.length)));
    expect(await again.locator('[name=model][value=async]').isChecked()).toBe(true);
    expect(await again.locator('[name=pool]').inputValue()).toBe('3');
    expect(await again.locator('[name=waiting]').inputValue()).toBe('5');
    expect(await again.locator('[name=reservation]').inputValue()).toBe('locked');
    expect(await figure(again, 'counter')).toBe('4 of 4');
    await page.close();
    await again.close();
  });

  test('an address that is not understood says what, and the page runs all the same', async () => {
    const page = await settled(await open(`${playground}?pool=many&model=twisted`));
    const notice = await page.locator('[data-faults]').innerText();
    expect(notice).toContain('pool: expected a number from 1 to 64; got many');
    expect(notice).toContain('model: expected blocking, async, aiogreen, green, both, workers');
    expect(await runs(page).count()).toBe(1);
    await page.close();
  });

  test('without JavaScript two runs are shown as pictures, and what is missing is told', async () => {
    const page = await open(playground, { javaScriptEnabled: false });
    expect(await page.locator('.pair .timeline').count()).toBe(2);
    expect(await page.locator('.pair .bad .timeline .lost').count()).toBeGreaterThan(0);
    expect(await page.locator('.pair .good .counter strong').innerText()).toBe('24');
    expect(await page.locator('noscript p').innerText()).toMatch(
      /With JavaScript the page runs it here/,
    );
    expect(await page.locator('[data-playground]').isVisible()).toBe(false);
    await page.close();
  });

  test('nothing moves for who asked for less motion', async () => {
    const page = await settled(await open(playground, { reducedMotion: 'reduce' }));
    const name = await page
      .locator('.drawing .rows')
      .evaluate((rows) => getComputedStyle(rows).animationName);
    expect(name).toBe('none');
    await page.close();
  });

  test('a run that was seen does not move again for another width, nor on paper', async () => {
    const page = await settled(await open(playground));
    const moves = () =>
      page.locator('.drawing .rows').evaluate((rows) => getComputedStyle(rows).animationName);
    expect(await moves()).toBe('draw-rows');
    await page.emulateMedia({ media: 'print' });
    expect(await moves()).toBe('none');
    await page.emulateMedia({ media: 'screen' });
    await page.setViewportSize({ width: 700, height: 800 });
    await expect.poll(moves).toBe('none');
    await page.close();
  });

  test('the time line is there as a table too', async () => {
    const page = await settled(await open(playground));
    await page.getByText('The time line as a table').click();
    expect(await page.locator('[data-messages] tr').count()).toBe(24);
    expect(await page.locator('[data-messages]').innerText()).toMatch(/wrote over another update/);
    await page.close();
  });

  test.each(pages)('%s: every link of its own leads to a page, and to a heading', async (path) => {
    const page = await open(path);
    expect(await site.deadLinks(page, 'main')).toEqual([]);
    await page.close();
  });

  test.each(pages)('%s fits a narrow screen', async (path) => {
    const page = await open(path, { viewport: { width: 375, height: 800 } });
    if (path === playground) await settled(page);
    expect(await sidewaysBy(page)).toBeLessThanOrEqual(0);
    await page.close();
  });

  test.each(kinds.flatMap((path) => [[path, 'light'] as const, [path, 'dark'] as const]))(
    '%s in %s: axe finds nothing',
    async (path, colorScheme) => {
      const page = await open(path, { colorScheme, reducedMotion: 'reduce' });
      if (path === playground) await settled(page);
      // Code that scrolls can be focused once its script has seen that it scrolls.
      await page.waitForFunction(() =>
        [...document.querySelectorAll('pre')].every(
          (code) => code.scrollWidth <= code.clientWidth || code.tabIndex >= 0,
        ),
      );
      expect(await allFaults(page)).toEqual([]);
      await page.close();
    },
  );
});
