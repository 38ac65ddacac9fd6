/**
 * What a run of sync costs with 10,000 reviews, against servers on loopback: requests, seconds and
 * memory of the first run, of one when nothing changed, and of one when a hundred changed.
 *
 * usage: node bench/review.ts [--reviews 10000] [--only gerrit|github] [--json]
 *
 * The first run against GitHub asks for every pull request by itself and takes some minutes.
 *
 * The Gerrit is a stand-in that answers from memory in Gerrit's form; the GitHub answers by its
 * official contract, but does not check it here. Waits between requests are left out: their number
 * times the spacing (one second, two between GitHub's searches) is what politeness adds.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { registrySchema, type ReviewSystem } from '../src/proposal/registry.ts';
import { readSnapshot } from '../src/review/read-snapshot.ts';
import { syncReviews, type SyncOptions } from '../src/review/sync/sync-reviews.ts';
import { FakeGerrit, manyChanges } from '../test/review/fake-gerrit.ts';
import { GithubServer, type FakePull } from '../test/review/github/server.ts';

const { values } = parseArgs({
  options: {
    reviews: { type: 'string', default: '10000' },
    only: { type: 'string' },
    json: { type: 'boolean' },
  },
});
const count = Number(values.reviews);
const day = 86_400_000;

interface Row {
  system: string;
  run: string;
  requests: number;
  seconds: number;
  /** Seconds of CPU, the server's share in it: what a busy machine does not change. */
  cpu: number;
  /** Most memory of the process so far, in MiB. */
  memory: number;
  written: boolean;
}

const rows: Row[] = [];

async function measure(
  system: ReviewSystem,
  query: object,
  change: () => void,
  extra: Partial<SyncOptions> = {},
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'crossplan-bench-'));
  const registry = registrySchema.parse({
    reviewSystems: [system],
    teams: { team: {} },
    projects: { alpha: { team: 'team', repository: 'https://github.com/demo/alpha' } },
  });
  const run = async (name: string, now: () => number) => {
    const { snapshot } = await readSnapshot(folder);
    const started = performance.now();
    const cpu = process.cpuUsage();
    const report = await syncReviews({
      registry,
      proposals: [
        {
          name: '0001-bench',
          folder,
          stages: [{ id: 'one', reviews: [query] }],
          citations: [],
          decisions: [],
          snapshot,
        },
      ],
      cache: join(folder, 'cache'),
      now,
      fetcher: { spacing: 0, budget: 1_000_000 },
      ...extra,
    });
    const [source] = report.sources;
    if (source?.failure !== undefined) throw new Error(source.failure);
    rows.push({
      system: system.kind,
      run: name,
      requests: source?.requests ?? 0,
      seconds: Math.round((performance.now() - started) / 100) / 10,
      cpu: Math.round((process.cpuUsage(cpu).user + process.cpuUsage(cpu).system) / 100_000) / 10,
      memory: Math.round(process.resourceUsage().maxRSS / 1024),
      written: report.written[0]?.changed === true,
    });
  };
  try {
    const start = Date.now();
    await run('first', () => start);
    // The first run of a day also reads that day's part of the slow cycle.
    await run('nothing changed', () => start);
    await run('nothing changed, next day', () => start + day);
    change();
    await run('100 changed', () => start + day);
    const { size } = await stat(join(folder, 'reviews.json'));
    if (values.json !== true)
      console.log(`${system.kind}: reviews.json has ${(size / 1e6).toFixed(1)} MB`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (values.only !== 'github') {
  const changes = manyChanges(count);
  await using server = await FakeGerrit.start(changes);
  const system: ReviewSystem = {
    kind: 'gerrit',
    host: server.host,
    aliases: [],
    api: `http://${server.host}`,
  };
  await measure(system, { topic: ['move'], on: `gerrit:${server.host}` }, () => {
    server.changes = changes.map((one) =>
      one.number <= 100 ? { ...one, updated: '2026-09-01 00:00:00.000000000' } : one,
    );
  });
}

if (values.only !== 'gerrit') {
  const pulls = manyChanges(count).map(({ number, updated, status }): FakePull => {
    const at = `${updated.slice(0, 10)}T${updated.slice(11, 19)}Z`;
    const merged = status === 'MERGED' ? { merged: at } : {};
    return {
      number,
      title: `Pull ${number}`,
      labels: ['move'],
      created: at,
      updated: at,
      ...merged,
    };
  });
  await using server = await GithubServer.start({ check: false });
  server.add('demo/alpha', ...pulls);
  const system: ReviewSystem = { kind: 'github', host: 'github.com', aliases: [], api: server.url };
  const search = { key: () => ({ schedule: (_: unknown, work: () => unknown) => work() }) };
  await measure(
    system,
    { label: ['move'] },
    () => {
      for (const pull of pulls.slice(0, 100)) pull.updated = '2026-09-01T00:00:00Z';
    },
    { octokit: { throttle: { search } } },
  );
}

if (values.json === true) console.log(JSON.stringify({ reviews: count, rows }, null, 2));
else console.table(rows);
