import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allFaults } from '../support/accessibility.ts';
import { realParts } from '../support/real-parts.ts';
import { inBrowser, sidewaysBy, type SiteInBrowser } from '../support/site-in-browser.ts';
import { build, projectWith } from '../support/site.ts';

/** The path below which the site is served. */
const base = '/team/plans';
/** Published texts: more than have a page. */
const many = 34;

const fixture = resolve('test/site/fixture/proposals');
const pages = [
  '/proposals/0002-async/revisions/',
  '/proposals/0002-async/revisions/32/',
  '/proposals/0002-async/revisions/33/changes/',
  '/proposals/0002-async/revisions/32/since/',
  '/proposals/0002-async/revisions/compare/',
  '/proposals/0001-first-try/revisions/',
  '/proposals/0003-bare/revisions/',
];

describe.skipIf(!realParts.chromium.available || !realParts.git.available)(
  'addresses that stay, in a real browser',
  { timeout: 600_000 },
  () => {
    const opened = new AsyncDisposableStack();
    let site: SiteInBrowser;
    let dist: string;
    const open = (path: string, options = {}) => site.open(`${base}${path}`, options);

    beforeAll(async () => {
      const empty = join(resolve('.cache'), `empty-${process.pid}`);
      await mkdir(empty, { recursive: true });
      const project = await projectWith(empty);
      opened.defer(() => rm(project, { recursive: true, force: true }));
      opened.defer(() => rm(empty, { recursive: true, force: true }));
      await writeHistory(project);
      process.env['SITE'] = 'https://plans.example.org';
      process.env['BASE'] = base;
      dist = await build(project).finally(() => {
        delete process.env['SITE'];
        delete process.env['BASE'];
      });
      const served = join(project, 'served');
      await mkdir(join(served, 'team'), { recursive: true });
      await rename(dist, join(served, base));
      dist = join(served, base);
      site = opened.use(await inBrowser(served));
    }, 600_000);
    afterAll(() => opened.disposeAsync());

    test.each([
      ['/proposals/0002/', '/proposals/0002-async/'],
      ['/proposals/0002-old-name/', '/proposals/0002-async/'],
      ['/proposals/0002-old-name/matrix/', '/proposals/0002-async/matrix/'],
      ['/proposals/0009-first-number/reviews/', '/proposals/0002-async/reviews/'],
      ['/proposals/0009/', '/proposals/0002-async/'],
      ['/proposals/0002-old-name/revisions/33/', '/proposals/0002-async/revisions/33/'],
      ['/proposals/0002/revisions/', '/proposals/0002-async/revisions/'],
    ])('%s leads to %s, at the same place, and says which address holds', async (from, to) => {
      const page = await open(`${from}?a=1#stage-ready`);
      await page.waitForURL(`${site.url}${base}${to}?a=1#stage-ready`);
      const html = await readFile(join(dist, from, 'index.html'), 'utf8');
      expect(html).toContain(`<link rel="canonical" href="https://plans.example.org${base}${to}"`);
      expect(html).toContain(`content="0; url=${base}${to}"`);
      await page.close();
    });

    test('the sitemap lists what is, not what leads there nor what was', async () => {
      const text = await readFile(join(dist, 'sitemap-0.xml'), 'utf8');
      const paths = [...text.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, one]) => one ?? '');
      const own = paths.filter((one) => one.includes('/proposals/'));
      expect(own).toContain(`https://plans.example.org${base}/proposals/0002-async/`);
      expect(own).toContain(`https://plans.example.org${base}/proposals/0002-async/matrix/`);
      expect(own.filter((one) => /\/000\d\/|old-name|first-number|revisions/.test(one))).toEqual(
        [],
      );
    });

    test('a name that the build did not know of leads on by its number', async () => {
      const page = await open('/404.html');
      // As a host answers where there is no page.
      await page.route('**/0002-never-heard-of/**', async (route) => {
        const body = await readFile(join(dist, '404.html'), 'utf8');
        await route.fulfill({ status: 404, contentType: 'text/html; charset=utf-8', body });
      });
      await page.goto(`${site.url}${base}/proposals/0002-never-heard-of/matrix/?b=2#x`);
      await page.waitForURL(`${site.url}${base}/proposals/0002-async/matrix/?b=2#x`);
      await page.close();
    });

    test.each([
      ['/proposals/0001-first-try/#text-history', /^Superseded by 0002 /],
      ['/proposals/0001-first-try/revisions/1/#text-history', /^Superseded by 0002 /],
      ['/proposals/0001-first-try/reviews/', /^Superseded by 0002 /],
      ['/proposals/0003-bare/#text-history', /^Rejected/],
      ['/proposals/0002-async/revisions/32/#text-plan', /Earlier text, r32 of /],
    ])('whoever follows a link to %s sees at once that it does not hold', async (path, says) => {
      for (const viewport of [
        { width: 375, height: 700 },
        { width: 1280, height: 800 },
      ]) {
        const page = await open(path, { viewport });
        const banner = page.locator('[data-text-banner]');
        expect((await banner.innerText()).trim()).toMatch(says);
        const box = await banner.boundingBox();
        expect(box).not.toBeNull();
        const { x, y, width, height } = box ?? { x: 0, y: 0, width: 0, height: 0 };
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y + height).toBeLessThanOrEqual(viewport.height);
        // What is painted in its middle is the banner itself.
        const isSeen = await page.evaluate(
          ([left, top]) =>
            document.elementFromPoint(left ?? 0, top ?? 0)?.closest('[data-text-banner]') !== null,
          [x + width / 2, y + height / 2],
        );
        expect(isSeen).toBe(true);
        const { hash } = new URL(page.url());
        if (hash !== '') {
          const target = await page.locator(hash).boundingBox();
          // Where the link leads stands in sight, below the banner.
          expect(target?.y ?? -1).toBeGreaterThanOrEqual(y + height - 1);
          expect(target?.y ?? Infinity).toBeLessThan(viewport.height);
        }
        await page.close();
      }
    });

    test('a blueprint that holds has no banner', async () => {
      const page = await open('/proposals/0002-async/');
      expect(await page.locator('[data-text-banner]').count()).toBe(0);
      await page.close();
    });

    test('an earlier text of a stranger does nothing, and its faulty data is told', async () => {
      const { page, errors } = await site.watch(`${base}/proposals/0002-async/revisions/32/`);
      const main = page.locator('main');
      expect(await main.innerText()).toContain('The second text.');
      expect(await main.innerText()).toMatch(/The data before this text has .*by today’s rules/);
      expect(await main.locator('script, iframe, [onclick]').count()).toBe(0);
      expect(await page.evaluate(() => 'ran' in window)).toBe(false);
      expect(errors).toEqual([]);
      await page.close();
    });

    test('changes are marked as put in and taken out, word by word', async () => {
      const page = await open('/proposals/0002-async/revisions/33/changes/');
      const changed = page.locator('.changes-block[data-how="changed"]', { hasText: 'third' });
      expect(await changed.locator('del').allInnerTexts()).toEqual(['second']);
      expect(await changed.locator('ins').allInnerTexts()).toEqual(['third']);
      const line = (selector: string) =>
        page
          .locator(selector)
          .first()
          .evaluate((one) => getComputedStyle(one).textDecorationLine);
      expect(await line('.changes ins')).toBe('underline');
      expect(await line('.changes del')).toBe('line-through');
      await page.emulateMedia({ forcedColors: 'active' });
      expect(await line('.changes del')).toBe('line-through');
      await page.close();
    });

    test('any two are compared in the browser, also those that have no page', async () => {
      const { page, errors } = await site.watch(
        `${base}/proposals/0002-async/revisions/compare/?from=31&to=32`,
      );
      await page.waitForSelector('.changes-block[data-how="changed"] ins');
      expect(await page.locator('.changes del').allInnerTexts()).toContain('first');
      expect(await page.locator('.changes ins').allInnerTexts()).toContain('second');
      await page.selectOption('select[name=to]', '1');
      await page.waitForURL('**/compare/?from=31&to=1');
      await page.waitForFunction(() =>
        document.querySelector('.changes')?.textContent.includes('Text number 1.'),
      );
      expect(errors).toEqual([]);
      await page.close();
      const html = await readFile(join(dist, 'proposals/0002-async/index.html'), 'utf8');
      expect(html).not.toMatch(/compare\.[^"]*\.js/);
    });

    test('there are so many pages of revisions and no more, each small; the list tells of the others', async () => {
      const folder = join(dist, 'proposals/0002-async/revisions');
      const numbers = (await readdir(folder)).filter((name) => /^\d+$/.test(name));
      expect(numbers).toHaveLength(30);
      const page = await open('/proposals/0002-async/revisions/');
      const text = await page.locator('main').innerText();
      expect(text).toContain(`${many} published texts`);
      expect(text).toContain('4 earlier ones have no page here');
      await page.close();
      const files = await readdir(folder, { recursive: true });
      for (const name of files.filter((one) => one.endsWith('.html'))) {
        expect((await readFile(join(folder, name))).length, name).toBeLessThan(300_000);
      }
    });

    test.each(pages)('%s has no dead link, no fault, and fits a narrow screen', async (path) => {
      for (const options of [{}, { viewport: { width: 375, height: 800 }, colorScheme: 'dark' }]) {
        const page = await open(path, options);
        expect(await site.deadLinks(page)).toEqual([]);
        expect(await sidewaysBy(page)).toBeLessThanOrEqual(0);
        expect(await allFaults(page)).toEqual([]);
        await page.close();
      }
    });
  },
);

