/**
 * What an exact history of probes costs, as ratios of one run on one machine: against git printing the
 * same blobs (`git cat-file --batch`, default settings), and against `git grep` at monthly samples.
 *
 * usage: npm run bench:history -- --clone <path> [--since <day>] [--proposal <number>] [--project <id>]
 *          [--word <text>] [--greps <n>] [--fresh <n>] [--json]
 *
 * Runs, each a process of its own, one after the other: a literal; the same again with what was found
 * kept from the run before; all probes of a proposal; the same where the run before had come to so many
 * commits before the head; the blobs by git; `git grep` at so many months.
 * CPU seconds are those of the process and of all that it started; memory is the process's own peak. Each
 * is told on standard error as it ends, the ratios at the end.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CacheFile } from '../src/adoption/cache/cache-file.ts';
import { loadPlans } from '../src/adoption/cache/load-plans.ts';
import { GitEngine } from '../src/adoption/git-engine.ts';
import { sparing } from '../src/adoption/read-apart.ts';
import { partsOf, probesWithParts } from '../src/adoption/parts.ts';
import { questionFor } from '../src/adoption/probe-hash.ts';
import { globs } from '../src/adoption/probe/globs.ts';
import type { ProbeQuestion } from '../src/adoption/scanner.ts';
import { openRepository } from '../src/git/repository.ts';
import { probesFileSchema } from '../src/proposal/probe.ts';

const { values } = parseArgs({
  options: {
    clone: { type: 'string' },
    since: { type: 'string', default: '1970-01-01' },
    proposal: { type: 'string', default: '2' },
    project: { type: 'string', default: 'nova' },
    word: { type: 'string', default: 'eventlet' },
    greps: { type: 'string', default: '24' },
    /** The last so many commits are what a further run finds new. */
    fresh: { type: 'string', default: '200' },
    json: { type: 'boolean' },
    /** In a process of its own: which of the runs, and the folder of what is kept. */
    run: { type: 'string' },
    kept: { type: 'string' },
    back: { type: 'string' },
  },
});
const { clone, since, word } = values;
if (clone === undefined) throw new Error('--clone <path> is needed');
const repository = await openRepository(clone, undefined, true);
const git = ['-c', 'safe.directory=*', `--git-dir=${repository.gitDir}`];

/** Whole cost of a process, as the system counts it. */
interface Cost {
  wall: number;
  cpu: number;
  /** MiB. */
  memory: number;
}

if (values.run !== undefined) await read(values.run);
else await compare();

/** Reads the history in this process. */
async function read(which: string): Promise<void> {
  const cache = values.kept === undefined ? undefined : CacheFile.open(values.kept, 'bench');
  const question = which === 'probes' ? await probesOfProposal() : literal();
  const at = { ...repository, head: values.back ?? repository.head };
  const reading = await new GitEngine(cache).read(at, question, since);
  cache?.close();
  process.stdout.write(
    `${JSON.stringify({ commits: reading.commits, memory: process.resourceUsage().maxRSS / 1024 })}\n`,
  );
}

function literal(): ProbeQuestion {
  const { probes, tests } = probesFileSchema.parse({
    probes: { word: { kind: 'text', title: 'word', include: ['**/*.py'], pattern: word } },
  });
  return { probes, tests, wrappers: {} };
}

async function probesOfProposal(): Promise<ProbeQuestion> {
  // As the command does: parsed again only after somebody wrote in them.
  const { proposals, registry } = await loadPlans('proposals', values.kept);
  const proposal = proposals.find(({ number }) => number === Number(values.proposal));
  const project = registry.projects[values.project];
  if (proposal === undefined || project === undefined)
    throw new Error('no such proposal or project');
  const question = questionFor(proposal.probes, values.project);
  const manifests = await new GitEngine().manifests(repository, globs(question.tests));
  const parts = partsOf(project, manifests);
  return { ...question, probes: probesWithParts(question.probes, parts.all) };
}

