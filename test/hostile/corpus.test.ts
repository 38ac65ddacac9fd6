import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSnapshots } from '../../src/adoption/read-snapshots.ts';
import { realParts } from '../support/real-parts.ts';
import { inBrowser } from '../support/site-in-browser.ts';
import { goodAlone, hostileCorpus, unaskedProjects, type Corpus } from './corpus.ts';
import { faulty, planted } from './data.ts';
import { elsewhere } from './links.ts';
import { lookAt, nothing, watchedPage } from './look-at-page.ts';
import { countOfProbes } from './patterns.ts';
import { scripts } from './prose.ts';
import { mirrorsIn } from './repositories.ts';
import { answers, change, json, listen } from './servers.ts';
import { bounded, boundsOfBuild, secret } from './support.ts';

/**
 * Every kind of hostile input at once beside a good proposal, through every command in the way of the
 * data: check, status, track, sync, status again, build, and a real browser. Each command's run over all
 * of them has the bounds that one of them has.
 */
describe.skipIf(!realParts.git.available)('the hostile corpus', { timeout: 900_000 }, () => {
  const stack = new AsyncDisposableStack();
  /** Paths asked of a server that no registry names; and of one that does, with a secret. */
  const reached: string[] = [];
  const carried: string[] = [];
  let corpus: Corpus;
  let good: string;
  beforeAll(async () => {
    const other = await listen(stack, (path, response) => {
      reached.push(path);
      response.end(json([change(99)]));
    });
    const origin = await listen(stack, (path, response, request) => {
      if (request.headers.authorization !== undefined) carried.push(path);
      if (path.startsWith('/github/')) response.end(JSON.stringify({ items: [change(1)] }));
      answers[path.split('/')[1] ?? '']?.(response, other);
    });
    good = await goodAlone();
    stack.defer(() => rm(good, { recursive: true, force: true }));
    corpus = await hostileCorpus(origin, stack);
  });
  afterAll(() => stack.disposeAsync());

  const folderOf = (name: string) => corpus.folders.get(name) ?? '';
  const linesOfGood = (out: string, root: string) =>
    out.split('\n').flatMap((line) => {
      return line.includes('0001-async/') ? [line.replaceAll(root, '')] : [];
    });
  const rowsOfGood = async (root: string) => {
    const { out } = await bounded('status.ts', ['--root', root, '--json'], { output: 20_000_000 });
    const all = JSON.parse(out) as { proposal: number }[];
    return JSON.stringify(all.filter(({ proposal }) => proposal === 1));
  };

  it('is told by check, each that is too much or would run, and the good one as if it were alone', async () => {
    const { code, out, err } = await bounded('check.ts', ['--root', corpus.root]);
    expect(err).toBe('');
    expect(code).toBe(3);
    for (const name of Object.keys(faulty)) expect(out, name).toContain(`${folderOf(name)}/`);
    // They are no tags: the words of code, and of a tag that does not end.
    const harmless = ['language of code', 'info of code', 'unclosed attribute'];
    for (const name of Object.keys(scripts).filter((one) => !harmless.includes(one))) {
      expect(out, name).toMatch(
        new RegExp(`${folderOf(name)}/index\\.md:\\d+:\\d+ {2}.* does not reach the page`),
      );
    }
    expect(out).toContain('-linked-folder:1:1  is a link');
    expect(out.match(/is a link/g)?.length).toBeGreaterThan(20);
    const alone = await bounded('check.ts', ['--root', good]);
    expect(linesOfGood(out, corpus.root)).toEqual(linesOfGood(alone.out, good));
  });

  it('costs the good one nothing in what status derives, byte for byte', async () => {
    expect(await rowsOfGood(corpus.root)).toBe(await rowsOfGood(good));
  });

  it('costs track nothing but itself, leads it nowhere and runs nothing', async () => {
    const { code, out } = await bounded(
      'track.ts',
      [
        ...['--root', corpus.root, '--mirrors', mirrorsIn(corpus.mirrors)],
        ...['--scans', join(corpus.base, 'scans')],
      ],
      { computingMs: 120_000, output: 2_000_000 },
    );
    expect(code).toBe(3);
    expect(out).toContain('not written: ');
    const written = (folder: string, project: string) =>
      JSON.parse(
        readFileSync(join(corpus.root, folder, 'adoption', `${project}.json`), 'utf8'),
      ) as { commit: string | null };
    expect(written('0001-async', 'alpha').commit).toBeNull();
    expect(written('9000-leave-green', 'names-that-act').commit).toMatch(/^[0-9a-f]{40}$/);
    for (const id of unaskedProjects) expect(written('9000-leave-green', id).commit, id).toBeNull();
    const { snapshots } = await readSnapshots(join(corpus.root, '9001-patterns'));
    expect(Object.keys(snapshots[0]?.probes ?? {})).toHaveLength(countOfProbes);
    expect(out).toContain('(a|a)+b/ took more than 1 s; simplify the pattern');
    expect(existsSync(join(corpus.base, 'ran'))).toBe(false);
  });

  it('costs sync nothing but itself, and no other server is asked', async () => {
    const { code, out, err } = await bounded(
      'sync.ts',
      [
        ...['--root', corpus.root, '--cache', join(corpus.base, 'reviews')],
        ...['--spacing', '0', '--budget', '200'],
      ],
      { env: { CROSSPLAN_SECRET_1: `https://example.org user:${secret}`, GITHUB_TOKEN: secret } },
    );
    expect(code).toBe(3);
    expect(err).toContain(`${folderOf('keys')} was left out`);
    expect(out).toContain('leads to');
    expect({ reached, carried }).toEqual({ reached: [], carried: [] });
    const reviews = readFileSync(join(corpus.root, '9000-leave-green/reviews.json'), 'utf8');
    expect(reviews).toContain('h0.example');
  });

  it('is shown by status in words that do nothing, whatever was read', async () => {
    const { out } = await bounded('status.ts', ['--root', corpus.root], { output: 5_000_000 });
    expect(out).toContain('unknown');
  });

  it('leaves what lies elsewhere as it was', () => {
    for (const [name, text] of Object.entries(elsewhere)) {
      expect(readFileSync(join(corpus.base, name), 'utf8'), name).toBe(text);
    }
    expect(readdirSync(join(corpus.base, 'folder'))).toHaveLength(4);
  });

  describe.skipIf(!realParts.chromium.available)('as a site', () => {
    const dist = () => join(corpus.project, 'dist');
    beforeAll(async () => {
      const { code } = await bounded('build.ts', [], {
        cwd: corpus.project,
        ...boundsOfBuild,
      });
      expect(code).toBe(0);
    }, 900_000);

    it('has a page of every proposal, the good one’s with its stages, and nothing from elsewhere', () => {
      const pages = readdirSync(join(dist(), 'proposals'));
      for (const folder of corpus.folders.values()) expect(pages).toContain(folder);
      const html = readFileSync(join(dist(), 'proposals/0001-async/index.html'), 'utf8');
      expect(html).toContain('Callbacks gone');
      for (const name of readdirSync(dist(), { recursive: true, encoding: 'utf8' })) {
        if (!/\.(html|json|js|css|xml|txt)$/.test(name)) continue;
        expect(readFileSync(join(dist(), name), 'utf8').includes(secret), name).toBe(false);
      }
    });

    it('runs no script of theirs, asks no other server, plants no card and takes no id', async () => {
      await using site = await inBrowser(dist());
      const { page, asked, said } = await watchedPage(site);
      const names = [...Object.keys(scripts), ...Object.keys(planted('---\n---\n'))];
      const folders = [...names.map(folderOf), '9000-leave-green', '9001-patterns'];
      const paths = folders.flatMap((one) => [`/proposals/${one}/`, `/proposals/${one}/matrix/`]);
      const projects = ['alpha', 'planted', 'names-that-act', 'nested-strings', 'patterns'];
      const others = ['/', '/projects/', ...projects.map((one) => `/projects/${one}/`), '/api/'];
      for (const path of [...paths, ...others]) {
        const answer = await page.goto(site.url + path);
        expect(answer?.status(), path).toBe(200);
        expect({ path, ...(await lookAt(page)) }).toEqual({ path, ...nothing });
      }
      expect(asked).toEqual([]);
      expect(said).toEqual([]);
    });
  });
});