/** A history of three proposals: renamed, with a stranger's text, with many revisions, refused. */
async function writeHistory(project: string): Promise<void> {
  const root = join(project, 'proposals');
  let minute = 0;
  const git = (...args: string[]) => {
    const date = new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
    const who = { GIT_AUTHOR_NAME: 'A', GIT_COMMITTER_NAME: 'A' };
    const mail = { GIT_AUTHOR_EMAIL: '', GIT_COMMITTER_EMAIL: '' };
    const when = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    const env = { ...process.env, ...who, ...mail, ...when, GIT_CONFIG_GLOBAL: '/dev/null' };
    execFileSync('git', args, { cwd: project, env });
  };
  const commit = () => {
    minute++;
    git('add', join('proposals'));
    git('commit', '-q', '--allow-empty-message', '-m', '');
  };
  git('init', '-q', '-b', 'main');
  await cp(join(fixture, 'projects.yaml'), join(root, 'projects.yaml'));
  for (const name of ['0001-first-try', '0002-async', '0003-bare']) {
    await cp(join(fixture, name), join(root, name), { recursive: true });
  }
  const bare = join(root, '0003-bare', 'index.md');
  const told = await readFile(bare, 'utf8');
  await writeFile(bare, told.replace(/^status: .*$/m, 'status: rejected'));
  const now = join(root, '0002-async');
  const before = join(root, '0002-old-name');
  const source = await readFile(join(now, 'index.md'), 'utf8');
  await rename(now, before);
  const write = (folder: string, text: string, front = source) => {
    const line = `\n## Plan\n\n${text}\n`;
    return writeFile(join(folder, 'index.md'), front.replace('\n## Plan\n', line));
  };
  for (let i = 1; i <= many - 4; i++) {
    await write(before, `Text number ${i}.`);
    commit();
  }
  await write(before, 'The first text.');
  commit();
  const hostile =
    'The second text.\n\n<script>window.ran = true</script><iframe src="x"></iframe>' +
    '<p onclick="ran()">Told.</p>';
  await write(before, hostile, source.replace(/^status: .*$/m, 'status: [nobody knows'));
  commit();
  await rename(before, now);
  await write(now, 'The third text.');
  commit();
  const formerly = 'formerly: [0009-first-number]\nstatus:';
  await write(now, 'The third text, and more.', source.replace(/^status:/m, formerly));
  commit();
}
