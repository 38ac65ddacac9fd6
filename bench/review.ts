/**
 * What a run of sync costs with 10,000 reviews, against servers on loopback: requests, seconds and
 * memory of the first run, of one when nothing changed, and of one when a hundred changed.
 *
 * usage: node bench/review.ts [--reviews 10000] [--only gerrit|github] [--json]
 *
 * The first run against GitHub asks for every pull request by itself and takes some minutes.
 *
 * The servers are stand-ins, each in a process of its own, so that what is measured is the run's
 * alone (bench/review-server.ts). Waits between requests are left out: their number
 * times the spacing (one second, two between GitHub's searches) is what politeness adds.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { registrySchema, type ReviewSystem } from '../src/proposal/registry.ts';
import { readSnapshot } from '../src/review/read-snapshot.ts';
import { syncReviews, type SyncOptions } from '../src/review/sync/sync-reviews.ts';
import { startServer } from './review-server.ts';

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
  /** Seconds of CPU: what a busy machine does not change. */
  cpu: number;
  /** Most memory of the process so far, in MiB. */
  memory: number;
  written: boolean;
}

const rows: Row[] = [];

async function measure(
  system: ReviewSystem,
  query: object,
  change: () => Promise<void>,
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
    await change();
    await run('100 changed', () => start + day);
    const { size } = await stat(join(folder, 'reviews.json'));
    if (values.json !== true)
      console.log(`${system.kind}: reviews.json has ${(size / 1e6).toFixed(1)} MB`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (values.only !== 'github') {
  await using server = await startServer('gerrit', count);
  const { host } = new URL(server.url);
  const system: ReviewSystem = { kind: 'gerrit', host, aliases: [], api: server.url };
  await measure(system, { topic: ['move'], on: `gerrit:${host}` }, server.change);
}

if (values.only !== 'gerrit') {
  await using server = await startServer('github', count);
  const system: ReviewSystem = { kind: 'github', host: 'github.com', aliases: [], api: server.url };
  const search = { key: () => ({ schedule: (_: unknown, work: () => unknown) => work() }) };
  await measure(system, { label: ['move'] }, server.change, { octokit: { throttle: { search } } });
}

if (values.json === true) console.log(JSON.stringify({ reviews: count, rows }, null, 2));
else console.table(rows);
