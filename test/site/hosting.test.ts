import { spawnSync } from 'node:child_process';
import { cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { proposalsFolder, temporaryFolder } from '../support/proposals.ts';
import { realParts } from '../support/real-parts.ts';
import { inBrowser, type SiteInBrowser } from '../support/site-in-browser.ts';
import { projectWith, runIn } from '../support/site.ts';

/** The blocks of code of one language on the page about hosting. */
async function blocks(language: string): Promise<string[]> {
  const text = await readFile('src/content/docs/guide/hosting.md', 'utf8');
  return [...text.matchAll(/^```(\w+)\n(.*?)^```/gms)]
    .filter(([, of]) => of === language)
    .map(([, , code = '']) => code);
}

/** The addresses of itself that a page names in its head. */
function ownAddresses(html: string): string[] {
  const head = html.slice(0, html.indexOf('</head>'));
  const named = /<link[^>]+rel="?(?:canonical|sitemap)"?[^>]*>|<meta[^>]+og:url[^>]*>/g;
  return [...head.matchAll(named)].map(
    ([tag]) => /(?:href|content)="?([^" >]+)/.exec(tag)?.[1] ?? '',
  );
}

describe.skipIf(!realParts.chromium.available)('a site below a path of a host', () => {
  const opened = new AsyncDisposableStack();
  let project: string;
  let site: SiteInBrowser;
  const html = (path: string) => readFile(join(project, 'dist', path), 'utf8');
  const build = (env: Record<string, string>) =>
    runIn(project, 'env', [
      ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
      process.execPath,
      'scripts/build.ts',
    ]);

  beforeAll(async () => {
    project = await projectWith(await proposalsFolder());
    opened.defer(() => rm(project, { recursive: true, force: true }));
    await build({ SITE: 'https://plans.example.org', BASE: '/team/plans' });
    const host = await temporaryFolder();
    await cp(join(project, 'dist'), join(host, 'team', 'plans'), { recursive: true });
    site = opened.use(await inBrowser(host));
  });
  afterAll(() => opened.disposeAsync());

  test('every page of its own that a page names is where the host serves it', async () => {
    for (const path of [
      '',
      '404.html',
      'proposals/0001-async/',
      'projects/alpha/',
      'guide/hosting/',
    ]) {
      const { page, errors } = await site.watch(`/team/plans/${path}`);
      expect(await site.deadLinks(page)).toEqual([]);
      expect(errors).toEqual([]);
      await page.close();
    }
  });

  test('its pages name themselves by the address that the world knows', async () => {
    expect(ownAddresses(await html('projects/alpha/index.html'))).toEqual(
      expect.arrayContaining(['https://plans.example.org/team/plans/projects/alpha/']),
    );
    expect(await html('sitemap-0.xml')).toContain(
      '<loc>https://plans.example.org/team/plans/projects/alpha/</loc>',
    );
    expect(await html('sitemap-0.xml')).not.toContain('404');
    expect(await html('robots.txt')).toBe(
      'User-agent: *\nAllow: /\n\nSitemap: https://plans.example.org/team/plans/sitemap-index.xml\n',
    );
  });

  test('a page names the picture of its preview, which is there', async () => {
    const pictureOf = async (path: string) =>
      /<meta property="og:image" content="([^"]*)"/.exec(await html(path))?.[1];
    const own = await pictureOf('/proposals/0001-async/index.html');
    expect(own).toBe('https://plans.example.org/team/plans/og/0001-async.png');
    expect(await pictureOf('projects/alpha/index.html')).toBe(
      'https://plans.example.org/team/plans/og/crossplan.png',
    );
    for (const name of ['0001-async', 'crossplan']) {
      const bytes = await readFile(join(project, 'dist/og', `${name}.png`));
      expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    }
  });

  test('an address without a page leads on to what there is', async () => {
    const page = await site.open('/team/plans/404.html');
    const links = await page
      .locator('main a')
      .evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).pathname));
    expect(links).toEqual(
      expect.arrayContaining(['/team/plans/proposals/0001-async/', '/team/plans/projects/']),
    );
    expect(await page.locator('meta[name=robots]').getAttribute('content')).toBe('noindex');
    await page.close();
  });

  test('a site whose address nobody said names none', { timeout: 600_000 }, async () => {
    await build({ SITE: '', BASE: '' });
    for (const path of ['index.html', '404.html', 'projects/alpha/index.html']) {
      expect(ownAddresses(await html(path)).filter((one) => /^[a-z]+:/.test(one))).toEqual([]);
    }
    expect(await html('robots.txt')).not.toContain('Sitemap');
    await expect(html('sitemap-index.xml')).rejects.toThrow(/ENOENT/);
    expect(await html('index.html')).not.toContain('og:image');
    // Hosts that run Jekyll over what they serve would leave out `_astro`.
    expect(await html('.nojekyll')).toBe('');
  });

  test('an address that is none ends the build with a word about it', async () => {
    await expect(build({ SITE: 'plans.example.org', BASE: '/a b' })).rejects.toThrow(
      /SITE is "plans\.example\.org": expected an origin alone.*\s+BASE is "\/a b"/,
    );
    await expect(html('index.html')).rejects.toThrow(/ENOENT/);
  });
});

test('the workflows of the page about hosting are whole', async () => {
  const [github, gitlab] = (await blocks('yaml')).map((block): unknown => parse(block));
  expect(github).toMatchObject({
    jobs: { build: { steps: { length: 3 } }, deploy: { needs: 'build' } },
  });
  const { pages } = gitlab as { pages: { script: string[]; publish: string } };
  // Its own lines, in a shell as GitLab's, with what is built and moved said instead of done.
  const stub = 'npm() { echo "$* at $SITE below $BASE"; }; mv() { echo "$*"; };';
  const { stdout } = spawnSync(
    'sh',
    ['-ec', `${stub} export SITE BASE; ${pages.script.join('\n')}`],
    {
      env: { ...process.env, CI_PAGES_URL: 'https://group.example.org/team/plans' },
      encoding: 'utf8',
    },
  );
  expect(stdout).toBe(
    `run build at https://group.example.org below /team/plans\ndist ${pages.publish}\n`,
  );
});
