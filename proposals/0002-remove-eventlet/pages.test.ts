import { expect, test } from 'vitest';
import { describeOwnPages } from '../../test/support/own-pages.ts';

const blueprint = '/proposals/0002-remove-eventlet/';
const pages = [
  ...['/', blueprint, `${blueprint}matrix/`, `${blueprint}reviews/`],
  ...['/projects/nova/', '/projects/octavia/', '/projects/swift/'],
];

describeOwnPages('the pages of blueprint 2, in a browser', pages, (site) => {
  test('a cell of swift leads to its evidence, line by line at a commit of opendev', async () => {
    const page = await site().open(`${blueprint}matrix/`, { javaScriptEnabled: false });
    await page.locator('#swift--p2-removed a').click();
    expect(page.url()).toBe(`${site().url}/projects/swift/#p2-removed`);
    const article = page.locator('#p2-removed');
    expect(await article.innerText()).toMatch(/imports of eventlet/);
    expect(await article.locator('a.line').first().getAttribute('href')).toMatch(
      /^https:\/\/opendev\.org\/openstack\/swift\/src\/commit\/[0-9a-f]{40}\/.+#L\d+$/,
    );
    await page.close();
  });
});