async function compare(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'crossplan-bench-'));
  try {
    const kept = join(folder, 'kept');
    const older = join(folder, 'older');
    const most = `--max-count=${Number(values.fresh) + 1}`;
    const last = gitText('rev-list', '--first-parent', most, repository.head);
    const before = last.trim().split('\n').at(-1) ?? repository.head;
    const ids = join(folder, 'ids');
    const { blobs, months } = inHistory();
    await writeFile(ids, blobs.join('\n'));
    const costs: Record<string, Cost> = {};
    const tell = (run: string, { wall, cpu, memory }: Cost) => {
      costs[run] = { wall, cpu, memory };
      const peak = memory === 0 ? '' : `, ${memory.toFixed(0)} MiB`;
      console.error(`${run}: ${wall.toFixed(2)} s, ${cpu.toFixed(2)} CPU s${peak}`);
    };
    tell('start of a process', await cost(process.execPath, ['--eval', '0']));
    tell('git cat-file --batch', await cost('git', [...git, 'cat-file', '--batch'], ids));
    tell('literal, exact at every commit', await own('literal'));
    tell('literal, kept from here on', await own('literal', kept));
    tell('literal, nothing new', await own('literal', kept));
    tell('all probes', await own('probes'));
    tell('all probes, kept from here on', await own('probes', kept));
    tell('all probes, nothing new', await own('probes', kept));
    tell(`all probes, ${values.fresh} commits before`, await own('probes', older, before));
    tell(`all probes, ${values.fresh} new commits`, await own('probes', older));
    const chosen = months.slice(-Number(values.greps));
    let greps: Cost = { wall: 0, cpu: 0, memory: 0 };
    for (const commit of chosen) {
      const one = await cost('git', [...git, 'grep', '-a', '-c', '-F', word, commit, '--', '*.py']);
      greps = { wall: greps.wall + one.wall, cpu: greps.cpu + one.cpu, memory: 0 };
    }
    const factor = months.length / Math.max(1, chosen.length);
    tell(`git grep at ${months.length} months (${chosen.length} measured)`, {
      wall: greps.wall * factor,
      cpu: greps.cpu * factor,
      memory: 0,
    });
    print(costs, blobs.length);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Every Python blob of the first-parent line, in the order in which they come, and a commit a month. */
function inHistory(): { blobs: string[]; months: string[] } {
  const log = (...args: string[]) =>
    gitText('-c', 'log.showRoot=true', 'log', '--first-parent', ...args);
  const raw = log(
    '--reverse',
    '--raw',
    '--diff-merges=first-parent',
    '--no-abbrev',
    '--no-renames',
    '--format=',
    repository.head,
    '--',
    '*.py',
  );
  const blobs = raw.split('\n').flatMap((line) => {
    const [, mode, , blob] = line.split(' ');
    return mode?.startsWith('100') === true && blob !== undefined ? [blob] : [];
  });
  const months = new Map(
    log('--reverse', '--format=%H %cs', repository.head)
      .trim()
      .split('\n')
      .map((line) => [line.slice(-10, -3), line.split(' ')[0] ?? '']),
  );
  return { blobs: [...new Set(blobs)], months: [...months.values()] };
}

function gitText(...args: string[]): string {
  return spawnSync('git', [...git, ...args], { encoding: 'utf8', maxBuffer: 2 ** 30 }).stdout;
}

/** @param head commit to which it reads; default, the repository's head */
async function own(which: string, kept?: string, head?: string): Promise<Cost> {
  const more = [
    ...(kept === undefined ? [] : ['--kept', kept]),
    ...(head === undefined ? [] : ['--back', head]),
  ];
  const same = ['--clone', clone ?? '', '--since', since, '--proposal', values.proposal];
  const args = [...same, '--project', values.project, '--word', word, '--run', which, ...more];
  // As the commands are started.
  const compiled = new URL('../scripts/lib/compile-cache.mjs', import.meta.url).href;
  const options = [...sparing, '--import', compiled];
  return cost(process.execPath, [...options, fileURLToPath(import.meta.url), ...args]);
}

/** Runs a command under the system's own measure; what it prints is thrown away, or says its memory. */
async function cost(command: string, args: readonly string[], input = '/dev/null'): Promise<Cost> {
  const times = join(tmpdir(), `crossplan-times-${process.pid}`);
  const started = performance.now();
  const script = `exec 3>&2; TIMEFORMAT='%U %S'; { time "$@" < ${input} ; } 2>${times}`;
  const child = spawn('bash', ['-c', script, 'bash', command, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last = '';
  child.stdout.on('data', (chunk: Buffer) => {
    last = chunk.length < 500 ? chunk.toString('latin1') : '';
  });
  await new Promise((resolve) => child.on('close', resolve));
  const wall = (performance.now() - started) / 1000;
  const said = (await readFile(times, 'utf8')).trim().split('\n').at(-1) ?? '';
  await rm(times, { force: true });
  const [user = NaN, system = NaN] = said.split(' ').map(Number);
  const memory = /"memory":([\d.]+)/.exec(last)?.[1];
  return { wall, cpu: user + system, memory: Number(memory ?? 0) };
}

function print(costs: Record<string, Cost>, blobs: number): void {
  const base = costs['git cat-file --batch'] ?? { wall: NaN, cpu: NaN, memory: 0 };
  const rows = Object.entries(costs).map(([run, { wall, cpu, memory }]) => ({
    run,
    wall: wall.toFixed(2),
    cpu: cpu.toFixed(2),
    'wall / cat-file': (wall / base.wall).toFixed(2),
    'cpu / cat-file': (cpu / base.cpu).toFixed(2),
    'peak MiB': memory === 0 ? '' : memory.toFixed(0),
  }));
  if (values.json === true) console.log(JSON.stringify({ blobs, since, rows }, null, 2));
  else {
    console.log(`${blobs} blobs of *.py on the first-parent line; probes read from ${since} on`);
    console.table(rows);
  }
}
