import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allFaults } from '../support/accessibility.ts';
import { realParts } from '../support/real-parts.ts';
import { inBrowser, sidewaysBy, type SiteInBrowser } from '../support/site-in-browser.ts';
import { z } from 'zod';
import { reasonSentences } from '../../src/components/status/reason-sentence.ts';
import { apiPath } from '../../src/site/api/address.ts';
import { kindNames, kinds } from '../../src/site/api/schema/kinds.ts';
import type { RowJson } from '../../src/status/row-json.ts';
import type { Why } from '../../src/status/why.ts';
import { fixtureSite, type FixtureSite } from './fixture/fixture-site.ts';
import { describeArriving } from './arriving.ts';
import { describeEveryMedium } from './every-medium.ts';
import { describeEveryPage } from './every-page.ts';
import { describeHomeAnswers } from './home-answers.ts';
import { describeMatrix } from './matrix-table.ts';
import { describeSearch } from './search.ts';
import { describeStrictPolicy } from './strict-policy.ts';

const readyCard = '.stage-card[aria-label="State of the stage Can run with promises"]';
const isUnknown = (word: string) => word.startsWith('unknown');

/** Pages of every kind and every state; each is looked at wide and narrow, light and dark. */
const pages = [
  '/',
  '/proposals/0001-first-try/',
  '/proposals/0001-first-try/matrix/',
  '/proposals/0001-first-try/reviews/',
  '/proposals/0002-async/',
  '/proposals/0002-async/matrix/',
  '/proposals/0002-async/reviews/',
  '/proposals/0003-bare/',
  '/proposals/0003-bare/matrix/',
  '/proposals/0003-bare/reviews/',
  '/proposals/0004-faulty/',
  '/proposals/0006-broken-data/',
  '/proposals/0007-commands/',
  '/proposals/0007-commands/matrix/',
  '/proposals/0005-wide/',
  '/proposals/0005-wide/matrix/',
  '/concerns/',
  '/teams/',
  '/teams/web/',
  '/changes/',
  '/projects/',
  '/projects/settled/',
  '/projects/came-back/',
  '/projects/waits/',
  '/projects/never-had/',
  '/projects/never-read/',
  '/projects/not-there/',
  '/projects/not-asked/',
  '/projects/unreadable/',
  '/projects/much-left/',
  '/projects/strange-paths/',
  '/projects/told-otherwise/',
  '/projects/parted/',
  '/projects/part-unseen/',
  '/projects/wide-120/',
  '/api/',
  '/404.html',
  '/guide/reading-a-status/',
  '/guide/news/',
  '/guide/in-ci/',
  '/stale/',
];

