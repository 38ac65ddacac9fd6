/**
 * What `npm run export` costs over a plan of many synthetic projects: seconds, computing time and memory of
 * each format, the command's whole process.
 *
 * usage: npm run bench:large-plan -- [--projects 15000] [--keep FOLDER] [--json]
 *
 * With --keep the tables stay in FOLDER, for queries.
 */
import { cp, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { plusDays } from '../src/ground/day.ts';
import { loadProposals } from '../src/proposal/load-proposals.ts';
import { snapshotOf } from '../test/support/status.ts';
import { costOf, type ProcessCost } from './process-cost.ts';

const { values } = parseArgs({
  options: {
    projects: { type: 'string', default: '15000' },
    keep: { type: 'string' },
    json: { type: 'boolean' },
  },
});
const count = Number(values.projects);
const since = '2024-01-01';

/** The template's plan for so many projects, each with its counts going down by its own pace. */
async function writePlan(root: string): Promise<void> {
  const folder = join(root, '0001-async');
  await cp('test/support/async-blueprint', folder, { recursive: true });
  const ids = Array.from({ length: count }, (_, i) => `p${i}`);
  await writeFile(
    join(root, 'projects.yaml'),
    [
      'teams: { web: {} }',
      'projects:',
      ...ids.map((id) => `  ${id}: { team: web, repository: https://example.org/web/${id} }`),
    ].join('\n'),
  );
  const { proposals, problems } = await loadProposals(root);
  const [proposal] = proposals;
  if (proposal === undefined) throw new Error(JSON.stringify(problems.slice(0, 3)));
  await mkdir(join(folder, 'adoption'));
  for (const [i, id] of ids.entries()) {
    const steps = 1 + (i % 20);
    const counts = Array.from({ length: steps }, (_, step): [string, number] => [
      plusDays(since, step * (7 + (i % 30))),
      2 * (steps - step) - 2,
    ]);
    const snapshot = snapshotOf(proposal, id, { callbacks: counts });
    await writeFile(join(folder, 'adoption', `${id}.json`), JSON.stringify(snapshot));
  }
}

interface Figures extends ProcessCost {
  format: string;
  /** Of all tables together. */
  megabytes: number;
}

async function measured(format: string, root: string, out: string): Promise<Figures> {
  const args = ['scripts/export.ts', '--format', format, '--root', root, '--out', out];
  const cost = await costOf(args.join(' '), args);
  const files = (await readdir(out)).filter((name) => name.endsWith(`.${format}`));
  const sizes = await Promise.all(files.map(async (name) => (await stat(join(out, name))).size));
  const megabytes = Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1e5) / 10;
  return { format, ...cost, megabytes };
}

const folder = await mkdtemp(join(tmpdir(), 'crossplan-large-plan-'));
const root = join(folder, 'proposals');
try {
  await mkdir(root);
  await writePlan(root);
  const rows: Figures[] = [];
  for (const format of ['parquet', 'csv', 'json']) {
    rows.push(await measured(format, root, values.keep ?? join(folder, 'out')));
  }
  if (values.json === true) console.log(JSON.stringify({ projects: count, rows }, null, 2));
  else console.table(rows);
} finally {
  await rm(folder, { recursive: true, force: true });
}
