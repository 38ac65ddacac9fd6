import { availableParallelism } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { inCache, inMirrors } from '../src/git/clone.ts';
import { writeAsOf } from '../src/adoption/as-of-file.ts';
import { keepWithin, pruneUnused } from '../src/adoption/cache/prune.ts';
import { readRemembered } from '../src/adoption/cache/read-remembered.ts';
import { readApart } from '../src/adoption/read-apart.ts';
import type { ReadTask } from '../src/adoption/read-project.ts';
import { track, type Tracked } from '../src/adoption/track.ts';
import { loadProposals, type Proposals } from '../src/proposal/load-proposals.ts';
import { daySchema } from '../src/proposal/field.ts';
import { today } from '../src/ground/day.ts';
import { formatProblem } from '../src/ground/problem.ts';
import { select } from '../src/proposal/selection.ts';
import { exitCode, run, WrongUse } from './lib/cli.ts';
import {
  chosenProjects,
  chosenProposals,
  projectOption,
  proposalOption,
  proposalsRoot,
  rootOption,
  wholeNumber,
} from './lib/options.ts';
import { print, printError, printJson } from './lib/print.ts';
import { Progress } from './lib/progress.ts';

await run(
  {
    usage: 'npm run track --',
    about:
      'Reads the repositories of a proposal’s projects and writes what its probes find, with evidence\n' +
      'and history, to proposals/NNNN-slug/adoption/<project>.json. A repository that cannot be read\n' +
      'leaves what was known as it is.',
    options: {
      proposal: proposalOption,
      project: projectOption,
      mirrors: {
        type: 'string',
        value: '<pattern>',
        help: 'read existing clones, bare or not: {owner} and {name} stand for the repository’s',
      },
      'as-of': {
        type: 'string',
        value: '<day>',
        help: 'with --mirrors: the day on which those clones were last fetched, YYYY-MM-DD',
      },
      local: {
        type: 'boolean',
        help: 'read repositories that are folders of this machine or file: addresses too',
      },
      host: {
        type: 'string',
        multiple: true,
        value: '<name>',
        help: 'ask this host alone; may be given several times. Default: any, over https or ssh',
      },
      cache: {
        type: 'string',
        value: '<dir>',
        help: 'where clones of its own are kept; default: .cache/repositories',
      },
      'no-fetch': { type: 'boolean', help: 'read the cache as it is, ask no server' },
      scans: {
        type: 'string',
        value: '<dir>',
        help: 'where what was found is kept, so that a later run reads what is new; default: .cache/scans',
      },
      'no-scans': { type: 'boolean', help: 'read everything anew, and keep nothing' },
      'scans-limit': {
        type: 'string',
        value: '<MiB>',
        help: 'what was used longest ago is then thrown away; default: 2048',
      },
      prune: { type: 'boolean', help: 'throw away what this run had no use for' },
      jobs: { type: 'string', value: '<n>', help: 'repositories at a time; default: 2' },
      root: rootOption,
      json: { type: 'boolean', help: 'the results as one JSON array' },
      'dry-run': { type: 'boolean', help: 'read and compare, write nothing' },
    },
    examples: [
      'npm run track',
      "npm run track -- --proposal 1 --mirrors '/srv/git/{owner}/{name}.git'",
      'npm run -s track -- --project alpha --no-fetch --json | jq .',
    ],
  },
  async (values) => {
    const loaded = await loadProposals(proposalsRoot(values));
    const { proposals, faulty } = chosenProposals(loaded, values.proposal);
    const only = chosenProjects(values.project, loaded.registry.projects);
    const tasks = tasksOf(proposals, loaded.registry, only);
    const jobs = jobsOf(values.jobs);
    const locate =
      values.mirrors === undefined
        ? inCache(resolve(values.cache ?? join('.cache', 'repositories')), {
            fetch: values['no-fetch'] !== true,
            local: values.local === true,
            hosts: values.host,
          })
        : inMirrors(values.mirrors, {
            asOf: asOfDay(values['as-of']),
            local: values.local === true,
          });
    const scans =
      values['no-scans'] === true ? undefined : resolve(values.scans ?? join('.cache', 'scans'));
    const most = wholeNumber('--scans-limit', values['scans-limit'] ?? '2048', { least: 1 });
    const begun = Date.now();
    const options = {
      registry: loaded.registry,
      locate,
      read: (task: ReadTask) => readRemembered(task, readApart),
      scans,
      dryRun: values['dry-run'] === true,
    };

    const progress = new Progress('read', tasks.length);
    const results = await inParallel(tasks, jobs, async ({ proposal, project }) => {
      const started = performance.now();
      const tracked = await track(proposal, project, options);
      progress.step(project);
      return { tracked, seconds: Math.round((performance.now() - started) / 100) / 10 };
    });
    progress.end();
    if (scans !== undefined) {
      if (values.prune === true) {
        const repositories = tasks.flatMap(
          ({ project }) => loaded.registry.projects[project]?.repository ?? [],
        );
        await pruneUnused(scans, new Set(repositories), begun);
      }
      await keepWithin(scans, most * 1024 * 1024);
    }
    if (!options.dryRun)
      await writeDays(
        proposals,
        results.map(({ tracked }) => tracked),
      );

    if (values.json === true) {
      const rows = results.map(({ tracked, seconds }) => ({
        proposal: tracked.proposal,
        project: tracked.project,
        commit: tracked.snapshot?.commit ?? null,
        asOf: tracked.asOf,
        changed: tracked.changed,
        problems: tracked.problems,
        seconds,
      }));
      printJson(rows);
    } else {
      for (const { tracked, seconds } of results) print(...report(tracked, seconds));
      const changed = results.filter(({ tracked }) => tracked.changed).length;
      const read = results.filter(({ tracked }) => tracked.snapshot !== null).length;
      const verb = options.dryRun ? 'would change' : 'changed';
      const of = read === results.length ? '' : ` of ${results.length}`;
      print(
        `${read}${of} ${results.length === 1 ? 'project' : 'projects'} read, ${changed} ${verb}`,
      );
    }
    const registryFaults = loaded.problems.filter(({ file }) => basename(file) === 'projects.yaml');
    printError(...registryFaults.map(formatProblem));
    for (const { name, problems } of faulty) {
      printError(`${name} was left out; npm run check says all of it:`);
      printError(...problems.slice(0, 3).map((problem) => `  ${formatProblem(problem)}`));
    }
    const whole = results.every(({ tracked }) => tracked.problems.length === 0);
    return whole && faulty.length === 0 && registryFaults.length === 0
      ? exitCode.fine
      : exitCode.partial;
  },
);