describe.skipIf(!realParts.chromium.available || !realParts.git.available)(
  'a site with every state, in a real browser',
  { timeout: 600_000 },
  () => {
    const opened = new AsyncDisposableStack();
    let fixture: FixtureSite;
    let site: SiteInBrowser;
    beforeAll(async () => {
      fixture = opened.use(await fixtureSite());
      site = opened.use(await inBrowser(fixture.dist));
    });
    afterAll(() => opened.disposeAsync());

    describeHomeAnswers(() => site);

    test.each(pages)(
      '%s has one heading, every link of its own alive, no script error, and axe finds nothing',
      async (path) => {
        const { page, errors } = await site.watch(path);
        expect(await page.locator('h1').count()).toBe(1);
        expect(await page.title()).toMatch(/Crossplan$/);
        expect(await site.deadLinks(page)).toEqual([]);
        expect(await allFaults(page)).toEqual([]);
        expect(errors).toEqual([]);
        await page.close();
      },
    );

    test.each(pages)(
      '%s fits a narrow screen, and axe finds nothing there in dark',
      async (path) => {
        const viewport = { width: 375, height: 800 };
        const page = await site.open(path, { viewport, colorScheme: 'dark' });
        expect(await sidewaysBy(page)).toBeLessThanOrEqual(0);
        expect(await allFaults(page)).toEqual([]);
        await page.close();
      },
    );

    test('without JavaScript the matrix stands, and a cell leads to its evidence', async () => {
      const page = await site.open('/proposals/0002-async/matrix/', { javaScriptEnabled: false });
      await page.locator('#much-left--p2-removed a').click();
      expect(page.url()).toBe(`${site.url}/projects/much-left/#p2-removed`);
      const article = page.locator('#p2-removed');
      expect(await article.innerText()).toMatch(/calls that take a callback/);
      // What an earlier stage tells in many lines is told there alone.
      await article.locator('a.told').first().click();
      expect(page.url()).toBe(`${site.url}/projects/much-left/#p2-announced--callbacks`);
      const line = page.locator('[id="p2-announced--callbacks"] a.line').first();
      await expect.poll(() => line.isVisible()).toBe(true);
      expect(await line.getAttribute('href')).toMatch(
        /^https:\/\/example\.org\/tools\/much-left\/src\/commit\/[0-9a-f]{40}\/.+#L\d+$/,
      );
      await page.close();
    });

    test.each([
      ['0002-async', 'much-left--p2-removed', 1280],
      ['0002-async', 'settled--p2-tests', 390],
      ['0005-wide', 'wide-110--p5-step-14', 1280],
      ['0005-wide', 'wide-060--p5-step-7', 390],
      ['0005-wide', 'stage-step-14', 1280],
    ])('%s: a link to #%s at %i shows it, not what lies over it', async (name, id, width) => {
      const viewport = { width, height: 800 };
      const page = await site.open(`/proposals/${name}/matrix/#${id}`, { viewport });
      const isVisible = () =>
        page.evaluate((target) => {
          const cell = document.getElementById(target);
          if (cell === null) return 'no such cell';
          const { left, right, top, bottom } = cell.getBoundingClientRect();
          // Within the round corner of the table's frame.
          const inset = 5;
          const corners = [
            [left + inset, top + inset],
            [right - inset, top + inset],
            [left + inset, bottom - inset],
            [right - inset, bottom - inset],
          ] as const;
          return corners.map(([x, y]) => cell.contains(document.elementFromPoint(x, y)));
        }, id);
      await expect.poll(isVisible).toEqual([true, true, true, true]);
      await page.close();
    });

    test('a cell has an address of its own that shows which it is', async () => {
      const page = await site.open('/proposals/0002-async/matrix/#not-begun--p2-removed');
      const outline = await page
        .locator('#not-begun--p2-removed')
        .evaluate((cell) => getComputedStyle(cell).outlineStyle);
      expect(outline).toBe('solid');
      await page.close();
    });

    describeMatrix(() => site);
    describeEveryMedium(
      () => site,
      () => fixture.dist,
    );
    describeEveryPage(
      () => site,
      () => fixture.dist,
      pages,
    );
    describeSearch(() => site);
    describeArriving(
      () => site,
      () => fixture.dist,
    );
    describeStrictPolicy(
      () => site,
      () => fixture.dist,
    );

    test('a review cited in a blueprint carries its stage', async () => {
      const page = await site.open('/proposals/0002-async/');
      const link = page.locator('a.review-link[href*="4712"]').first();
      expect(await link.getAttribute('href')).toMatch(/^https:\/\/review\.example\.org\//);
      expect(await link.getAttribute('title')).toMatch(/stage: Can run with promises/);
      await page.close();
    });

    test('a superseded blueprint leads to its successor', async () => {
      const page = await site.open('/proposals/0001-first-try/');
      await page.locator('.text-banner a').first().click();
      await page.waitForURL('**/proposals/0002-async/');
      await page.close();
    });

    test('a faulty blueprint lists its faults with line and remedy, and hides no other', async () => {
      const page = await site.open('/proposals/0004-faulty/');
      const text = await page.locator('main').innerText();
      expect(text).toMatch(/index\.md:4:9\s+status: unknown value `nearly done`/);
      expect(text).toMatch(/allowed: draft, proposed/);
      await page.goto(site.url);
      expect(await page.locator('main').innerText()).toMatch(/0004-faulty: \d+ to mend/);
      expect(await page.locator('section.card').count()).toBe(6);
      await page.close();
    });

    test('names of strangers do nothing and turn nothing round', async () => {
      const page = await site.open('/projects/strange-paths/');
      expect(await page.title()).toMatch(/^strange-paths/);
      const paths = await page.locator('#p2-removed code').allInnerTexts();
      expect(paths).toContain('lib/<script>alert(1)</script>.js');
      expect(paths).toContain(String.raw`lib/\xff.js`);
      await page.close();
    });

    test('what was not read is unknown, and stands under no green word', async () => {
      for (const project of ['never-read', 'not-there', 'not-asked']) {
        const page = await site.open(`/projects/${project}/`);
        const cards = page.locator('article').filter({ hasNotText: 'for other projects' });
        expect(await cards.count()).toBeGreaterThan(0);
        const words = await cards.locator('.word').allInnerTexts();
        expect({ project, words }).toEqual({ project, words: words.filter(isUnknown) });
        await page.close();
      }
      const page = await site.open('/projects/not-asked/#p2-removed');
      expect(await page.locator('#p2-removed').innerText()).toMatch(/not asked here/);
      await page.close();
    });

    test('a concern is told with who holds it, what would clear it and what holds the blueprint up', async () => {
      const page = await site.open('/proposals/0002-async/');
      const text = (id: string) => page.locator(`#concern-${id}`).innerText();
      const open = await text('stack-traces');
      expect(open).toMatch(/blocking\s+former holder/);
      expect(open).toContain('Would clear it: A stack that names who called');
      expect(open).toContain('Chi Lin left the role on 10 Feb 2026');
      expect(open).toContain('holds the blueprint up: open');
      expect(await text('speed')).toMatch(/who raised it is not satisfied: 3 Feb 2026, The list/);
      await page.goto(`${site.url}/teams/web/`);
      const own = page.locator('h2#concerns ~ ul, div:has(> h2#concerns) ~ ul').first();
      expect(await own.innerText()).toContain('Stack traces change');
      await page.goto(`${site.url}/projects/settled/`);
      await page.getByRole('link', { name: 'those that touch its team' }).click();
      expect(page.url()).toBe(`${site.url}/teams/web/#concerns`);
      // The address of before leads there too.
      await page.goto(`${site.url}/concerns/web/`);
      await page.waitForURL(`${site.url}/teams/web/#concerns`);
      await page.close();
    });

    test('no blank stands before a comma', async () => {
      const names = await readdir(fixture.dist, { recursive: true });
      let read = 0;
      for (const name of names.filter((one) => one.endsWith('.html'))) {
        const html = await readFile(join(fixture.dist, name), 'utf8');
        const text = html.replace(/<(pre|script|style)\b[\s\S]*?<\/\1>/g, '');
        expect(/.{0,60}<\/\w+>\s+[,;].{0,20}/.exec(text)?.[0], name).toBeUndefined();
        read += 1;
      }
      expect(read).toBeGreaterThan(50);
    });

    test('sign-offs and decisions stand below the text', async () => {
      const page = await site.open('/proposals/0002-async/');
      const said = await page.locator('section[aria-labelledby=sign-offs] li').allInnerTexts();
      expect(said).toEqual([
        expect.stringMatching(
          /^Web yes\s+asked 2 Jan 2026, 5 days, said 12 Jan 2026 by Ann Ode where it was said$/,
        ),
        expect.stringMatching(
          /^Tools asked, no answer yet\s+asked .* overdue since .*: turn to The council$/,
        ),
      ]);
      const log = page.locator('section[aria-labelledby=decisions] li');
      expect(await log.allInnerTexts()).toEqual([
        expect.stringMatching(/^draft → proposed Ann Ode\s+2 Jan 2026$/),
        expect.stringMatching(/^told-otherwise exempt from removed until 2026-05-01 The council/),
      ]);
      await page.close();
    });

    test('what of a file could not be read is told beside the status that it concerns', async () => {
      const page = await site.open('/projects/unreadable/');
      const card = page.locator('#p2-removed');
      expect(await card.locator('.word').innerText()).toMatch(/^unknown/);
      expect(await card.locator('.read-problems').innerText()).toMatch(/not TOML.*pyproject\.toml/);
      expect(await card.innerText()).toMatch(/requirements of old-callbacks: at least 0 in code/);
      await page.close();
    });

    test('done by a sign and done by absence are told apart in cell, bar, tally and card', async () => {
      const page = await site.open('/proposals/0002-async/matrix/');
      const cell = (project: string) => page.locator(`#${project}--p2-ready a`).textContent();
      expect(await cell('settled')).toMatch(/done by a sign/);
      expect(await cell('by-absence')).toMatch(/done, nothing left/);
      const head = page.locator('#stage-ready');
      expect(await head.getByRole('img').first().getAttribute('aria-label')).toMatch(
        /^\d+ done by a sign, \d+ done, with nothing left/,
      );
      expect(await head.locator('.tally').innerText()).toMatch(/^\d+ of \d+ \(\d+ by a sign\)/);
      await page.goto(`${site.url}/proposals/0002-async/`);
      expect(await page.locator(readyCard).innerText()).toMatch(
        /\d+ of \d+ affected projects done: \d+ by a sign, \d+ with nothing left/,
      );
      await page.close();
    });

    test('a project’s page gives the answer of npm run status -- --why', async () => {
      const args = ['scripts/status.ts', '--why', 'half-way', 'removed', '--json'];
      const { stdout } = spawnSync('node', args, { cwd: fixture.project, encoding: 'utf8' });
      const [why] = JSON.parse(stdout) as Why[];
      const page = await site.open('/projects/half-way/');
      const text = await page.locator('#p2-removed').innerText();
      const said = [
        reasonSentences(why?.row.reason ?? ''),
        ...(why?.wouldBeDone ?? []),
        ...(why?.predicates ?? []).map(({ text: predicate }) => predicate),
      ];
      expect(said.length).toBeGreaterThan(3);
      for (const words of said) expect(text.toLowerCase()).toContain(words.toLowerCase());
      await page.close();
    });

    test('parts are counted in the matrix, and told on the project’s page: what is alike once', async () => {
      const page = await site.open('/proposals/0002-async/matrix/');
      const cell = async (project: string) =>
        ((await page.locator(`#${project}--p2-switched a`).textContent()) ?? '').replace(
          /\s+/g,
          ' ',
        );
      expect(await cell('parted')).toMatch(/the switch: in progress 2\/4 parts done/);
      expect(await cell('part-unseen')).toMatch(/the switch: unknown 1\/2 parts done/);
      const partsOf = async (project: string) => {
        await page.goto(`${site.url}/projects/${project}/`);
        const items = await page.locator('#p2-switched .parts li').allInnerTexts();
        return items.map((text) => text.replace(/\s+/g, ' ').trim());
      };
      expect((await partsOf('parted')).toSorted()).toEqual([
        'done api done since 1 Feb 2026',
        'done web done since 1 Mar 2026',
        'not started cron, worker not started: missing: switches to promises',
      ]);
      const whole = page.locator('#p2-switched .reason');
      expect(await whole.innerText()).toMatch(
        /^Api and web done\. Cron and worker missing: switches to promises\./,
      );
      const unseen = await partsOf('part-unseen');
      expect(unseen[0]).toBe('done api done');
      expect(unseen[1]).toMatch(/^unknown proxy unknown: not asked here: no file of part-unseen/);
      await page.close();
    });

    test('a project’s page begins with what is to be done, and folds what does not concern it', async () => {
      const page = await site.open('/projects/settled/');
      const section = page.locator('section:has(> #p2)');
      const words = await section.locator(':scope > article .word').allTextContents();
      const isOpen = words.map((word) => !/^\s*done/.test(word));
      expect(isOpen).toEqual(isOpen.toSorted((a, b) => Number(b) - Number(a)));
      const apart = section.locator('details.apart');
      expect(await apart.locator('summary').innerText()).toBe(
        'One stage does not concern it: Every command obeys the switch',
      );
      // A link to what is folded unfolds it.
      await page.goto(`${site.url}/projects/settled/#p2-switched`);
      await page.reload();
      await expect.poll(() => page.locator('#p2-switched').isVisible()).toBe(true);
      await page.goto(`${site.url}/projects/half-way/`);
      const ladder = page.locator('section:has(> #p2)');
      const order = await ladder
        .locator(':scope > :is(p, article, figure)')
        .evaluateAll((all) =>
          all.map((one) => one.localName + (one.querySelector('a.button') ? ' button' : '')),
        );
      expect(order.indexOf('p button')).toBeLessThan(order.indexOf('article'));
      expect(order.indexOf('article')).toBeLessThan(order.indexOf('figure'));
      await page.close();
    });

    test('no column of a table in prose is out of view, and on a phone each cell names its column', async () => {
      for (const width of [1400, 390]) {
        const page = await site.open('/proposals/0002-async/', {
          viewport: { width, height: 800 },
        });
        const table = page.locator('[data-prose] table').first();
        expect(await table.evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true);
        const { right } = await page
          .locator('main [data-prose]')
          .evaluate((one) => one.getBoundingClientRect());
        for (const cell of await table.locator('td').all()) {
          const box = await cell.evaluate((one) => one.getBoundingClientRect());
          expect(box.right).toBeLessThanOrEqual(right + 1);
        }
        const label = await table
          .locator('td')
          .nth(2)
          .evaluate((cell) => getComputedStyle(cell, '::before').content);
        expect(label).toBe(width === 390 ? '"instead"' : 'none');
        expect(await page.getByRole('cell').count()).toBeGreaterThan(0);
        await page.close();
      }
    });

    test('a blueprint’s own word leads to its meaning, and every section is on this page', async () => {
      const page = await site.open('/proposals/0002-async/');
      const word = page.locator('[data-prose] a.term');
      expect(await word.allInnerTexts()).toEqual(['Callback']);
      await word.click();
      const meaning = page.locator('#word-callback');
      expect(await meaning.innerText()).toContain('when something has ended');
      await expect.poll(() => meaning.evaluate((one) => one.matches(':target'))).toBe(true);
      const shown = await page.locator('main h2').allInnerTexts();
      const listed = await page.locator('starlight-toc a').allInnerTexts();
      for (const title of shown) expect(listed).toContain(title.trim());
      await page.close();
    });

    test('a badge says what the project’s page says, by an address that its data names', async () => {
      const answer = (await (await fetch(`${site.url}${apiPath.project('half-way')}`)).json()) as {
        data: { proposals: { proposal: number; badge: string; rows: RowJson[] }[] };
      };
      const mine = answer.data.proposals.find(({ proposal }) => proposal === 2);
      const svg = await (await fetch(site.url + (mine?.badge ?? ''))).text();
      const concerning = (mine?.rows ?? []).filter(({ status }) => status !== 'not affected');
      const through = concerning.filter(({ status }) => status === 'done').length;
      expect(svg).toContain(`${through} of ${concerning.length} stages`);
      expect(svg).toMatch(/<title>0002 From callbacks to async functions: /);
    });

    test('a project that is never affected says so, not that its first stage is for others', async () => {
      const page = await site.open('/projects/never-had/');
      const section = page.locator('section:has(> #p2)');
      expect(await section.innerText()).toMatch(
        /not affected\s*: never affected since 2026-01-01\./,
      );
      expect(await section.innerText()).not.toContain('for other projects');
      expect(await section.locator('article').count()).toBe(0);
      await page.close();
    });

    test('a file that cannot be read is told on every page that it touches', async () => {
      const base = '/proposals/0006-broken-data/';
      for (const path of ['/', base, `${base}matrix/`, `${base}reviews/`, '/projects/never-had/']) {
        const page = await site.open(path);
        const note = await page.locator('.data-problems').allInnerTexts();
        expect(note.join('\n')).toMatch(/0006-broken-data\/reviews\.json/);
        expect(note.join('\n')).toMatch(/0006-broken-data\/links\.yaml/);
        expect(note.join('\n')).toMatch(/0006-broken-data\/adoption\/never-had\.json/);
        await page.close();
      }
      const page = await site.open('/projects/settled/');
      expect(await page.locator('.data-problems').innerText()).not.toMatch(/never-had\.json/);
      await page.close();
    });

    test('a due day that has passed is told by the day of who reads', async () => {
      const page = await site.open('/api/');
      const textOn = async (day: string) => {
        await page.clock.setFixedTime(new Date(`${day}T12:00:00Z`));
        await page.goto(`${site.url}/proposals/0002-async/`);
        return page.locator(readyCard).locator('.due').first().innerText();
      };
      expect(await textOn('2026-06-30')).toMatch(/^due 30 Jun 2026$/);
      expect(await textOn('2026-07-01')).toMatch(/^was due 30 Jun 2026.*nobody has looked since/s);
      await page.close();
    });

    test('figures stand beside the day of reading, which goes stale by the day of who reads', async () => {
      const page = await site.open('/api/');
      const pages = [
        '/',
        '/proposals/0002-async/',
        '/proposals/0002-async/matrix/',
        '/projects/settled/',
      ];
      const marksOn = async (day: string) => {
        await page.clock.setFixedTime(new Date(`${day}T12:00:00Z`));
        const marks: number[] = [];
        for (const path of pages) {
          await page.goto(site.url + path);
          expect(await page.locator('main').innerText()).toMatch(/As of/i);
          expect(await page.locator('main time[datetime="2026-04-02"]').count()).toBeGreaterThan(0);
          marks.push(
            await page.locator('main .stale[data-after-day="2026-04-16"]:visible').count(),
          );
        }
        return marks;
      };
      expect(await marksOn('2026-04-16')).toEqual([0, 0, 0, 0]);
      for (const marks of await marksOn('2026-04-17')) expect(marks).toBeGreaterThan(0);
      await page.close();
    });

    test('what nobody confirmed turns stale by the day of who reads, on every page that says it', async () => {
      const page = await site.open('/api/');
      const cell = '#p2-removed';
      const shown = async (day: string) => {
        await page.clock.setFixedTime(new Date(`${day}T12:00:00Z`));
        await page.goto(`${site.url}/stale/`);
        const ofOne = page.locator('main tbody tr:visible', { hasText: 'told-otherwise' });
        const listed = (await ofOne.locator('td:nth-child(3)').allInnerTexts()).map(
          (text) => text.split(',')[0],
        );
        await page.goto(`${site.url}/projects/told-otherwise/`);
        const card = await page.locator(cell).innerText();
        await page.goto(`${site.url}/proposals/0002-async/matrix/`);
        await page.locator(`[id="told-otherwise--p2-removed"] a`).first().click();
        const evidence = page.locator('dialog [data-content]');
        await evidence.getByText('Exempt until').waitFor();
        return {
          listed: listed.toSorted(),
          card: [card.includes('claim older than 14 days'), card.includes('It has run out')],
          evidence: [
            await evidence.getByText('claim older than 14 days').isVisible(),
            await evidence.getByText('It has run out').isVisible(),
          ],
        };
      };
      // Built long after, it is told as it is, whatever the clock of the reader says before that.
      const late = await shown('2026-05-02');
      expect(late).toEqual({
        listed: ['Claim', 'Exemption', 'Reading'],
        card: [true, true],
        evidence: [true, true],
      });
      expect(await shown('2026-05-01')).toEqual({
        listed: ['Claim', 'Reading'],
        card: [true, false],
        evidence: [true, false],
      });
      expect(await shown('2026-04-15')).toEqual({
        listed: [],
        card: [false, false],
        evidence: [false, false],
      });
      await page.close();
    });

    test('on paper the matrix is whole, in light colours, whatever the theme', async () => {
      const page = await site.open('/proposals/0005-wide/matrix/', { colorScheme: 'dark' });
      await page.emulateMedia({ media: 'print' });
      const look = await page.evaluate(() => {
        const frame = document.querySelector('main .frame');
        const header = document.querySelector('header');
        return {
          isCut: (frame?.scrollHeight ?? 0) > (frame?.clientHeight ?? 0) + 2,
          background: getComputedStyle(document.body).backgroundColor,
          header: header?.checkVisibility(),
        };
      });
      expect(look).toEqual({ isCut: false, background: 'rgb(255, 255, 255)', header: false });
      await page.close();
    });

    test('where a system’s own colours rule, bars keep parts that are told apart', async () => {
      const page = await site.open('/proposals/0002-async/matrix/', { forcedColors: 'active' });
      const outlines = await page.locator('#stage-announced .bar > rect').evaluateAll((all) =>
        all.map((one) => {
          const { stroke, fill, strokeDasharray, strokeWidth } = getComputedStyle(one);
          return { shape: `${strokeDasharray} ${strokeWidth} ${fill}`, isSeen: stroke !== fill };
        }),
      );
      expect(outlines.length).toBeGreaterThan(2);
      expect(outlines.every(({ isSeen }) => isSeen)).toBe(true);
      expect(new Set(outlines.map(({ shape }) => shape)).size).toBe(outlines.length);
      await page.close();
    });

    describe('the data pages', () => {
      /** Every answer that is reached from the first, by its path. */
      async function allAnswers(): Promise<Map<string, Answer>> {
        const found = new Map<string, Answer>();
        const queue = [apiPath.index];
        for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
          if (found.has(path)) continue;
          const body = await (await fetch(site.url + path)).text();
          found.set(path, JSON.parse(body) as Answer);
          queue.push(...[...body.matchAll(/"(\/api\/v1\/[^"]+)"/g)].map(([, to = '']) => to));
        }
        return found;
      }
      let answers: Map<string, Answer>;
      beforeAll(async () => {
        answers = await allAnswers();
      });

      test('each is what its kind’s published schema says, and nothing beside it', () => {
        const seen = new Set<string>();
        for (const [path, { schema, data, ...rest }] of answers) {
          if (path.includes('/schema/')) continue;
          const kind = kindNames.find((name) => schema === apiPath.schema(name));
          if (kind === undefined) throw new Error(`${path}: no kind has ${schema}`);
          seen.add(kind);
          const published = z.fromJSONSchema(answers.get(schema) as never);
          expect([path, published.safeParse(answers.get(path)).error]).toEqual([path, undefined]);
          expect([path, kinds[kind].safeParse(data).error]).toEqual([path, undefined]);
          expect(rest).toEqual({
            version: 1,
            written: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
          });
        }
        expect([...seen].sort()).toEqual([...kindNames].sort());
      });

      test('a proposal that cannot be read is named, for it is in no other answer', () => {
        expect(answers.get(apiPath.index)?.data).toMatchObject({ faulty: ['0004-faulty'] });
        expect(answers.has(apiPath.proposal(4))).toBe(false);
      });

      test('they say the same as the status command', () => {
        const { stdout: printed } = spawnSync('node', ['scripts/status.ts', '--json'], {
          cwd: fixture.project,
          encoding: 'utf8',
          maxBuffer: 1e8,
        });
        const byPlace = (rows: RowJson[]) =>
          new Map(rows.map((row) => [`${row.proposal} ${row.stage} ${row.project}`, row]));
        const served = [...answers]
          .filter(([path]) => path.includes('/stages/'))
          .flatMap(([, { data }]) => (data as { rows: RowJson[] }).rows);
        const said = JSON.parse(printed) as RowJson[];
        expect(said.length).toBe(served.length);
        expect(byPlace(served)).toEqual(byPlace(said));
      });

      test('every review of a proposal stands on one of its pages, with its links', () => {
        const pages = [...answers].filter(([path]) => path.includes('/proposals/2/reviews/'));
        const all = pages.map(
          ([, { data }]) => data as { reviews: { id: string }[]; links: unknown[] },
        );
        expect(new Set(all.flatMap(({ reviews }) => reviews.map(({ id }) => id))).size).toBe(60);
        expect(all.flatMap(({ links }) => links).length).toBeGreaterThan(0);
      });

      test.each([
        ['status', apiPath.proposals],
        ['proposals/2', apiPath.proposal(2)],
        ['projects/settled', apiPath.project('settled')],
      ])(
        '/api/%s.json, from before there were versions, says where it went',
        async (before, now) => {
          const answer: unknown = await (await fetch(`${site.url}/api/${before}.json`)).json();
          expect(answer).toEqual({ moved: now });
          expect(answers.has(now)).toBe(true);
        },
      );
    });
  },
);

/** What every data page has. */
interface Answer {
  version: number;
  written: string;
  schema: string;
  data: unknown;
}
