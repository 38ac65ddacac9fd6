/**
 * What a run of sync costs with 10,000 reviews, against servers on loopback: requests, seconds and
 * memory of the first run, of one when nothing changed, and of one when a hundred changed.
 *
 * usage: node bench/review.ts [--reviews 10000] [--only gerrit|github] [--json]
 *
 * The first run against GitHub asks for every pull request by itself and takes some minutes.
 *
 * The servers are stand-ins, each in a process of its own (bench/review-server.ts), and so is each run
 * (bench/review-run.ts): what is measured is the run's alone. Waits between requests are left out:
 * their number times the spacing (one second, two between GitHub's searches) is what politeness adds.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ReviewSystem } from '../src/proposal/registry.ts';
import { reviewQuerySchema } from '../src/proposal/stage.ts';
import { measuredRun, type RunFigures } from './review-run.ts';
import { startServer, type StandIn } from './review-server.ts';

const { values } = parseArgs({
  options: {
    reviews: { type: 'string', default: '10000' },
    only: { type: 'string' },
    json: { type: 'boolean' },
  },
});
const count = Number(values.reviews);
const day = 86_400_000;

const rows: ({ system: string; run: string } & RunFigures)[] = [];

async function measure(server: StandIn, system: ReviewSystem, asked: object): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'crossplan-bench-'));
  const query = reviewQuerySchema.parse(asked);
  const run = async (name: string, now: number) => {
    const figures = await measuredRun({ system, query, folder, now });
    rows.push({ system: system.kind, run: name, ...figures });
  };
  try {
    const start = Date.now();
    await run('first', start);
    // The first run of a day also reads that day's part of the slow cycle.
    await run('nothing changed', start);
    await run('nothing changed, next day', start + day);
    await server.change();
    await run('100 changed', start + day);
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
  await measure(server, system, { topic: ['move'], on: `gerrit:${host}` });
}

if (values.only !== 'gerrit') {
  await using server = await startServer('github', count);
  const system: ReviewSystem = { kind: 'github', host: 'github.com', aliases: [], api: server.url };
  await measure(server, system, { label: ['move'] });
}

if (values.json === true) console.log(JSON.stringify({ reviews: count, rows }, null, 2));
else console.table(rows);
