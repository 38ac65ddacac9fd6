import { describe, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import type { SiteInBrowser } from '../support/site-in-browser.ts';

/** The table of projects by stages: asked, walked, looked into, taken away as data. */
export function describeMatrix(site: () => SiteInBrowser): void {
  describe('the table of projects by stages', () => {
    const small = '/proposals/0002-async/matrix/';
    const wide = '/proposals/0005-wide/matrix/';
    const shown = (page: Page) =>
      page
        .locator('.matrix tbody tr:not([hidden])')
        .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['project'] ?? ''));
    const focused = (page: Page) =>
      page.evaluate(() => document.activeElement?.closest('td, th')?.id ?? '');

    test('each link’s name says which project and which stage it is', async () => {
      const page = await site().open(small);
      const name = await page.locator('#much-left--p2-removed a').ariaSnapshot();
      expect(name).toMatch(/link "much-left, Callbacks gone: not started 480 left/);
      const caption = await page.locator('.matrix caption').innerText();
      expect(caption).toMatch(/^Status of \d+ affected projects at \d+ stages$/);
      await page.close();
    });

    test('it is one stop of the tab key, and arrows go from cell to cell', async () => {
      const page = await site().open(small);
      const stops = page.locator('.matrix table :is(a, button):not([tabindex="-1"])');
      await expect.poll(() => stops.count()).toBe(1);
      await page.locator('#not-begun--p2-announced a').focus();
      await page.keyboard.press('ArrowRight');
      expect(await focused(page)).toBe('not-begun--p2-ready');
      await page.keyboard.press('End');
      expect(await focused(page)).toBe('not-begun--p2-tests');
      await page.keyboard.press('Home');
      await page.keyboard.press('ArrowRight');
      expect(await focused(page)).toBe('not-begun--p2-announced');
      const order = await shown(page);
      await page.keyboard.press('ArrowDown');
      const below = order[order.indexOf('not-begun') + 1] ?? '';
      expect(await focused(page)).toBe(`${below}--p2-announced`);
      expect(await stops.count()).toBe(1);
      await page.close();
    });

    test('a cell shows its evidence beside the table, and keeps its place', async () => {
      const page = await site().open(small);
      await page.locator('#not-begun--p2-removed a').focus();
      await page.keyboard.press('Enter');
      const panel = page.locator('dialog.evidence');
      await expect.poll(() => panel.isVisible()).toBe(true);
      expect(await panel.innerText()).toMatch(/calls that take a callback/);
      expect(new URL(page.url()).hash).toBe('#not-begun--p2-removed');
      expect(await panel.locator('[data-whole]').getAttribute('href')).toMatch(
        /\/projects\/not-begun\/#p2-removed$/,
      );
      await page.keyboard.press('Escape');
      await expect.poll(() => panel.isVisible()).toBe(false);
      await expect.poll(() => focused(page)).toBe('not-begun--p2-removed');
      await page.close();
    });

    test('order and filters stand in the address, and are said', async () => {
      const page = await site().open(`${small}?team=tools&order=name`);
      await expect
        .poll(() => page.locator('[data-said]').innerText())
        .toMatch(/^9 of 15 projects, by name\.$/);
      const names = await shown(page);
      expect(names).toEqual(names.toSorted());
      expect(names).toContain('much-left');
      expect(names).not.toContain('settled');
      await page.locator('select[name=team]').selectOption('');
      await page.locator('select[name=stage]').selectOption('reached:removed');
      await page.locator('select[name=order]').selectOption('');
      await expect.poll(() => page.url()).toContain('?stage=reached%3Aremoved');
      await expect.poll(() => shown(page)).toContain('by-absence');
      expect(await shown(page)).not.toContain('not-begun');
      await page.close();
    });

    test('who blocks others, who is late, who is stuck', async () => {
      const page = await site().open(`${small}?show=blocks&order=blocks`);
      await expect.poll(() => shown(page)).toEqual(['half-way']);
      await page.goto(`${site().url}${small}?show=late`);
      await expect.poll(() => shown(page)).toContain('not-begun');
      await page.goto(`${site().url}${wide}?show=stuck`);
      await expect.poll(() => page.locator('[data-said]').innerText()).toMatch(/^\d+ of 1\d\d /);
      await page.close();
    });

    test('what is shown is there as CSV and JSON', async () => {
      const page = await site().open(`${small}?team=web&order=name`);
      await expect.poll(() => page.locator('[data-said]').innerText()).toMatch(/by name/);
      const names = await shown(page);
      const save = async (kind: string) => {
        const saved = page.waitForEvent('download');
        await page.locator(`[data-export=${kind}]`).click();
        const download = await saved;
        const chunks: Buffer[] = [];
        for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
        return Buffer.concat(chunks).toString();
      };
      const lines = (await save('csv')).trim().split('\r\n');
      expect(lines[0]).toMatch(
        /^project,team,as of,stuck,first due,blocks,switched,switched left,/,
      );
      expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(names);
      const entries = JSON.parse(await save('json')) as { project: string }[];
      expect(entries.map(({ project }) => project)).toEqual(names);
      await page.close();
    });

    test('a stage of few projects is no column, but folded below the table', async () => {
      const page = await site().open(small);
      const folded = page.locator('#stage-switched');
      expect(await folded.evaluate((one) => one.tagName)).toBe('DETAILS');
      await page.close();
    });

    test('a project’s parts unfold below it, each with its status, and fold again', async () => {
      const page = await site().open('/proposals/0007-commands/matrix/');
      const button = page.getByRole('button', { name: 'Parts of parted' });
      await button.click();
      const parts = page.locator('.matrix tr.part');
      await expect.poll(() => parts.count()).toBe(4);
      const said = (await parts.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
      expect(said.toSorted()).toEqual([
        'api done',
        'cron not started',
        'web done',
        'worker not started',
      ]);
      expect(await page.locator('tr[data-project=parted] + tr.part').count()).toBe(1);
      expect(await button.getAttribute('aria-expanded')).toBe('true');
      await button.click();
      await expect.poll(() => parts.count()).toBe(0);
      await page.close();
    });

    test('it scrolls with the page alone, and its head stays below the site’s', async () => {
      const page = await site().open(small, { viewport: { width: 1280, height: 500 } });
      const scrolls = await page.locator('.matrix, .matrix *').evaluateAll(
        (all) =>
          all.filter((one) => {
            const { overflowX, overflowY } = getComputedStyle(one);
            const may = /auto|scroll/.test(`${overflowX} ${overflowY}`);
            return (
              may && (one.scrollHeight > one.clientHeight || one.scrollWidth > one.clientWidth)
            );
          }).length,
      );
      expect(scrolls).toBe(0);
      await page.locator('.matrix tbody tr').nth(8).scrollIntoViewIfNeeded();
      const head = page.locator('.matrix thead th').last();
      const siteHead = await page.locator('header').first().boundingBox();
      const box = await head.boundingBox();
      expect(box?.y).toBeCloseTo((siteHead?.y ?? 0) + (siteHead?.height ?? 0), -1);
      const isSeen = await head.evaluate((one) => {
        const { x, y } = one.getBoundingClientRect();
        return one.contains(document.elementFromPoint(x + 5, y + 5));
      });
      expect(isSeen).toBe(true);
      await page.close();
    });

    test('more projects than one page holds are paged, and asked for all at once', async () => {
      const page = await site().open(wide);
      const pages = Number(await page.locator('.matrix').getAttribute('data-pages'));
      expect(pages).toBeGreaterThan(1);
      expect((await shown(page)).length).toBeLessThan(120);
      await page.locator('select[name=order]').selectOption('name');
      await expect.poll(async () => (await shown(page)).length).toBe(120);
      const names = await shown(page);
      expect(names).toEqual(names.toSorted());
      await page.close();
    });

    test('on a phone it is a list that names each stage', async () => {
      const page = await site().open(small, { viewport: { width: 390, height: 800 } });
      const cell = page.locator('#much-left--p2-removed');
      await cell.scrollIntoViewIfNeeded();
      const words = await cell.locator('i').first().boundingBox();
      expect(words?.width).toBeGreaterThan(60);
      const frame = page.locator('.matrix .frame');
      expect(await frame.evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true);
      await page.close();
    });

    test('on a phone a project is laid out as it comes into sight, and what is asked of it before lies over no other', async () => {
      const page = await site().open(wide, { viewport: { width: 390, height: 800 } });
      const isDrawn = (one: Locator) =>
        one.evaluate((link) => link.checkVisibility({ contentVisibilityAuto: true }));
      const links = page.locator('.matrix tbody td a');
      expect(await isDrawn(links.last())).toBe(false);
      const apart = await page.locator('.matrix tbody tr').evaluateAll((rows) =>
        rows.every((row) => {
          const end = row.querySelector('td:last-of-type a')?.getBoundingClientRect().bottom;
          return end !== undefined && end <= row.getBoundingClientRect().bottom;
        }),
      );
      expect(apart).toBe(true);
      await links.last().scrollIntoViewIfNeeded();
      await expect.poll(() => isDrawn(links.last())).toBe(true);
      await page.close();
    });
  });
}
