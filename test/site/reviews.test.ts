import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { snapshotSchema } from '../../src/review/snapshot.ts';
import { allFaults } from '../support/accessibility.ts';
import { temporaryFolder, writeFiles, writtenTemplate } from '../support/proposals.ts';
import { realParts } from '../support/real-parts.ts';
import { generatedReviews, nastyTitle, rightToLeftTitle } from '../support/reviews.ts';
import { build, projectWith, runIn } from '../support/site.ts';
import { inBrowser, type SiteInBrowser } from '../support/site-in-browser.ts';

const projects = `reviewSystems:
  - { kind: gerrit, host: review.example.org }
  - { kind: github, host: github.com }
teams: { web: { name: Web } }
projects:
  alpha: { team: web, repository: https://example.org/web/alpha }
  beta: { team: web, repository: https://example.org/web/beta }
`;
const count = 120;
/** More than fit on four pages. */
const countOfMany = 620;
/** Cited in the first one by its number alone; the data knows which it is, and that it was undone. */
const reverted = 'https://review.example.org/900002';
/** Cited in the second blueprint, which no run has ever looked at. */
const cited = 'https://review.example.org/c/web/alpha/+/4711';

const inChromium = describe.skipIf(!realParts.chromium.available);
inChromium('the reviews page in a real browser', () => {
  const opened = new AsyncDisposableStack();
  let site: SiteInBrowser;
  let html: string;
  let dist: string;
  let project: string;
  const page1 = '/proposals/0001-async/reviews/';
  const page3 = '/proposals/0003-many/reviews/';
  const page2 = '/proposals/0002-cited/reviews/';

  beforeAll(async () => {
    const own = await temporaryFolder();
    const { index: template, probes } = await writtenTemplate();
    const reviews = generatedReviews({
      count,
      stages: ['ready', 'removed'],
      repositories: ['web/alpha', 'web/beta', 'elsewhere/tool'],
      newest: '2026-06-30',
    });
    expect(() => snapshotSchema.parse(JSON.parse(reviews))).not.toThrow();
    await writeFiles(own, { 'projects.yaml': projects });
    for (const name of ['0001-async', '0002-cited', '0003-many']) {
      await writeFiles(join(own, name), { 'index.md': template, 'probes.yaml': probes });
    }
    await writeFile(join(own, '0001-async', 'reviews.json'), reviews);
    const many = generatedReviews({
      count: countOfMany,
      stages: ['ready', 'removed'],
      repositories: ['web/alpha', 'web/beta', 'elsewhere/tool'],
      newest: '2026-06-30',
    });
    await writeFile(join(own, '0003-many', 'reviews.json'), many);
    const { links } = snapshotSchema.parse(JSON.parse(reviews));
    const stage = links.find(({ review }) => review.endsWith('~900002'))?.stage ?? '';
    const cite = (at: string, address: string) => {
      const text = template.replace(`### Stage: ${at}\n`, (head) => `${head}\nSee ${address}.\n`);
      expect(text).toContain(address);
      return text;
    };
    await writeFile(join(own, '0001-async', 'index.md'), cite(stage, reverted));
    await writeFile(join(own, '0002-cited', 'index.md'), cite('ready', cited));
    project = await projectWith(own);
    dist = await build(project);
    html = await readFile(join(dist, page1, 'index.html'), 'utf8');
    site = opened.use(await inBrowser(dist));
  });
  afterAll(async () => {
    await opened.disposeAsync();
    await rm(project, { recursive: true, force: true });
  });

  const open = (...args: Parameters<SiteInBrowser['open']>) => site.open(...args);
  const rowsOf = (page: Page) => page.locator('.review-table tbody tr:not(.stage):visible');
  const search = (page: Page) => new URL(page.url()).search;
  /** The filter has been applied, and every row that it leaves is in the table. */
  const settled = async (page: Page) => {
    await page.locator('.review-table table:not([aria-busy])').waitFor();
    return rowsOf(page).count();
  };
  const cells = async (page: Page, column: number) => {
    await settled(page);
    // What is out of sight is not laid out and has no inner text.
    const found = await rowsOf(page).locator(`> :nth-child(${column})`).allTextContents();
    return found.map((text) => text.trim());
  };

  test('a filter in the address is what the table shows and the form says', async () => {
    const page = await open(`${page1}?project=alpha&state=open,merged&stage=ready`);
    const found = await settled(page);
    expect(found).toBeGreaterThan(0);
    expect(found).toBeLessThan(count);
    expect(new Set(await cells(page, 3))).toEqual(new Set(['alpha']));
    expect([...new Set(await cells(page, 2))].sort()).toEqual(['merged', 'open']);
    expect(await page.getByRole('combobox', { name: 'Project' }).inputValue()).toBe('alpha');
    expect(await page.getByRole('combobox', { name: 'Stage' }).inputValue()).toBe('ready');
    expect(await page.getByRole('checkbox', { name: 'merged' }).isChecked()).toBe(true);
    expect(await page.getByRole('checkbox', { name: 'abandoned' }).isChecked()).toBe(false);
    expect(await page.locator('[data-count]').innerText()).toBe(`${found} of ${count} reviews`);
    expect(await page.locator('#stage-removed').isVisible()).toBe(false);
  });

  test('the form writes the address, and steps back and forward undo and redo it', async () => {
    const page = await open(page1);
    expect(await settled(page)).toBe(count);
    await page.getByRole('combobox', { name: 'Project' }).selectOption('beta');
    const ofBeta = await settled(page);
    expect(search(page)).toBe('?project=beta');
    await page.locator('.review-table fieldset label', { hasText: 'merged' }).click();
    expect(search(page)).toBe('?project=beta&state=merged');
    const merged = await settled(page);
    expect(merged).toBeLessThan(ofBeta);
    await page.goBack();
    expect(search(page)).toBe('?project=beta');
    expect(await settled(page)).toBe(ofBeta);
    await page.goBack();
    expect(search(page)).toBe('');
    expect(await settled(page)).toBe(count);
    expect(await page.getByRole('combobox', { name: 'Project' }).inputValue()).toBe('');
    await page.goForward();
    await page.goForward();
    expect(await settled(page)).toBe(merged);
  });

  test('a word is one step back, however many keys it took', async () => {
    const page = await open(`${page1}?state=open`);
    const before = await settled(page);
    await page.getByRole('searchbox', { name: 'Words' }).pressSequentially('beta pools');
    await page.waitForURL('**/?state=open&q=beta+pools');
    expect(await settled(page)).toBeLessThan(before);
    for (const title of await cells(page, 1)) expect(title).toMatch(/pools in beta/);
    await page.goBack();
    expect(search(page)).toBe('?state=open');
    expect(await settled(page)).toBe(before);
  });

  test('a search that finds nothing says so and offers the way out', async () => {
    const page = await open(`${page1}?q=nowhere&sort=-size`);
    expect(await settled(page)).toBe(0);
    const none = page.locator('.review-table .none');
    expect(await none.innerText()).toMatch(/No review is like that/);
    await none.getByRole('button').click();
    expect(await settled(page)).toBe(count);
    expect(search(page)).toBe('?sort=-size');
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('name'));
    expect(focused).toBe('q');
  });

  test('an owner, an age and a project that are in no list still are what is asked for', async () => {
    const page = await open(`${page1}?owner=Nobody&age=over-12`);
    expect(await settled(page)).toBe(0);
    expect(await page.getByRole('combobox', { name: 'Owner' }).inputValue()).toBe('Nobody');
    expect(await page.getByRole('combobox', { name: 'Age', exact: true }).inputValue()).toBe(
      'over-12',
    );
  });

  test('heads sort by keyboard alone, say which way, and keep the focus', async () => {
    const page = await open(page1);
    const head = page.getByRole('columnheader', { name: 'Changed' });
    await head.getByRole('button').focus();
    await page.keyboard.press('Enter');
    expect(await head.getAttribute('aria-sort')).toBe('descending');
    expect(search(page)).toBe('?sort=-changed');
    const moments = async () => {
      await settled(page);
      return rowsOf(page)
        .locator('time')
        .evaluateAll((all) => all.map((time) => (time as HTMLTimeElement).dateTime));
    };
    const newest = await moments();
    expect(newest).toEqual([...newest].sort().reverse());
    await page.keyboard.press('Space');
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    expect(await moments()).toEqual([...newest].sort());
    const stage = page.getByRole('columnheader', { name: 'Stage' }).getByRole('button');
    await stage.press('Enter');
    expect(search(page)).toBe('');
    expect(await page.locator('th[aria-sort]:visible').count()).toBe(0);
    expect(await rowsOf(page).count()).toBe(count);
  });

  test('every control is reached by the tab key, and the boxes by the space bar', async () => {
    const page = await open(page1);
    await page.getByRole('searchbox', { name: 'Words' }).focus();
    const seen: string[] = [];
    for (let i = 0; i < 20; i++) {
      await page.keyboard.press('Tab');
      const name = await page.evaluate(() => {
        const focused = document.activeElement;
        return focused instanceof HTMLInputElement || focused instanceof HTMLSelectElement
          ? `${focused.name} ${focused.value}`.trim()
          : (focused?.textContent ?? '').trim();
      });
      seen.push(name);
      if (name === 'state abandoned') await page.keyboard.press('Space');
    }
    expect(seen).toEqual(
      expect.arrayContaining([
        'stage',
        'project',
        'owner',
        'age',
        'ask',
        'state abandoned',
        'Owner',
      ]),
    );
    expect(search(page)).toBe('?state=abandoned');
    expect(new Set(await cells(page, 2))).toEqual(new Set(['abandoned']));
  });

  test('each question counts, lists and leads to its rows in the table', async () => {
    const page = await open(page1);
    const waiting = page.getByRole('region', { name: /^Waiting for review/ });
    const said = Number(/\d+$/.exec(await waiting.getByRole('heading').innerText())?.[0]);
    await waiting.getByRole('link', { name: /in the table/ }).click();
    expect(search(page)).toBe('?ask=review');
    expect(await settled(page)).toBe(said);
    expect(new Set(await cells(page, 2))).toEqual(new Set(['open']));
    const undone = page.getByRole('region', { name: /^Merged but reverted/ });
    expect(await undone.getByRole('listitem').count()).toBe(1);
    expect(await undone.innerText()).toMatch(/taken back by [\w/]+ 900003/);
  });

  test('a suggestion comes with the command that confirms it', async () => {
    const page = await open(page1);
    const confirm = page.getByRole('region', { name: /^Suggested, please confirm/ });
    expect(await confirm.locator('code[data-copy]').first().innerText()).toMatch(
      /^npm run link -- confirm --proposal 1 --stage (ready|removed) https:\/\/(review\.example\.org|github\.com)\//,
    );
    await confirm.getByRole('button', { name: /^Copy/ }).first().click();
    await confirm.getByText(/^(Copied|Selected)$/).waitFor();
    const command = await confirm.locator('code[data-copy]').first().innerText();
    await runIn(project, 'sh', ['-c', command.replace('npm run link --', 'node scripts/link.ts')]);
    const decided = await readFile(join(project, 'proposals/0001-async/links.yaml'), 'utf8');
    expect(decided).toMatch(/decision: confirmed/);
  });

  test('a source that fails says since when and why', async () => {
    const page = await open(page1);
    const sources = page.getByRole('list', { name: 'Where this was read' });
    expect(await sources.innerText()).toMatch(
      /GitHub github\.com: as of 30 Jun 2026 · failing since 30 Jun 2026 \(403: the limit/,
    );
    const ages = await sources
      .locator('time')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one, '::after').content));
    expect(ages.length).toBeGreaterThan(1);
    for (const age of ages) expect(age).toMatch(/^", (?:today|\d+ days? ago)"$/);
  });

  test('titles of strangers are shown as they are and do nothing', async () => {
    expect(html).not.toContain('<script>document.title');
    const page = await open(page1);
    expect(await page.title()).toMatch(/Crossplan$/);
    const titles = await page.locator('.review-table tbody th > a > bdi').allTextContents();
    expect(titles).toContain(nastyTitle);
    expect(titles).toContain(rightToLeftTitle);
    expect(await page.locator('.review-table :is(img, b)').count()).toBe(0);
    // Isolated: the number beside a title that runs to the left still stands to its right.
    const row = rowsOf(page).filter({ hasText: rightToLeftTitle }).first();
    const order = await row.evaluate((element) => {
      const end = (selector: string) =>
        element.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
      return end('i').left >= end('bdi').right || end('i').top > end('bdi').top;
    });
    expect(order).toBe(true);
  });

  test('many reviews stand on pages of less than 300 KB, each row once, the first with the questions', async () => {
    const folder = join(dist, 'proposals/0003-many/reviews');
    const numbers = (await readdir(folder)).filter((name) => /^\d+$/.test(name)).sort();
    expect(numbers).toEqual(['2', '3', '4', '5']);
    const pages = ['', ...numbers].map((name) => join(folder, name, 'index.html'));
    for (const path of pages) expect((await stat(path)).size).toBeLessThan(300_000);
    const seen: (string | null)[] = [];
    const page = await open(page3, { javaScriptEnabled: false });
    for (;;) {
      const links = page.locator('.review-table tbody th > a');
      seen.push(...(await links.evaluateAll((all) => all.map((a) => a.getAttribute('href')))));
      const next = page.getByRole('link', { name: 'Next' }).first();
      if ((await next.count()) === 0) break;
      await next.click();
      await page.waitForLoadState();
    }
    const ids = seen.filter((href) => href?.startsWith('https:') === true);
    expect(ids).toHaveLength(countOfMany);
    expect(new Set(ids).size).toBe(countOfMany);
  });

  test('a filter reaches the reviews of every page, and goes back to the one page', async () => {
    const page = await open(`${page3}?project=alpha&sort=turn`);
    const found = await settled(page);
    expect(await page.locator('[data-count]').innerText()).toBe(
      `${found} of ${countOfMany} reviews`,
    );
    expect(found).toBeGreaterThan(150);
    expect(new Set(await cells(page, 3))).toEqual(new Set(['alpha']));
    const ranks = await rowsOf(page).evaluateAll((rows) =>
      rows.map((row) => Number((row as HTMLElement).dataset['t'] ?? 99)),
    );
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(await page.locator('.pager:visible').count()).toBe(0);
    const plain = await open(page3);
    await plain.getByRole('combobox', { name: 'Project' }).selectOption('beta');
    await settled(plain);
    await plain.goBack();
    expect(await settled(plain)).toBe(125);
    expect(await plain.locator('.pager:visible').count()).toBe(2);
  });

  test('a filter reads a piece of data in the place of the other pages, and no page', async () => {
    const page = await site.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${site.url}${page3}?state=open`);
    expect(await settled(page)).toBeGreaterThan(50);
    expect(asked.filter((path) => path.startsWith(page3))).toEqual([page3, `${page3}rows/1.json`]);
    expect((await stat(join(dist, page3, 'rows/1.json'))).size).toBeLessThan(120_000);
    const fails = await site.newPage();
    await fails.route('**/rows/*.json', (route) => route.abort());
    await fails.goto(`${site.url}${page3}?state=open`);
    await fails.getByText('The other pages could not be read; try again').waitFor();
  });

  test('a row that the filter draws is the row that its page has', async () => {
    /** What each row is made of, whatever stands between: white space, roles and ages come and go. */
    const shapes = (page: Page) =>
      page.locator('.review-table tbody tr:not(.stage)').evaluateAll((rows) =>
        rows.map((row) => {
          for (const age of row.querySelectorAll('time > small')) age.remove();
          const all = [row, ...row.querySelectorAll('*')].map((element) => {
            const attributes = [...element.attributes].filter(({ name }) => name !== 'role');
            const said = attributes.map(({ name, value }) => `${name}=${value.trim()}`).sort();
            return `${element.localName} ${said.join()} ${element.textContent.replace(/\s/g, '')}`;
          });
          return all.join('\n');
        }),
      );
    const written: string[] = [];
    for (const path of [page3, ...[2, 3, 4, 5].map((n) => `${page3}${n}/`)]) {
      const page = await open(path, { javaScriptEnabled: false });
      written.push(...(await shapes(page)));
    }
    const page = await open(`${page3}?sort=changed`);
    // So many at first, and the rest where somebody asks for it.
    expect(await settled(page)).toBe(500);
    await page.getByRole('button', { name: 'Show 120 more of 120' }).click();
    expect(await settled(page)).toBe(countOfMany);
    expect(await page.locator('[data-more]').isVisible()).toBe(false);
    expect((await shapes(page)).sort()).toEqual(written.sort());
  });

  test('without JavaScript all rows stand by stage, and nothing shows that would not work', async () => {
    const page = await open(`${page1}?project=alpha#stage-removed`, { javaScriptEnabled: false });
    expect(await rowsOf(page).count()).toBe(count);
    expect(await page.locator('#stage-ready').isVisible()).toBe(true);
    expect(await page.locator('#stage-removed').isVisible()).toBe(true);
    expect(await page.locator('.review-table form').isVisible()).toBe(false);
    expect(await page.locator('main a[data-ask]:visible, main th button:visible').count()).toBe(0);
    const top = await page.locator('#stage-removed').boundingBox();
    expect(top?.y).toBeLessThan(900);
  });

  test('a link to a stage from another page ends at its head', async () => {
    const page = await open(`${page1}#stage-removed`);
    await settled(page);
    await expect
      .poll(async () => (await page.locator('#stage-removed').boundingBox())?.y)
      .toSatisfy((y: number) => y > 50 && y < 200);
  });

  test('a link to a stage leads to its group though the table is sorted otherwise', async () => {
    const page = await open(`${page1}?sort=owner`);
    await settled(page);
    expect(await page.locator('#stage-removed').count()).toBe(0);
    await page.evaluate(() => {
      location.hash = '#stage-removed';
    });
    await page.locator('#stage-removed').waitFor();
    expect(await settled(page)).toBe(count);
  });

  test('what a blueprint cites is under its stage before any server was asked', async () => {
    const page = await open(page2);
    expect(await rowsOf(page).count()).toBe(1);
    const link = rowsOf(page).getByRole('link', { name: 'web/alpha 4711' });
    expect(await link.getAttribute('href')).toBe(cited);
    expect(await rowsOf(page).innerText()).toMatch(/cited index\.md:\d+/);
    expect(await cells(page, 2)).toEqual(['unknown']);
    expect(await page.locator('main').innerText()).toMatch(/No server has said yet/);
    const blueprint = await open('/proposals/0002-cited/');
    expect(await blueprint.locator('.stage-card').first().innerText()).toMatch(
      /Cited reviews[\s\S]*web\/alpha 4711[\s\S]*state unknown/,
    );
  });

  test('a review cited in running text carries its name, its state and its stage', async () => {
    const page = await open('/proposals/0001-async/');
    const link = page.locator('p a.review-link').filter({ hasText: '900002' });
    expect(await link.innerText()).toMatch(/^[\w/]+ 900002\s*reverted$/);
    expect(await link.getAttribute('title')).toMatch(/ — reverted; stage: /);
    expect(await link.getAttribute('href')).toMatch(/\/c\/[\w/]+\/\+\/900002$/);
  });

  test('the card of a stage and the page of a project show their own reviews', async () => {
    const blueprint = await open('/proposals/0001-async/');
    const card = blueprint.locator('.stage-card').first();
    expect(await card.innerText()).toMatch(/Reviews: \d+ open, \d+ merged, .*\d+ abandoned/);
    expect(await card.locator('.review-lines > li').count()).toBe(3);
    const alpha = await open('/projects/alpha/');
    const hrefs = await alpha
      .locator('#p1-ready .review-lines a.title')
      .evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
    expect(hrefs.length).toBeGreaterThan(0);
    for (const href of hrefs) expect(href).toMatch(/\/web\/alpha\//);
  });

  test.each([page1, page2, `${page1}?sort=-changed&state=open`])(
    '%s does not overflow a narrow screen',
    async (path) => {
      for (const width of [320, 390, 800, 1280]) {
        const page = await open(path, { viewport: { width, height: 800 } });
        await settled(page);
        const wider = await page.evaluate(() => {
          const table = document.querySelector('.review-table table');
          return [
            document.documentElement.scrollWidth - window.innerWidth,
            (table?.scrollWidth ?? 0) - (table?.clientWidth ?? 0),
          ];
        });
        expect(wider.every((one) => one <= 0)).toBe(true);
      }
    },
  );

  test.each([
    [page1, 'light', 1280],
    [page1, 'dark', 390],
    [`${page1}?sort=-votes&state=open`, 'dark', 1280],
    [page2, 'light', 390],
  ] as const)('%s in %s at %i: axe finds nothing', async (path, colorScheme, width) => {
    const page = await open(path, { colorScheme, viewport: { width, height: 900 } });
    await settled(page);
    expect(await allFaults(page)).toEqual([]);
  });
});
