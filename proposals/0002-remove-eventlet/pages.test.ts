import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { describeOwnPages } from '../../test/support/own-pages.ts';

const blueprint = '/proposals/0002-remove-eventlet/';
const pages = [
  ...['/', blueprint, `${blueprint}matrix/`, `${blueprint}reviews/`, `${blueprint}reviews/2/`],
  ...['/projects/', '/projects/nova/', '/projects/octavia/', '/projects/swift/', '/teams/nova/'],
  ...['/changes/', '/stale/', '/concerns/'],
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

  test('all that a first visit to the blueprint takes is under 100 KB over the wire, its scripts under 20 KB', async () => {
    const page = await site().newPage();
    const answers: Promise<{ kind: string; body: Buffer }>[] = [];
    page.on('response', (answer) => {
      const kind = answer.request().resourceType();
      // Where no server keeps comments, what asks for them is told so in a line.
      if (answer.ok()) answers.push(answer.body().then((body) => ({ kind, body })));
    });
    await page.goto(site().url + blueprint);
    await page.waitForLoadState('networkidle');
    const loaded = await Promise.all(answers);
    const sum = (all: number[]) => all.reduce((a, b) => a + b, 0);
    const wire = sum(
      // Letters are compressed already.
      loaded.map(({ kind, body }) => (kind === 'font' ? body : brotliCompressSync(body)).length),
    );
    expect(wire).toBeGreaterThan(40_000);
    expect(wire).toBeLessThan(100_000);
    const scripts = loaded.filter(({ kind }) => kind === 'script');
    expect(scripts.length).toBeGreaterThan(1);
    expect(sum(scripts.map(({ body }) => gzipSync(body).length))).toBeLessThan(20_000);
    await page.close();
  });
});
