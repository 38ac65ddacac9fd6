import { existsSync, readdirSync } from 'node:fs';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realParts } from '../support/real-parts.ts';
import { build, projectWith, runIn } from '../support/site.ts';
import { inBrowser, type SiteInBrowser } from '../support/site-in-browser.ts';
import { faulty, planted } from './data.ts';
import { bombs, scripts } from './prose.ts';
import { hostileSnapshots } from './snapshots.ts';
import { besideGood, goodProposal } from './support.ts';

/**
 * The site of hostile proposals, built and looked at with a real browser: no script of theirs runs, and
 * no page asks another server.
 */
describe.skipIf(!realParts.chromium.available)(
  'the site of hostile proposals',
  { timeout: 600_000 },
  () => {
    const opened = new AsyncDisposableStack();
    let project: string;
    let site: SiteInBrowser;
    let folders: Map<string, string>;
    beforeAll(async () => {
      const { head } = await goodProposal();
      const hostile = await besideGood({ ...scripts, ...bombs }, { ...planted(head), ...faulty });
      folders = hostile.folders;
      opened.defer(() => rm(hostile.root, { recursive: true, force: true }));
      await hostileSnapshots(hostile.root);
      project = await projectWith(hostile.root);
      opened.defer(() => rm(project, { recursive: true, force: true }));
      site = opened.use(await inBrowser(await build(project)));
    }, 900_000);
    afterAll(() => opened.disposeAsync());

    it('has a page of every proposal, and the good one’s is there with its stages', async () => {
      const pages = readdirSync(join(project, 'dist/proposals'));
      for (const folder of folders.values()) expect(pages).toContain(folder);
      const html = await readFile(join(project, 'dist/proposals/0001-async/index.html'), 'utf8');
      expect(html).toContain('Callbacks gone');
    });

    it('runs no script of theirs, asks no other server, plants no card and takes no id', async () => {
      const page = await site.newPage();
      const asked: string[] = [];
      const said: string[] = [];
      page.on('request', (request) => {
        if (!request.url().startsWith(site.url) && !request.url().startsWith('data:')) {
          asked.push(`${page.url()} asks ${request.url()}`);
        }
      });
      page.on('dialog', (dialog) => {
        said.push(`${page.url()} says ${dialog.message()}`);
        void dialog.dismiss();
      });
      const names = [...Object.keys(scripts), ...Object.keys(planted('---\n---\n'))];
      const paths = names.flatMap((name) => [
        `/proposals/${folders.get(name) ?? ''}/`,
        `/proposals/${folders.get(name) ?? ''}/matrix/`,
      ]);
      for (const path of [...paths, '/', '/projects/', '/projects/alpha/', '/api/']) {
        await page.goto(site.url + path);
        // What waits for a hand: every element is pointed at, focused and toggled.
        const found = await page.evaluate(() => {
          const all = document.querySelectorAll<HTMLElement>('main *');
          for (const element of all) {
            for (const type of [
              'mouseover',
              'focus',
              'toggle',
              'error',
              'load',
              'animationstart',
            ]) {
              element.dispatchEvent(new Event(type));
            }
          }
          const links = [...document.querySelectorAll('main [href]')].map(
            (one) => one.getAttribute('href') ?? '',
          );
          return {
            ran: 'ran' in window,
            handlers: [...all].flatMap((one) =>
              one.getAttributeNames().filter((name) => /^on/i.test(name)),
            ),
            frames: document.querySelectorAll(
              'main :is(iframe, object, embed, form[action], base, meta, link, video, audio)',
            ).length,
            links: links.filter((link) => /^\s*(?!https?:|mailto:)[a-z][a-z0-9+.-]*:/i.test(link)),
            cards: document.querySelectorAll('crossplan-stage').length,
          };
        });
        expect({ path, ...found }).toEqual({
          path,
          ran: false,
          handlers: [],
          frames: 0,
          links: [],
          cards: 0,
        });
      }
      await page.close();
      expect(asked).toEqual([]);
      expect(said).toEqual([]);
    });

    it('leaves nothing in dist/ where its build fails, neither of it nor of the one before', async () => {
      const folder = join(project, 'broken');
      for (const part of [
        'astro.config.mjs',
        'package.json',
        'tsconfig.json',
        'scripts',
        'src',
        'public',
      ]) {
        await cp(join(project, part), join(folder, part), { recursive: true });
      }
      await cp(join(project, 'dist'), join(folder, 'dist'), { recursive: true });
      // A page that ends the build after others have been written.
      const page = join(folder, 'src/pages/projects/index.astro');
      const text = await readFile(page, 'utf8');
      await writeFile(
        page,
        text.replace(/^---\n/, "---\nif (true) throw new Error('a page that fails');\n"),
      );
      const output = await runIn(folder, process.execPath, [resolve('scripts/build.ts')], {
        codes: [1],
      });
      expect(output).toContain('a page that fails');
      expect(existsSync(join(folder, 'dist'))).toBe(false);
      expect(readdirSync(join(folder, '.cache'))).toEqual([]);
    });
  },
);
