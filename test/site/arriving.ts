import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { drawn, shiftsOf, watchShiftsFromStart } from '../support/layout-shifts.ts';
import type { SiteInBrowser } from '../support/site-in-browser.ts';

const kinds = [
  '',
  'proposals/0002-async',
  'proposals/0002-async/matrix',
  'proposals/0005-wide/matrix',
  'proposals/0002-async/reviews',
  'projects/half-way',
  'projects/settled',
  'teams/web',
  'changes',
  'concerns',
  'executor/playground',
  'guide/writing-a-blueprint',
];
const widths = [1440, 390];
/** So many times more of a page is drawn than was there before. */
const pieceCount = 10;

/** A page in pieces that end before a tag: what stands before the sidebar's list, that, and the text in more. */
function pieces(html: string): string[] {
  const sidebar = html.indexOf('<ul class="top-level');
  const text = html.indexOf('<div class="main-pane');
  const cuts = Array.from({ length: pieceCount }, (_, i) =>
    html.indexOf('<', text + Math.round((i * (html.length - text)) / pieceCount)),
  ).filter((cut) => cut > 0);
  return [0, sidebar, ...cuts].map((cut, i, all) => html.slice(cut, all[i + 1]));
}

/** A page over a slow network: what of it is drawn first stays where it is. */
export function describeArriving(site: () => SiteInBrowser, dist: () => string): void {
  describe('a page that arrives in pieces', () => {
    test.each(kinds.flatMap((path) => widths.map((width) => [path, width] as const)))(
      '/%s at %i pixels: what is drawn stays where it is, until the last script and letter have come',
      async (path, width) => {
        const [first = '', ...others] = pieces(
          await readFile(join(dist(), path, 'index.html'), 'utf8'),
        );
        expect(others.length).toBeGreaterThan(pieceCount / 2);
        const { promise: isWhole, resolve: whole } = Promise.withResolvers<undefined>();
        let send: (text: string) => void = () => undefined;
        let end: () => void = () => undefined;
        const server = createServer((_request, response) => {
          response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
          response.write(first);
          send = (text) => response.write(text);
          end = () => response.end();
        });
        await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
        const address = server.address();
        const port = typeof address === 'object' && address !== null ? address.port : 0;
        const own = `http://127.0.0.1:${port}/${path === '' ? '' : `${path}/`}`;
        const page = await site().newPage({ viewport: { width, height: 900 } });
        try {
          await watchShiftsFromStart(page);
          // All else comes from the site itself, the letters last.
          await page.route('**/*', async (route) => {
            const url = route.request().url();
            if (url === own) return route.continue();
            if (url.endsWith('.woff2')) await isWhole;
            return route.continue({ url: site().url + new URL(url).pathname });
          });
          await page.goto(own, { waitUntil: 'commit' });
          for (const piece of others) {
            await drawn(page);
            send(piece);
          }
          end();
          await page.waitForLoadState('domcontentloaded');
          await drawn(page);
          whole(undefined);
          await page.waitForLoadState('networkidle');
          expect(await page.locator('main').isVisible()).toBe(true);
          expect(await shiftsOf(page)).toEqual([]);
        } finally {
          whole(undefined);
          await page.unrouteAll({ behavior: 'ignoreErrors' });
          await page.close();
          server.closeAllConnections();
          await new Promise((closed) => server.close(closed));
        }
      },
    );
  });
}
