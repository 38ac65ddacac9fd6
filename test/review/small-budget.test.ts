import { describe, expect, it } from 'vitest';
import type { SyncOptions } from '../../src/review/sync/sync-reviews.ts';
import { FakeGerrit, manyChanges } from './fake-gerrit.ts';
import { GithubServer, type FakePull } from './github/server.ts';
import { Workbench } from './workbench.ts';

const octokit: NonNullable<SyncOptions['octokit']> = {
  retry: { retryAfterBaseValue: 1 },
  throttle: {
    retryAfterBaseValue: 1,
    search: { key: () => ({ schedule: (_: unknown, work: () => Promise<unknown>) => work() }) },
  },
};
const day = 86_400_000;

/** Pull requests of every kind: some take one request, an open one up to five. */
const pulls: FakePull[] = Array.from({ length: 12 }, (_, i): FakePull => {
  const common = { number: i + 1, title: `Pull ${i + 1}`, labels: ['move'] };
  const voter = (n: number): [string, string] => [`voter-${n}`, n < 9 ? 'COMMENTED' : 'APPROVED'];
  const many = Array.from({ length: 230 }, (_, n) => voter(n));
  const kinds: Partial<FakePull>[] = [
    { votes: many, mergeable: 'unstable', checks: [['unit', 'failure']] },
    { state: 'closed', closedBy: 'c'.repeat(40) },
    { state: 'closed', merged: '2026-01-02T00:00:00Z' },
    { draft: true },
  ];
  return { ...common, ...kinds[i % kinds.length] };
});

describe('a first read whose budget is far too small', () => {
  it.each([
    [1, 1],
    [2, 1],
    [3, 9],
    [7, 1],
  ])('ends all the same: budget %i, a run every %i days', async (budget, every) => {
    await using gerrit = await FakeGerrit.start(manyChanges(23));
    gerrit.limit = 5;
    await using github = await GithubServer.start();
    github.add('demo/new-name', ...pulls);
    // Each question about it is led elsewhere first.
    github.renamed.set('demo/old-name', 'demo/new-name');
    const bench = async () => {
      const work = await Workbench.create(
        [
          { kind: 'gerrit', host: gerrit.host, aliases: [], api: `http://${gerrit.host}` },
          { kind: 'github', host: 'github.com', aliases: [], api: github.url },
        ],
        ['https://github.com/demo/new-name'],
      );
      work.stage(
        'one',
        { topic: ['move'], on: `gerrit:${gerrit.host}` },
        { label: ['move'], repository: ['demo/new-name'] },
      );
      work.text = '### Stage: one\n\nSee https://github.com/demo/old-name/pull/7.';
      return work;
    };
    const told = async (work: Workbench) => {
      const { reviews, links } = await work.read();
      const reasons = links.map(({ review, provenance }) => [
        review,
        provenance.map(({ kind, text }) => [kind, text]),
      ]);
      return { reviews, reasons };
    };
    await using undisturbed = await bench();
    const { sources } = await undisturbed.sync({ octokit });
    expect(sources.map(({ failure }) => failure)).toEqual([undefined, undefined]);
    const whole = await told(undisturbed);
    const all = sources.reduce((sum, { requests }) => sum + requests, 0);
    await using work = await bench();
    const start = Date.now();
    const ended = new Set<string>();
    let runs = 0;
    for (; ended.size < 2; runs++) {
      // A source that is read to its end is asked again and spends half of what there is.
      expect(runs).toBeLessThan((2 * all) / budget + 2);
      const report = await work.sync({
        octokit,
        fetcher: { budget },
        now: () => start + runs * every * day,
      });
      const sent = report.sources.reduce((sum, { requests }) => sum + requests, 0);
      expect(sent).toBeLessThanOrEqual(budget);
      for (const { source, failure } of report.sources) {
        if (failure === undefined) ended.add(source);
        else expect(failure).toContain('the budget of');
      }
    }
    expect(await told(work)).toEqual(whole);
    expect(runs).toBeGreaterThan(1);
    expect([...github.violations]).toEqual([]);
  });
});
