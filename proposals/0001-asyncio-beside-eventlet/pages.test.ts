import { expect, test } from 'vitest';
import { describeOwnPages } from '../../test/support/own-pages.ts';

const blueprint = '/proposals/0001-asyncio-beside-eventlet/';

// Which of its revisions have a page depends on how far the history of a checkout reaches.
const pages = [blueprint];

describeOwnPages('the pages of blueprint 1, in a browser', pages, (site) => {
  test('a review of 2014 is cited where it is read today, with the stage that it advanced', async () => {
    const page = await site().open(blueprint);
    const link = page.locator('a.review-link[href*="136652"]').first();
    expect(await link.getAttribute('href')).toMatch(/^https:\/\/review\.opendev\.org\//);
    expect(await link.getAttribute('title')).toMatch(/stage: /);
    await page.close();
  });

  test('leads to the blueprint that took its place', async () => {
    const page = await site().open(blueprint);
    await page.locator('.text-banner a').click();
    await page.waitForURL('**/proposals/0002-remove-eventlet/');
    await page.close();
  });
});
