/**
 * One run of sync in a process of its own, with the flags of `npm run sync`: its most memory is that of
 * this run and of no other.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { registrySchema, type ReviewSystem } from '../src/proposal/registry.ts';
import type { ReviewQuery } from '../src/proposal/stage.ts';
import { readSnapshot } from '../src/review/read-snapshot.ts';
import { syncReviews } from '../src/review/sync/sync-reviews.ts';

export interface RunOrder {
  system: ReviewSystem;
  query: ReviewQuery;
  /** Of the proposal, with its cache. */
  folder: string;
  /** The moment of the run, in ms. */
  now: number;
}

export interface RunFigures {
  requests: number;
  seconds: number;
  /** Seconds of CPU: what a busy machine does not change. */
  cpu: number;
  /** Most memory of the process, in MiB. */
  memory: number;
  written: boolean;
}

/** What `npm run sync` gives its Node besides the script. */
function flagsOfSync(): string[] {
  const text = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8');
  const { scripts } = JSON.parse(text) as { scripts: { sync: string } };
  return scripts.sync.split(' ').filter((word) => word.startsWith('--'));
}

/** Has a run made, and waits for its figures. */
export async function measuredRun(order: RunOrder): Promise<RunFigures> {
  const child = fork(import.meta.filename, [JSON.stringify(order)], { execArgv: flagsOfSync() });
  const [figures] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`a run ended with ${code}`))),
  ])) as [RunFigures];
  return figures;
}

async function run({ system, query, folder, now }: RunOrder): Promise<RunFigures> {
  const registry = registrySchema.parse({
    reviewSystems: [system],
    teams: { team: {} },
    projects: { alpha: { team: 'team', repository: 'https://github.com/demo/alpha' } },
  });
  const started = performance.now();
  const { snapshot } = await readSnapshot(folder);
  // A search costs two seconds where GitHub is asked; here its number counts.
  const search = { key: () => ({ schedule: (_: unknown, work: () => unknown) => work() }) };
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
    now: () => now,
    fetcher: { spacing: 0, budget: 1_000_000 },
    octokit: { throttle: { search } },
  });
  const [source] = report.sources;
  if (source?.failure !== undefined) throw new Error(source.failure);
  const { user, system: ofSystem } = process.cpuUsage();
  return {
    requests: source?.requests ?? 0,
    seconds: Math.round((performance.now() - started) / 100) / 10,
    cpu: Math.round((user + ofSystem) / 100_000) / 10,
    memory: Math.round(process.resourceUsage().maxRSS / 1024),
    written: report.written[0]?.changed === true,
  };
}

if (import.meta.main) {
  const figures = await run(JSON.parse(process.argv[2] ?? '') as RunOrder);
  process.send?.(figures);
  process.disconnect();
}
