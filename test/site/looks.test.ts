import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settled, withLetters } from '../../scripts/lib/looks/modes.ts';
import { browser } from '../support/site.ts';
import { realParts } from '../support/real-parts.ts';
import { inBrowser, type SiteInBrowser } from '../support/site-in-browser.ts';
import { fixtureSite, type FixtureSite } from './fixture/fixture-site.ts';

/**
 * What the main pages look like, held against pictures that were looked at. They are made anew by
 * CROSSPLAN_LOOKS=update, and looked at before they are committed.
 */
const references = 'test/site/looks';
const isUpdate = process.env['CROSSPLAN_LOOKS'] === 'update';

/** The pages that say nothing of the day on which they were built. */
const pages = {
  blueprint: '/proposals/0002-async/',
  matrix: '/proposals/0002-async/matrix/',
  reviews: '/proposals/0002-async/reviews/',
  project: '/projects/half-way/',
  guide: '/guide/reading-a-status/',
};
const screens = {
  'wide-light': { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  'narrow-dark': { viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
} as const;

/** Each version of the browser draws letters and lines in its own way. */
async function browserVersion(): Promise<string> {
  const chromium = await browser();
  const version = `Chromium ${chromium.version()}`;
  await chromium.close();
  return version;
}

const made = existsSync(join(references, 'browser.txt'))
  ? (await readFile(join(references, 'browser.txt'), 'utf8')).trim()
  : 'none';
const here = realParts.chromium.available ? await browserVersion() : 'none';
const isComparable = realParts.chromium.available && realParts.git.available;

/** Share of pixels that may differ: less than a word of text; in another browser, all edges of letters. */
const mostDiffering = here === made ? 0.0005 : 0.03;

describe.skipIf(!isComparable)(
  `what the main pages look like (pictures of ${made}, here ${here})`,
  { timeout: 600_000 },
  () => {
    const opened = new AsyncDisposableStack();
    let fixture: FixtureSite;
    let site: SiteInBrowser;
    beforeAll(async () => {
      fixture = opened.use(await fixtureSite());
      site = opened.use(await inBrowser(fixture.dist));
      if (!isUpdate) return;
      await mkdir(references, { recursive: true });
      await writeFile(join(references, 'browser.txt'), `${here}\n`);
    });
    afterAll(() => opened.disposeAsync());

    const all = Object.entries(pages).flatMap(([name, path]) =>
      Object.entries(screens).map(([screen, options]) => ({ name, path, screen, options })),
    );
    test.each(all)('$name, $screen, is as it was', async ({ name, path, screen, options }) => {
      const page = await site.newPage({ ...options, reducedMotion: 'reduce' });
      await withLetters(page);
      await page.clock.setFixedTime(new Date('2026-04-10T12:00:00Z'));
      await page.goto(site.url + path);
      await settled(page);
      // Navigation changes with every blueprint: what a page itself says is compared.
      const main = await page.locator('main').boundingBox();
      const { viewport } = options;
      const [x, y] = [Math.ceil(main?.x ?? 0), Math.ceil(main?.y ?? 0)];
      const shown = Math.min(viewport.width - x, Math.floor(main?.width ?? 0));
      const clip = { x, y, width: shown, height: viewport.height - y };
      const bytes = await page.screenshot({ caret: 'hide', animations: 'disabled', clip });
      await page.close();
      const file = join(references, `${name}-${screen}.png`);
      if (isUpdate) return writeFile(file, bytes);
      const [before, now] = [PNG.sync.read(await readFile(file)), PNG.sync.read(bytes)];
      const { width, height } = before;
      expect({ width: now.width, height: now.height }).toEqual({ width, height });
      const diff = new PNG({ width, height });
      const differing = pixelmatch(before.data, now.data, diff.data, width, height, {
        threshold: 0.15,
      });
      if (differing > mostDiffering * width * height) {
        await mkdir('.looks', { recursive: true });
        await writeFile(join('.looks', `now-${name}-${screen}.png`), bytes);
        await writeFile(join('.looks', `differs-${name}-${screen}.png`), PNG.sync.write(diff));
      }
      expect(differing, `.looks/differs-${name}-${screen}.png shows where`).toBeLessThanOrEqual(
        mostDiffering * width * height,
      );
    });
  },
);
