import { createHash } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSaidInReview, saidInReviewFile } from '../../src/review/said-in-review.ts';
import type { SyncOptions } from '../../src/review/sync/sync-reviews.ts';
import { GithubServer } from './github/server.ts';
import { Workbench } from './workbench.ts';

const octokit: NonNullable<SyncOptions['octokit']> = {
  retry: { retryAfterBaseValue: 1 },
  throttle: { retryAfterBaseValue: 1 },
};
const path = 'proposals/0001-plan/index.md';
const [then, now] = ['a'.repeat(40), 'b'.repeat(40)];
const first = '---\ntitle: T\n---\n\n## Summary\n\nOne *release*.\n';
const second = `${first}\n## Plan\n\n- a point of\n  two lines\n`;
const blob = (text: string) =>
  createHash('sha1')
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest('hex');

describe('what was said on a proposal’s text on GitHub', () => {
  let server: GithubServer;
  let work: Workbench;

  beforeEach(async () => {
    server = await GithubServer.start();
    work = await Workbench.create(
      [{ kind: 'github', host: 'github.com', aliases: [], api: server.url }],
      ['https://github.com/demo/plans'],
    );
    server.contents.set(`${then} ${path}`, first);
    server.contents.set(`${now} ${path}`, second);
    work.textReviews = ['https://github.com/demo/plans/pull/3'];
  });
  afterEach(async () => {
    expect([...server.violations]).toEqual([]);
    await work[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  const sync = (options: Partial<SyncOptions> = {}) => work.sync({ octokit, ...options });
  const file = () => readFile(join(work.folder, saidInReviewFile), 'utf8');
  const said = async () => {
    const { reviews, problems } = await readSaidInReview(work.folder);
    expect(problems).toEqual([]);
    return reviews;
  };
  const pull = (...comments: object[]) => {
    server.add('demo/plans', { number: 3, title: 'The text', comments: comments as never });
  };
  const on = (id: number, more: object) => ({
    id,
    path,
    body: `Said ${id}.`,
    commit: now,
    ...more,
  });

  it('is kept as threads, each with the version, block and section that its line leads to', async () => {
    pull(
      on(1, {
        line: 12,
        body: 'Why? ada@example.org\r\n\r\n- a\u001b[31m',
        author: 'ada',
        created: '2026-01-01T00:00:00Z',
      }),
      on(2, { line: 12, answers: 1, author: null, created: '2026-01-03T00:00:00Z' }),
      on(3, { line: null, originalLine: 7, originalCommit: then, created: '2026-01-02T00:00:00Z' }),
      on(4, { side: 'LEFT', line: 4, hunk: '@@ -1 +1 @@\n-what stood there' }),
      on(5, { path: 'proposals/0002-other/index.md', line: 1 }),
      on(6, { path: 'proposals/0001-plan/probes.yaml', line: 1 }),
      on(7, { line: 11 }),
    );
    const { said: reports } = await sync();
    expect(reports).toEqual([{ proposal: '0001-test', changed: true, threads: 4, unread: [] }]);
    const [review, ...others] = await said();
    expect(others).toEqual([]);
    expect(review).toEqual({
      review: 'github:demo/plans#3',
      asOf: expect.stringMatching(/Z$/) as string,
      threads: [
        {
          id: '1',
          blob: blob(second),
          line: 12,
          quote: 'a point of two lines',
          section: 'Plan',
          comments: [
            {
              id: '1',
              by: 'ada',
              at: '2026-01-01T00:00:00Z',
              text: 'Why? (address left out)\n\n- a [31m',
            },
            { id: '2', by: null, at: '2026-01-03T00:00:00Z', text: 'Said 2.' },
          ],
        },
        {
          id: '3',
          blob: blob(first),
          line: 7,
          quote: 'One release.',
          section: 'Summary',
          comments: [{ id: '3', by: 'ada', at: '2026-01-02T00:00:00Z', text: 'Said 3.' }],
        },
        {
          id: '4',
          quote: 'what stood there',
          comments: [{ id: '4', by: 'ada', at: '2026-01-02T00:00:00Z', text: 'Said 4.' }],
        },
        {
          id: '7',
          blob: blob(second),
          line: 11,
          quote: 'a point of two lines',
          section: 'Plan',
          comments: [{ id: '7', by: 'ada', at: '2026-01-02T00:00:00Z', text: 'Said 7.' }],
        },
      ],
    });
    expect(await file()).not.toContain('@');
  });

  it('is written again only when there is news, its day once a week', async () => {
    pull(on(1, { line: 12 }));
    await sync();
    const before = await file();
    const { mtimeMs } = await stat(join(work.folder, saidInReviewFile));
    expect((await sync({ now: () => Date.now() + 86_400_000 })).said[0]?.changed).toBe(false);
    expect(await file()).toBe(before);
    expect((await stat(join(work.folder, saidInReviewFile))).mtimeMs).toBe(mtimeMs);
    expect((await sync({ now: () => Date.now() + 8 * 86_400_000 })).said[0]?.changed).toBe(true);
    work.textReviews = [];
    await sync();
    expect(await said()).toEqual([]);
  });

  it('stays as it was read last where it cannot be read, says so, and a broken file stays too', async () => {
    pull(on(1, { line: 12 }));
    await sync();
    const [before] = await said();
    server.faults.push({
      when: (asked) => asked.includes('/comments'),
      status: 404,
      body: '{}',
      times: 9,
    });
    const failed = await sync();
    expect(failed.said[0]?.unread).toEqual([
      'https://github.com/demo/plans/pull/3: github.com: does not show it',
    ]);
    const [kept] = await said();
    expect(kept).toMatchObject({
      threads: before?.threads,
      asOf: before?.asOf,
      failure: { reason: 'github.com: does not show it' },
    });
    server.faults.splice(0);
    await sync();
    expect((await said())[0]?.failure).toBeUndefined();

    await writeFile(join(work.folder, saidInReviewFile), '{ "format": 1, "reviews": [');
    const { said: reports } = await sync();
    expect(reports[0]).toMatchObject({ changed: false });
    expect(reports[0]?.unread[0]).toMatch(/comments\.json.*no JSON/);
    expect(await file()).toBe('{ "format": 1, "reviews": [');
  });

  it('of an address that is no review’s, of one that was never there and past the budget, is unread', async () => {
    work.textReviews = [
      'https://github.com/demo/plans/issues?q=x',
      'https://elsewhere.example.org/demo/plans/pull/3',
      'https://github.com/demo/plans/pull/9',
    ];
    const { said: reports } = await sync();
    expect(reports[0]).toMatchObject({ threads: 0 });
    expect(reports[0]?.unread.map((line) => line.replace(/^\S+ /, ''))).toEqual([
      'is the address of no review on a system of projects.yaml',
      'is the address of no review on a system of projects.yaml',
      'github.com: does not show it',
    ]);
    work.textReviews = ['https://github.com/demo/plans/pull/3'];
    pull(on(1, { line: 12 }));
    const spent = await sync({ fetcher: { budget: 1 } });
    expect(spent.said[0]?.unread[0]).toContain('the budget of 1 requests is spent');
    expect((await said())[0]).toMatchObject({ threads: [], failure: {} });
  });
});