type Proposal = Proposals['proposals'][number];

/** Every project of every proposal that was asked for. */
function tasksOf(
  proposals: readonly Proposal[],
  { projects }: Proposals['registry'],
  only: readonly string[] | undefined,
): { proposal: Proposal; project: string }[] {
  return proposals.flatMap((proposal) =>
    select(proposal.frontMatter.projects, projects)
      .filter((project) => only === undefined || only.includes(project))
      .map((project) => ({ proposal, project })),
  );
}

/** Puts the day of every reading into its proposal's as-of.json. */
async function writeDays(
  proposals: readonly Proposal[],
  results: readonly Tracked[],
): Promise<void> {
  for (const { number, folder } of proposals) {
    const days = results.flatMap(({ proposal, project, asOf }) =>
      proposal === number && asOf !== null ? [[project, asOf] as const] : [],
    );
    await writeAsOf(folder, new Map(days));
  }
}

function asOfDay(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (!daySchema.safeParse(text).success || text > today()) {
    throw new WrongUse(`--as-of ${text}: expected a day up to today, YYYY-MM-DD`);
  }
  return text;
}

function jobsOf(text: string | undefined): number {
  if (text === undefined) return Math.min(2, availableParallelism());
  return wholeNumber('--jobs', text, { least: 1, most: 64 });
}

/** Results in the order of the tasks, `jobs` of them at work at a time. */
async function inParallel<Task, Result>(
  tasks: readonly Task[],
  jobs: number,
  work: (task: Task) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = tasks.entries();
  const worker = async () => {
    for (const [index, task] of queue) results[index] = await work(task);
  };
  await Promise.all(Array.from({ length: Math.min(jobs, tasks.length) }, worker));
  return results;
}

/** One line for a project, and one for each thing to know about it. */
function report({ project, snapshot, changed, problems }: Tracked, seconds: number): string[] {
  const commit = snapshot?.commit?.slice(0, 10) ?? 'not read';
  const history = snapshot === null ? '' : `  ${counted(snapshot.history.commits, 'commit')}`;
  const state = changed ? 'changed' : 'as before';
  const lines = [`${project}  ${commit}${history}  ${seconds} s  ${state}`];
  for (const { code, path, message, detail } of problems) {
    const place = path === undefined ? '' : `${JSON.stringify(path).slice(1, -1)}: `;
    const more = detail === undefined ? '' : ` (${detail})`;
    lines.push(`  ${code}: ${place}${message}${more}`);
  }
  const wrappers = new Map(snapshot?.wrappersFound.map((one) => [one.module, one]));
  for (const { probe, path, module, names, importers } of wrappers.values()) {
    const to = counted(importers.code, 'module');
    lines.push(
      `  ${path} hands on ${names.join(', ')} to ${to}: declare ${module} under wrappers for ${probe}`,
      '    (if most of its importers want something else of it, ask for calls of those names instead)',
    );
  }
  return lines;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
