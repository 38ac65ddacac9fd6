import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SiteInBrowser } from '../support/site-in-browser.ts';

/** The policy that each page bears, and the one that a host is told to send: a browser enforces both. */
export function describeStrictPolicy(site: () => SiteInBrowser, dist: () => string): void {
  describe('the Content-Security-Policy', () => {
    test('lets in no script and no style that the build did not write', async () => {
      const { page } = await site().watch('/proposals/0002-async/matrix/');
      await expect(page.addScriptTag({ content: 'window.ran = 1' })).rejects.toThrow(
        /Content Security Policy/,
      );
      await page.evaluate(() => {
        document.body.insertAdjacentHTML(
          'beforeend',
          '<p id="foreign" style="color: rgb(1, 2, 3)" onclick="window.ran = 1">x</p>',
        );
        document.getElementById('foreign')?.click();
      });
      const foreign = page.locator('#foreign');
      expect(await foreign.evaluate((one) => getComputedStyle(one).color)).not.toBe('rgb(1, 2, 3)');
      expect(await page.evaluate(() => 'ran' in window)).toBe(false);
      await page.close();
    });

    test('as a host’s header, it lets every kind of page work', async () => {
      const text = await readFile(join(dist(), '_headers'), 'utf8');
      const policy = /Content-Security-Policy: (.*)/.exec(text)?.[1] ?? '';
      expect(policy).toMatch(/^default-src 'none'; .*; frame-ancestors 'none'$/);
      expect(policy).not.toContain("'unsafe-inline'");
      for (const path of [
        ...['/', '/proposals/0002-async/', '/proposals/0002-async/reviews/'],
        ...['/executor/playground/', '/guide/hosting/'],
      ]) {
        const page = await site().newPage();
        const errors: string[] = [];
        page.on('console', (message) => {
          if (message.type() === 'error') errors.push(message.text());
        });
        await page.route('**/*', async (route) => {
          const answer = await route.fetch();
          const headers = { ...answer.headers(), 'content-security-policy': policy };
          await route.fulfill({ response: answer, headers });
        });
        await page.goto(site().url + path);
        expect([path, errors]).toEqual([path, []]);
        await page.close();
      }
    });
  });
}
