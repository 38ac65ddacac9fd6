/**
 * What it costs to build a large site: many projects, blueprints and reviews, beside plain Starlight with as
 * many pages of the same size. Computing time is told beside seconds: it holds on a busy machine too.
 *
 * usage: npm run bench:site -- [--projects 600] [--blueprints 20] [--reviews 10000] [--json]
 */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { siteBuild } from '../scripts/lib/site-build.ts';
import { plusDays } from '../src/ground/day.ts';
import { numberText } from '../src/proposal/proposal-number.ts';
import { loadProposals } from '../src/proposal/load-proposals.ts';
import { generatedReviews } from '../test/support/reviews.ts';
import { environment, projectWith } from '../test/support/site.ts';
import { snapshotOf } from '../test/support/status.ts';
import { costOf, type ProcessCost } from './process-cost.ts';

const { values } = parseArgs({
  options: {
    projects: { type: 'string', default: '600' },
    blueprints: { type: 'string', default: '20' },
    reviews: { type: 'string', default: '10000' },
    json: { type: 'boolean' },
  },
});
const [projects, blueprints, reviews] = [values.projects, values.blueprints, values.reviews].map(
  Number,
) as [number, number, number];
const since = '2024-01-01';
/** No page of the site is larger, in bytes. */
const largestPage = 300_000;
const astro = resolve('node_modules/astro/bin/astro.mjs');

/** So many blueprints, each for all projects, with its share of the reviews. */
async function writePlans(root: string): Promise<void> {
  const ids = Array.from({ length: projects }, (_, i) => `p${i}`);
  const teams = ['web', 'ops', 'data', 'mail'];
  await writeFile(
    join(root, 'projects.yaml'),
    [
      'reviewSystems: [{ kind: gerrit, host: review.example.org }, { kind: github, host: github.com }]',
      `teams: { ${teams.map((team) => `${team}: {}`).join(', ')} }`,
      'projects:',
      ...ids.map((id, i) => {
        const team = teams[i % teams.length] ?? '';
        return `  ${id}: { team: ${team}, repository: https://example.org/${team}/${id} }`;
      }),
    ].join('\n'),
  );
  const names = Array.from({ length: blueprints }, (_, i) => `${numberText(i + 1)}-plan`);
  for (const name of names) {
    await cp('test/support/async-blueprint', join(root, name), { recursive: true });
    await mkdir(join(root, name, 'adoption'));
    const generated = generatedReviews({
      count: Math.round(reviews / blueprints),
      stages: ['ready', 'removed'],
      repositories: ids.slice(0, 40).map((id) => `web/${id}`),
      newest: '2026-06-30',
    });
    await writeFile(join(root, name, 'reviews.json'), generated);
  }
  const { proposals, problems } = await loadProposals(root);
  if (proposals.length < blueprints) throw new Error(JSON.stringify(problems.slice(0, 3)));
  for (const proposal of proposals) {
    for (const [i, id] of ids.entries()) {
      const steps = 1 + ((i + proposal.number) % 20);
      const counts = Array.from({ length: steps }, (_, step): [string, number] => [
        plusDays(since, step * (7 + (i % 30))),
        2 * (steps - step) - 2,
      ]);
      const snapshot = snapshotOf(proposal, id, { callbacks: counts });
      await writeFile(join(proposal.folder, 'adoption', `${id}.json`), JSON.stringify(snapshot));
    }
  }
}

interface Figures extends ProcessCost {
  of: string;
}

async function built(of: string, folder: string, build = siteBuild): Promise<Figures> {
  const cost = await costOf(`the build of ${of}`, build, {
    cwd: folder,
    env: environment(),
  });
  return { of, ...cost };
}

/** The sizes of a build's pages, in bytes. */
async function pageSizes(dist: string): Promise<number[]> {
  const names = await readdir(dist, { recursive: true });
  const pages = names.filter((name) => name.endsWith('.html'));
  return Promise.all(pages.map(async (name) => (await stat(join(dist, name))).size));
}

/** Plain Starlight with a page of prose for each of ours, as large as it. */
async function writePlain(folder: string, sizes: readonly number[]): Promise<void> {
  await mkdir(join(folder, 'src/content/docs'), { recursive: true });
  await cp('src/content.config.ts', join(folder, 'src/content.config.ts'));
  await cp('tsconfig.json', join(folder, 'tsconfig.json'));
  // By its dependencies Astro knows what is written for Astro.
  const dependencies = { '@astrojs/starlight': '*', astro: '*' };
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ type: 'module', private: true, dependencies }),
  );
  await writeFile(
    join(folder, 'astro.config.mjs'),
    "import starlight from '@astrojs/starlight';\nimport { defineConfig } from 'astro/config';\n" +
      "export default defineConfig({ integrations: [starlight({ title: 'Plain', sidebar: [] })] });\n",
  );
  /** What Starlight itself writes around the text of a page, about. */
  const around = 30_000;
  const paragraph = `${'What stands here is as long as a paragraph is. '.repeat(8)}\n\n`;
  for (const [i, size] of sizes.entries()) {
    const count = Math.max(1, Math.round((size - around) / paragraph.length));
    const text = `---\ntitle: Page ${i}\n---\n\n${paragraph.repeat(count)}`;
    await writeFile(join(folder, 'src/content/docs', `page-${i}.md`), text);
  }
}

const work = await mkdtemp(join(tmpdir(), 'crossplan-bench-site-'));
const root = join(work, 'proposals');
await mkdir(root);
await writePlans(root);
const project = await projectWith(root);
const plain = await mkdtemp(join(resolve('.cache'), 'site-plain-'));
try {
  const ours = await built('crossplan', project);
  const sizes = await pageSizes(join(project, 'dist'));
  // Astro has no builds of a part: one changed snapshot costs as much as the whole.
  const one = join(project, 'proposals', `${numberText(1)}-plan`, 'adoption', 'p0.json');
  const text = await readFile(one, 'utf8');
  await writeFile(one, text.replace(/"asOf":"[^"]*"/, '"asOf":"2026-07-01"'));
  const again = await built('crossplan, one snapshot changed', project);
  await writePlain(plain, sizes);
  const starlight = await built('plain Starlight', plain, [astro, 'build']);
  const plainSizes = await pageSizes(join(plain, 'dist'));
  const sum = (all: readonly number[]) => Math.round(all.reduce((a, b) => a + b, 0) / 1e6);
  const summary = {
    pages: { ours: sizes.length, plain: plainSizes.length },
    megabytes: { ours: sum(sizes), plain: sum(plainSizes) },
    largestPage: Math.max(...sizes),
    pagesTooLarge: sizes.filter((size) => size > largestPage).length,
    timesPlain: Math.round((100 * ours.computingSeconds) / starlight.computingSeconds) / 100,
    againTimesWhole: Math.round((100 * again.computingSeconds) / ours.computingSeconds) / 100,
  };
  const rows = [ours, again, starlight];
  if (values.json === true) console.log(JSON.stringify({ rows, ...summary }, null, 2));
  else {
    console.table(rows);
    console.log(summary);
  }
} finally {
  await Promise.all(
    [work, project, plain].map((folder) => rm(folder, { recursive: true, force: true })),
  );
}
