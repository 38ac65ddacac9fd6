import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { shiftsOf, watchShifts } from '../../support/layout-shifts.ts';
import { pagePath } from './discussed-site.ts';
import type { Readers } from './readers.ts';

const kib = 1024;

/** Addresses of the scripts that a page loads from now on, and their bytes as they are sent, in gzip. */
function watchScripts(page: Page): () => Promise<Map<string, number>> {
  const answers: Promise<[string, number]>[] = [];
  page.on('response', (answer) => {
    if (answer.request().resourceType() !== 'script') return;
    answers.push(answer.body().then((body) => [answer.url(), gzipSync(body).length]));
  });
  return async () => new Map(await Promise.all(answers));
}

/** What comments cost who reads a page; a passage of a discussion was edited already. */
export function describeWeight(readers: () => Readers): void {
  test('reading takes at most 12 KiB of script, writing 25 KiB, all of it from here', async () => {
    await using ada = await readers().come();
    const { page } = ada;
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    const scripts = watchScripts(page);
    await ada.go('/guide/commenting/');
    await page.waitForLoadState('networkidle');
    const ofEveryPage = new Set((await scripts()).keys());
    const ofComments = async () =>
      [...(await scripts())]
        .filter(([url]) => !ofEveryPage.has(url))
        .reduce((sum, [, bytes]) => sum + bytes, 0);
    await ada.read();
    await ada.mark('Each project').click();
    await ada.cards.getByText('What changed').click();
    await ada.cards.locator('.passage-diff').waitFor();
    const toRead = await ofComments();
    expect(toRead).toBeGreaterThan(4 * kib);
    expect(toRead).toBeLessThanOrEqual(12 * kib);
    expect([...hosts]).toEqual([new URL(page.url()).host]);

    await ada.signIn('wes');
    await ada.comment('Libraries and services', 'Which of them?');
    const toWrite = await ofComments();
    expect(toWrite).toBeGreaterThan(toRead);
    expect(toWrite).toBeLessThanOrEqual(25 * kib);
  });

  test.each([
    ['wide', 1440],
    ['on a phone', 390],
  ])('nothing of the text moves when discussions come, %s', async (_, width) => {
    await using ada = await readers().come({ viewport: { width, height: 844 } });
    // A font that comes late moves what it writes, with comments or without.
    await ada.page.route('**/*.woff2', (route) => route.abort());
    // The page itself is whole and drawn before the first answer about discussions comes.
    const { promise: drawn, resolve: isDrawn } = Promise.withResolvers<undefined>();
    await ada.page.route('**/comments/session', async (route) => {
      await drawn;
      await route.continue();
    });
    await ada.go(pagePath);
    await watchShifts(ada.page);
    expect(await shiftsOf(ada.page)).toEqual([]);
    isDrawn(undefined);
    await ada.bar.getByText(/^(No discussion yet|\d+ discussion)/).waitFor();
    await ada.page.waitForLoadState('networkidle');
    expect(await shiftsOf(ada.page)).toEqual([]);
  });
}
