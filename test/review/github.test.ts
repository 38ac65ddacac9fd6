import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PoliteFetch } from '../../src/review/sync/polite-fetch.ts';
import { GithubRequests } from '../../src/review/sync/github/github-requests.ts';
import { searchPulls } from '../../src/review/sync/github/search-pulls.ts';
import { Journal } from '../../src/review/sync/journal.ts';
import { Secrets, secretsOf } from '../../src/review/sync/secrets.ts';
import { reviewIndex } from '../../src/review/review-index.ts';
import { turnContext, turnOf } from '../../src/review/turn.ts';
import type { SyncOptions } from '../../src/review/sync/sync-reviews.ts';
import { GithubServer, type FakePull } from './github/server.ts';
import { Workbench } from './workbench.ts';

/** The plugins' seconds as milliseconds, and searches without their spacing of two seconds. */
const octokit: NonNullable<SyncOptions['octokit']> = {
  retry: { retryAfterBaseValue: 1 },
  throttle: {
    retryAfterBaseValue: 1,
    search: { key: () => ({ schedule: (_: unknown, work: () => Promise<unknown>) => work() }) },
  },
};
const later = (days: number) => () => Date.now() + days * 86_400_000;

describe('sync against GitHub’s own contract', () => {
  let server: GithubServer;
  let work: Workbench;

  beforeEach(async () => {
    server = await GithubServer.start();
    work = await Workbench.create(
      [{ kind: 'github', host: 'github.com', aliases: [], api: server.url }],
      ['https://github.com/Demo/alpha', 'https://github.com/demo/beta', 'https://other.org/x/y'],
    );
    server.add('Demo/alpha');
    server.add('demo/beta');
  });

  afterEach(async () => {
    expect([...server.violations]).toEqual([]);
    await work[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  const sync = (options: Partial<SyncOptions> = {}) => work.sync({ octokit, ...options });
  const paths = () =>
    server.requests
      .splice(0)
      .map(({ path, status }) => `${status} ${decodeURIComponent(path).replaceAll('+', ' ')}`);

  it('finds by label, bug, footer, marker and words, and ties with the reason', async () => {
    server.add(
      'Demo/alpha',
      { number: 1, title: 'By label', labels: ['async', 'extra'] },
      { number: 2, title: 'By bug', body: 'Fixes #77\r\n' },
      { number: 3, title: 'By footer', body: 'Text\n\nImplements: blueprint async' },
      { number: 4, title: 'By marker [stage: ready]' },
      { number: 5, title: 'By words', body: 'It speaks of green threads.' },
      { number: 6, title: 'Not the bug', body: 'About #77 in passing' },
    );
    work
      .stage('one', { label: ['async'] }, { bug: ['77'] })
      .stage('two', { footer: ['Implements: blueprint async'] }, { marker: ['[stage: ready]'] })
      .stage('three', { message: ['green threads'] }, { topic: ['gerrit-only'] });
    const { sources } = await sync();
    expect(sources[0]).toMatchObject({ problems: [] });
    expect(await work.rows()).toEqual([
      'one: By bug confirmed (bug Fixes #77)',
      'one: By label confirmed (label async)',
      'three: By words suggested (message green threads)',
      'two: By footer confirmed (footer Implements: blueprint async)',
      'two: By marker [stage: ready] confirmed (marker [stage: ready])',
    ]);
    const search = server.requests.map(({ path }) =>
      new URL(path, server.url).searchParams.get('q'),
    );
    // Only where the registry says that projects are: never all of GitHub.
    expect(search[0]).toBe('is:pull-request label:"async" (repo:Demo/alpha OR repo:demo/beta)');
  });

  it('keeps a pull request whole: votes, size, branch, what it takes back, and no e-mail address', async () => {
    server.add('Demo/alpha', {
      number: 7,
      title: 'Whole <b>, from ada@example.com',
      body: 'Reverts Demo/alpha#5\n\nDepends-On: https://github.com/demo/beta/pull/3\nSigned-off-by: A <ada@example.com>',
      draft: true,
      labels: ['async', 'b@example.com'],
      base: 'stable',
      votes: [
        ['ben', 'APPROVED'],
        ['cy', 'APPROVED'],
        ['cy', 'CHANGES_REQUESTED'],
        ['dan', 'APPROVED'],
        ['dan', 'DISMISSED'],
        [null, 'APPROVED'],
        ['eve', 'COMMENTED'],
      ],
    });
    work.stage('one', { label: ['async'] });
    await sync();
    const { reviews } = await work.read();
    expect(reviews).toEqual([
      {
        id: 'github:demo/alpha#7',
        repository: 'Demo/alpha',
        title: 'Whole <b>, from (address left out)',
        status: 'open',
        draft: true,
        owner: 'ada',
        account: 1,
        branch: 'stable',
        created: '2026-01-01T00:00:00Z',
        updated: '2026-01-02T00:00:00Z',
        labels: ['(address left out)', 'async'],
        votes: { Review: { '+1': 2, '-1': 1 } },
        size: { added: 3, removed: 1 },
        reverts: 'github:demo/alpha#5',
        dependsOn: ['github:demo/beta#3'],
        commit: '7'.padStart(40, 'a'),
        waits: { refused: { by: ['Review'], since: '2026-01-02T00:00:00Z' } },
        node: 'PR_demo_alpha_7',
      },
    ]);
    for (const entry of await readdir(work.folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      expect(await readFile(join(entry.parentPath, entry.name), 'utf8')).not.toContain('@example');
    }
  });

  it('reads a cited pull request, a merged one, a closed one, and one whose author is gone', async () => {
    server.add(
      'demo/beta',
      { number: 1, title: 'Merged', merged: '2026-01-03T00:00:00Z' },
      { number: 2, title: 'Closed', state: 'closed' },
      { number: 3, title: 'Ghost', author: null },
    );
    work.stage('one');
    work.text =
      '### Stage: one\n\nhttps://github.com/Demo/Beta/pull/1, https://github.com/demo/beta/pull/2/files and https://github.com/demo/beta/pull/3#issuecomment-1; not https://github.com/demo/beta/pull/99.';
    await sync();
    expect(await work.status()).toEqual({ Merged: 'merged', Closed: 'closed', Ghost: 'open' });
    const { reviews, unresolved } = await work.read();
    expect(reviews.find(({ title }) => title === 'Ghost')?.owner).toBeNull();
    expect(reviews.find(({ title }) => title === 'Merged')?.merged).toBe('2026-01-03T00:00:00Z');
    expect(unresolved).toEqual(['github:demo/beta#99']);
  });

  it('asks, when nothing changed, one search per query and one list per repository, and writes nothing', async () => {
    server.add(
      'Demo/alpha',
      { number: 1, title: 'Open', labels: ['async'] },
      { number: 2, title: 'Final', labels: ['async'], merged: '2026-01-02T00:00:00Z' },
    );
    work.stage('one', { label: ['async'] });
    await sync({ cycle: 1000 });
    // The second run learns the repository's own mark, the third has it.
    await sync({ cycle: 1000 });
    paths();
    const before = await work.writtenAt();
    const { changed } = await sync({ cycle: 1000 });
    expect(changed).toBe(false);
    expect(await work.writtenAt()).toBe(before);
    expect(paths()).toEqual([
      expect.stringMatching(/^200 \/search\/issues\?q=.*updated:>=2026-01-01T23:00:00Z/),
      expect.stringMatching(/^304 \/repos\/Demo\/alpha\/pulls\?state=all/),
    ]);
  });

  it('sees what changed in an open one, and in a final one when its turn comes', async () => {
    const open: FakePull = { number: 1, title: 'Open' };
    const closed: FakePull = { number: 2, title: 'Closed', state: 'closed' };
    server.add('Demo/alpha', open, closed);
    work.stage('one');
    work.text =
      '### Stage: one\n\nhttps://github.com/demo/alpha/pull/1 https://github.com/demo/alpha/pull/2';
    await sync({ cycle: 1000 });
    Object.assign(open, { merged: '2026-02-01T00:00:00Z', updated: '2026-02-01T00:00:00Z' });
    Object.assign(closed, { state: 'open', updated: '2026-02-02T00:00:00Z' });
    await sync({ cycle: 1000 });
    expect(await work.status()).toEqual({ Open: 'merged', Closed: 'closed' });
    await sync({ cycle: 1, now: later(1) });
    expect(await work.status()).toEqual({ Open: 'merged', Closed: 'open' });
  });

  it('follows a renamed repository, keeps the earlier name, and asks under the new one', async () => {
    const pull: FakePull = { number: 4, title: 'Moving', labels: ['async'] };
    server.add('Demo/alpha', pull);
    work.stage('one', { label: ['async'], repository: ['Demo/alpha'] });
    work.text = '### Stage: one\n\nhttps://github.com/demo/alpha/pull/4';
    await sync();
    server.repositories.delete('Demo/alpha');
    server.add('demo/gamma', pull);
    server.renamed.set('demo/alpha', 'demo/gamma');
    const { sources } = await sync({ now: later(1) });
    const { reviews, links } = await work.read();
    expect(reviews).toMatchObject([
      { id: 'github:demo/gamma#4', formerly: ['github:demo/alpha#4'], repository: 'demo/gamma' },
    ]);
    expect(links).toMatchObject([
      {
        review: 'github:demo/gamma#4',
        decision: 'confirmed',
        provenance: [{ kind: 'cited' }, { kind: 'label' }],
      },
    ]);
    // The declared repository is no more: the search is refused, and that is said.
    expect(sources[0]?.problems).toEqual([expect.stringContaining('answers 422')]);
  });

  it('keeps and marks what is no longer visible, and unmarks what is back', async () => {
    server.add('Demo/alpha', { number: 1, title: 'Seen', labels: ['async'] });
    work.stage('one', { label: ['async'], repository: ['demo/beta'] });
    work.text = '### Stage: one\n\nhttps://github.com/demo/alpha/pull/1';
    await sync();
    server.hidden.add('Demo/alpha');
    await sync({ now: later(1) });
    expect(await work.status()).toEqual({ Seen: 'gone, was open' });
    server.hidden.clear();
    await sync({ now: later(2) });
    expect(await work.status()).toEqual({ Seen: 'open' });
  });

  it('finds in every one of many repositories, within GitHub’s limit of operators', async () => {
    const names = Array.from({ length: 14 }, (_, i) => `many/r${i}`);
    for (const name of names) {
      server.add(name, { number: 1, title: `In ${name}`, body: 'Text.\n\nFixes #77' });
    }
    work.stage('one', { bug: ['77'], repository: names });
    const { sources } = await sync();
    expect(sources[0]?.problems).toEqual([]);
    expect(Object.keys(await work.status())).toHaveLength(14);
  });

  it('reads the others where one repository of a search is gone, and says which', async () => {
    server.add('Demo/alpha', { number: 1, title: 'There', labels: ['async'] });
    work.stage('one', { label: ['async'], repository: ['Demo/alpha', 'demo/nowhere'] });
    const { sources } = await sync();
    expect(await work.status()).toEqual({ There: 'open' });
    expect(sources[0]?.problems).toEqual([expect.stringContaining('answers 422')]);
    expect((await work.read()).sources[0]?.seen).toHaveProperty(
      'is:pull-request label:"async" (repo:Demo/alpha OR repo:demo/nowhere)',
    );
  });

  it('goes on over days with a small budget, shows what it has, and keeps no half records', async () => {
    const pulls = Array.from({ length: 30 }, (_, i): FakePull => ({
      number: i + 1,
      title: `Pull ${i}`,
      labels: ['async'],
      merged: '2026-01-03T00:00:00Z',
      state: 'closed',
    }));
    server.add('Demo/alpha', ...pulls);
    work.stage('one', { label: ['async'] });
    const sizes: number[] = [];
    for (let day = 0; day < 6; day++) {
      // Two days between runs: the search that one budget began is gone on with all the same.
      await sync({ now: later(2 * day), fetcher: { budget: 8 }, cycle: 1000 });
      const { reviews, links } = await work.read();
      for (const review of reviews) expect(review).toMatchObject({ branch: 'main', size: {} });
      expect(links).toHaveLength(reviews.length);
      sizes.push(reviews.length);
    }
    expect(sizes).toEqual([7, 15, 23, 30, 30, 30]);
  });

  it('counts all votes, however many reviews stand before the last one', async () => {
    const votes: NonNullable<FakePull['votes']> = Array.from({ length: 230 }, (_, i) => [
      `voter-${i % 100}`,
      i < 100 || i % 100 >= 30 ? 'CHANGES_REQUESTED' : 'APPROVED',
    ]);
    server.add('Demo/alpha', { number: 1, title: 'Voted', labels: ['async', 'Review'], votes });
    work.stage('one', { label: ['async'] });
    await sync();
    const [review] = (await work.read()).reviews;
    expect(review?.votes).toEqual({ Review: { '-1': 70, '+1': 30 } });
    expect(review?.labels).toEqual(['Review', 'async']);
  });

  it.each([
    ['a commit closed it', { closedBy: 'c'.repeat(40) }, 'merged'],
    ['a declared label says so', { labels: ['async', 'merged-by-bot'] }, 'merged'],
    ['nothing says so', {}, 'closed'],
  ])('takes a closed pull request for landed where %s', async (_, more, status) => {
    const [system] = work.registry.reviewSystems;
    if (system !== undefined) system.landedLabels = ['Merged-By-Bot'];
    const pull: FakePull = { number: 1, title: 'Landed', labels: ['async'], state: 'closed' };
    server.add('Demo/alpha', { ...pull, ...more });
    work.stage('one', { label: ['async'] });
    await sync();
    expect(await work.status()).toEqual({ Landed: status });
  });

  it('says whose turn it is, as far as GitHub does', async () => {
    const all: [string, Partial<FakePull>][] = [
      ['Refused', { votes: [['ben', 'CHANGES_REQUESTED']], mergeable: 'blocked' }],
      ['Approved', { votes: [['ben', 'APPROVED']], mergeable: 'clean' }],
      ['Asked', { asked: ['cy'], mergeable: 'blocked' }],
      ['Conflict', { asked: ['cy'], mergeable: 'dirty' }],
      ['Failing', { asked: ['cy'], mergeable: 'unstable', checks: [['unit', 'failure']] }],
      ['Draft', { draft: true, asked: ['cy'] }],
      ['Silent', {}],
    ];
    server.add(
      'Demo/alpha',
      ...all.map(([title, more], i): FakePull => ({
        number: i + 1,
        title,
        labels: ['async'],
        ...more,
      })),
    );
    work.stage('one', { label: ['async'] });
    await sync();
    const { reviews } = await work.read();
    const context = turnContext(reviews, reviewIndex(reviews));
    const told = reviews.map((review) => {
      const { who, because, people } = turnOf(review, context);
      return `${review.title}: ${who} (${because}) ${people.join()}`.trim();
    });
    expect(told).toEqual([
      'Refused: author (refused by Review) ada',
      'Approved: submitter (nothing is left but to land it)',
      'Asked: reviewers (a review is asked for) cy',
      'Conflict: author (in conflict with its branch) ada',
      'Failing: author (failing: unit) ada',
      'Draft: author (a draft) ada',
      'Silent: unknown (github:github.com does not say)',
    ]);
  });

  it('gives a person one name once their account has another', async () => {
    const one: FakePull = {
      number: 1,
      title: 'One',
      labels: ['async'],
      author: 'old',
      authorId: 7,
    };
    const two: FakePull = { ...one, number: 2, title: 'Two', updated: '2025-12-01T00:00:00Z' };
    server.add('Demo/alpha', one, two);
    work.stage('one', { label: ['async'] });
    await sync({ cycle: 1000 });
    // The second does not change, so no answer tells of it again.
    Object.assign(one, { author: 'new', updated: '2026-02-01T00:00:00Z' });
    await sync({ cycle: 1000 });
    const { reviews } = await work.read();
    expect(reviews.map(({ owner }) => owner)).toEqual(['new', 'new']);
  });

  it('goes past the 1,000 results of a search by the date of creation', async () => {
    const pulls = Array.from({ length: 1234 }, (_, i): FakePull => {
      const created = new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString();
      return { number: i + 1, title: `Pull ${i}`, created: `${created.slice(0, 19)}Z` };
    });
    server.add('demo/beta', ...pulls);
    const systems = work.registry.reviewSystems;
    const [system] = systems;
    if (system === undefined) throw new Error('no system');
    const fetcher = new PoliteFetch({ spacing: 0 });
    const journal = Journal.inMemory();
    const github = new GithubRequests({
      fetcher,
      journal,
      system,
      systems,
      etags: new Map(),
      octokit,
    });
    const { fetched, complete } = await searchPulls(github, 'is:pull-request repo:demo/beta');
    expect(complete).toBe(true);
    expect(new Set(fetched.map(({ review }) => review.id)).size).toBe(1234);
    // 10 pages, then 3 more from the oldest of those on.
    expect(server.requests).toHaveLength(13);
  });

  it('waits out a secondary limit, retries a failing server, and never sends more than its budget', async () => {
    server.add('Demo/alpha', { number: 1, title: 'Limited', labels: ['async'] });
    server.faults.push(
      {
        when: (path) => path.startsWith('/search'),
        status: 403,
        headers: { 'retry-after': '1' },
        body: JSON.stringify({ message: 'You have exceeded a secondary rate limit.' }),
      },
      { when: (path) => path.endsWith('/pulls/1'), status: 502, body: '<html>Bad gateway</html>' },
    );
    work.stage('one', { label: ['async'] });
    const { sources } = await sync({ fetcher: { budget: 4 } });
    expect(sources[0]?.failure).toContain('budget of 4 requests is spent');
    expect(server.requests.map(({ status }) => status)).toEqual([403, 200, 502, 200]);
    const again = await sync();
    expect(again.sources[0]?.failure).toBeUndefined();
    expect(again.sources[0]?.resumed).toBe(2);
    expect(await work.status()).toEqual({ Limited: 'open' });
  });

  it('gives up where the limit asks for more patience than it has, and keeps its last good data', async () => {
    server.add('Demo/alpha', { number: 1, title: 'Kept', labels: ['async'] });
    work.stage('one', { label: ['async'] });
    await sync();
    server.faults.push({
      when: () => true,
      status: 403,
      headers: {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 3600),
      },
      body: JSON.stringify({ message: 'API rate limit exceeded' }),
      times: 99,
    });
    const { sources, changed } = await sync();
    expect(sources[0]).toMatchObject({
      failure: expect.stringContaining('rate limit') as string,
      requests: 1,
    });
    expect(changed).toBe(true);
    const after = await work.read();
    expect(after.reviews).toHaveLength(1);
    expect(after.sources[0]?.failure?.reason).toContain('the rate limit is used up');
    expect(after.sources[0]?.asOf).toBeDefined();
    // The mark bears the day on which it began: failing on changes nothing more.
    expect((await sync({ now: later(1) })).changed).toBe(false);
  });

  it.each([
    ['a truncated body', 200, '{"total_count": 1, "items": [{"numb'],
    ['a page of HTML', 200, '<html>Sign in</html>'],
    ['JSON of another shape', 200, '{"message": "hello"}'],
    ['nothing', 200, ''],
  ])('says so when the answer is %s', async (_, status, body) => {
    server.faults.push({ when: (path) => path.startsWith('/search'), status, body, times: 99 });
    work.stage('one', { label: ['async'] });
    const { sources } = await sync();
    expect(sources[0]?.failure).toMatch(
      /github\.com: answers with (?:no whole JSON|JSON of another shape)/,
    );
  });

  it('takes no search for whole whose results GitHub calls incomplete', async () => {
    server.add('Demo/alpha', { number: 1, title: 'Some', labels: ['async'] });
    server.incomplete = true;
    work.stage('one', { label: ['async'] });
    const { sources } = await sync();
    expect(sources[0]?.problems).toEqual([expect.stringContaining('incomplete')]);
    expect((await work.read()).sources[0]?.seen).not.toHaveProperty(
      'is:pull-request label:"async" (repo:Demo/alpha OR repo:demo/beta)',
    );
  });

  it.each([
    [
      'fewer results than there are',
      { total_count: 3, items: [] },
      'gives 0 results where it says',
    ],
    ['results that it does not describe', { total_count: 1, items: [{ number: 'x' }] }, '1 of its'],
  ])('takes no search for whole that has %s', async (_, body, said) => {
    server.faults.push({
      when: (path) => path.startsWith('/search'),
      status: 200,
      body: JSON.stringify({ incomplete_results: false, ...body }),
    });
    work.stage('one', { label: ['async'] });
    const { sources } = await sync();
    expect(sources[0]?.problems).toEqual([expect.stringContaining(said)]);
    expect(Object.keys((await work.read()).sources[0]?.seen ?? {})).toEqual([]);
  });

  it('moves no mark to a moment after the server’s own present', async () => {
    const at = (hours: number) =>
      `${new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 19)}Z`;
    const past = at(-30);
    server.add(
      'Demo/alpha',
      { number: 1, title: 'Sound', labels: ['async'], created: past, updated: past },
      // Less than a day ahead: this machine's clock alone would believe it.
      { number: 2, title: 'Ahead', labels: ['async'], created: past, updated: at(20) },
    );
    work.stage('one', { label: ['async'], repository: ['Demo/alpha'] });
    await sync();
    const seen = (await work.read()).sources[0]?.seen ?? {};
    expect(Object.keys(seen).length).toBeGreaterThan(1);
    for (const mark of Object.values(seen)) expect(mark).toBe(past);
    expect(Object.keys(await work.status()).sort()).toEqual(['Ahead', 'Sound']);
  });

  it('sends the token and its name to the API, and writes the token nowhere', async () => {
    server.add('Demo/alpha', { number: 1, title: 'Secret', labels: ['async'] });
    server.faults.push({
      when: (path) => path.startsWith('/repos'),
      status: 401,
      body: '{"message":"Bad credentials"}',
      times: 9,
    });
    work.stage('one', { label: ['async'] });
    const log: string[] = [];
    const secrets = new Secrets(
      secretsOf({ CROSSPLAN_SECRET_1: `${server.url} ghp_secret` }, work.registry.reviewSystems),
      { onLoopback: true },
    );
    const fetcher = { contact: 'champion@example.org', log: (line: string) => log.push(line) };
    const { sources } = await sync({ fetcher: { ...fetcher, secrets } });
    const [{ headers } = { headers: undefined }] = server.requests;
    expect(headers?.authorization).toBe('token ghp_secret');
    expect(headers?.['user-agent']).toMatch(/^crossplan\/\S+ \(contact: champion@example\.org\)$/);
    expect(sources[0]?.failure).toContain('answers 401');
    const told = [JSON.stringify(sources), ...log];
    for (const entry of await readdir(work.folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) told.push(await readFile(join(entry.parentPath, entry.name), 'utf8'));
    }
    expect(told.join('\n')).not.toContain('ghp_secret');
  });
});
