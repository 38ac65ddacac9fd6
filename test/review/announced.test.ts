import { describe, expect, it } from 'vitest';
import { plannedSource } from '../../src/review/sync/dry-run.ts';
import { planSystem } from '../../src/review/sync/plan.ts';
import { Secrets } from '../../src/review/sync/secrets.ts';
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

/** All that --dry-run announces. */
async function announced(work: Workbench, budget: number) {
  const { registry } = work;
  const day = Math.floor(Date.now() / 86_400_000);
  const proposals = [await work.input()];
  return Promise.all(
    registry.reviewSystems.map((system) =>
      plannedSource(
        planSystem(system, proposals, { registry, day, cycle: 1 }),
        registry.reviewSystems,
        { secrets: new Secrets(), budget },
      ),
    ),
  );
}

describe('what --dry-run announced', () => {
  it.each([3, 20, 200])('is kept by every run until all is read: budget %i', async (budget) => {
    const changes = manyChanges(60);
    await using gerrit = await FakeGerrit.start(changes);
    gerrit.limit = 5;
    await using github = await GithubServer.start();
    const pulls = Array.from({ length: 25 }, (_, i): FakePull => {
      const merged = i % 2 === 0 ? { merged: '2026-01-02T00:00:00Z' } : {};
      return { number: i + 1, title: `Pull ${i + 1}`, labels: ['move'], ...merged };
    });
    github.add('demo/beta', ...pulls);
    await using work = await Workbench.create(
      [
        { kind: 'gerrit', host: gerrit.host, aliases: [], api: `http://${gerrit.host}` },
        { kind: 'github', host: 'github.com', aliases: [], api: github.url },
        { kind: 'gerrit', host: 'idle.example.org', aliases: [] },
      ],
      ['https://github.com/demo/beta'],
    );
    work.stage(
      'one',
      { topic: ['move'], on: `gerrit:${gerrit.host}` },
      { label: ['move'], repository: ['demo/beta'] },
    );
    const [ofGerrit, ofGithub, idle] = await announced(work, budget);
    expect([ofGerrit?.requests.length, ofGithub?.requests.length]).toEqual([1, 1]);
    expect(idle).toMatchObject({ requests: [], follows: [], atMost: 0 });
    for (let runs = 0, whole = 0; whole < 2; runs++) {
      expect(runs).toBeLessThan(120);
      const planned = await announced(work, budget);
      // Asked nothing by being planned.
      expect([...gerrit.requests, ...github.requests]).toEqual([]);
      const { sources } = await work.sync({ octokit, fetcher: { budget } });
      const sent = [
        ...gerrit.requests.splice(0).map((path) => `http://${gerrit.host}${path}`),
        ...github.requests.splice(0).map(({ path }) => `${github.url}${path}`),
      ];
      for (const { source, atMost } of planned) {
        const requests = sources.find((one) => one.source === source)?.requests ?? 0;
        expect(requests).toBeLessThanOrEqual(atMost);
      }
      expect(sent.length).toBeLessThanOrEqual(Math.max(...planned.map(({ atMost }) => atMost)));
      const isWhole = sources.every(({ failure }) => failure === undefined);
      // Nothing was said that is not asked, where one run asks all.
      if (isWhole && runs === 0) {
        const first = planned.flatMap(({ requests }) => requests);
        expect(sent).toEqual(expect.arrayContaining(first));
      }
      if (isWhole) whole++;
    }
    expect(Object.keys(await work.status())).toHaveLength(85);
    expect([...github.violations]).toEqual([]);
  });
});
