import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { SiteInBrowser } from '../support/site-in-browser.ts';

/** A page over a slow network: what of it is drawn first stays where it is. */
export function describeArriving(site: () => SiteInBrowser, dist: () => string): void {
  describe('a page that arrives in pieces', () => {
    test.each(['proposals/0002-async', 'projects/half-way', 'guide/writing-a-blueprint'])(
      'the column beside the text of %s is at its place before the text is there',
      async (path) => {
        const html = await readFile(join(dist(), path, 'index.html'), 'utf8');
        const text = html.indexOf('<div class="main-pane');
        expect(text).toBeGreaterThan(0);
        const { promise: isLooked, resolve: looked } = Promise.withResolvers<undefined>();
        const server = createServer((_request, response) => {
          response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
          response.write(html.slice(0, text));
          void isLooked.then(() => response.end(html.slice(text)));
        });
        await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
        const address = server.address();
        const port = typeof address === 'object' && address !== null ? address.port : 0;
        const page = await site().newPage({ viewport: { width: 1440, height: 900 } });
        try {
          // All else comes from the site itself; only the page's own text is slow.
          await page.route(/\/_astro\/|\.css$|\.woff2$/, async (route) => {
            await route.continue({ url: site().url + new URL(route.request().url()).pathname });
          });
          await page.goto(`http://127.0.0.1:${port}/${path}/`, { waitUntil: 'commit' });
          const before = await placeOfColumn(page);
          looked(undefined);
          await page.locator('.main-pane').waitFor();
          await page.waitForLoadState('load');
          expect(await placeOfColumn(page)).toBe(before);
          expect(before).toBeGreaterThan(1000);
        } finally {
          looked(undefined);
          await page.close();
          server.closeAllConnections();
          await new Promise((closed) => server.close(closed));
        }
      },
    );
  });
}

/** Where it begins from the left, in pixels, once it is drawn. */
async function placeOfColumn(page: Page): Promise<number | undefined> {
  const column = page.locator('.right-sidebar');
  await column.waitFor();
  return (await column.boundingBox())?.x;
}
