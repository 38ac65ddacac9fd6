import { writeAsOf } from '../src/adoption/as-of-file.ts';
import { loadPlans, type Plan, type Plans } from '../src/adoption/cache/load-plans.ts';
import { keepWithin, pruneUnused } from '../src/adoption/cache/prune.ts';
import { record, sweepCutOff, unitOf, type Tracked } from '../src/adoption/track.ts';
import { hasGit } from '../src/git/run-git.ts';
import { formatProblem } from '../src/ground/problem.ts';
import { select } from '../src/proposal/selection.ts';
import { exitCode, run } from './lib/cli.ts';
import {
  chosenProjects,
  chosenProposals,
  projectOption,
  proposalOption,
  proposalsRoot,
  rootOption,
} from './lib/options.ts';
import { print, printError, printJson } from './lib/print.ts';
import { howOf, readAll, type Asked } from './lib/track/read-all.ts';
import { readerOptions } from './lib/track/reader-options.ts';
import { report } from './lib/track/report.ts';

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
      ...readerOptions,
      shard: {
        type: 'string',
        value: '<i/n>',
        help: 'of n machines without a queue, what machine i reads (from 1); needs --answers',
      },
      answers: {
        type: 'string',
        value: '<dir>',
        help: 'with --shard: where the answers are left for the run that takes them from there',
      },
      queue: {
        type: 'string',
        value: '<address>',
        help: 'let a fleet read (npm run worker): postgres://…; the password from $PGPASSWORD',
      },
      prune: { type: 'boolean', help: 'throw away what this run had no use for' },
      root: rootOption,
      json: { type: 'boolean', help: 'the results as one JSON array' },
      'dry-run': { type: 'boolean', help: 'read and compare, write nothing' },
    },
    examples: [
      'npm run track',
      "npm run track -- --proposal 1 --mirrors '/srv/git/{owner}/{name}.git'",
      'npm run -s track -- --project alpha --no-fetch --json | jq .',
      'npm run track -- --shard 1/4 --answers answers',
    ],
  },
  async (values) => {
    if (values.queue === undefined && !hasGit()) {
      printError('No git on this machine: install it (git-scm.com), and run this again.');
      return exitCode.partial;
    }
    const how = howOf(values);
    const { scans, mostScans } = how.settings;
    const loaded = await loadPlans(proposalsRoot(values), scans);
    const { proposals, faulty } = chosenProposals(loaded, values.proposal);
    const only = chosenProjects(values.project, loaded.registry.projects);
    const dryRun = values['dry-run'] === true;
    const begun = Date.now();
    for (const { folder } of proposals) await sweepCutOff(folder);
    const asked = askedOf(proposals, loaded.registry, only);
    const { results, kept } = await readAll(asked, how, (proposal, unit, answer) =>
      record(proposal, unit, answer, { dryRun }),
    );
    if (scans !== undefined) {
      if (values.prune === true) {
        const repositories = asked.map(({ unit }) => unit.entry.repository);
        await pruneUnused(scans, new Set(repositories), begun);
      }
      await keepWithin(scans, mostScans);
    }
    if (kept !== undefined) {
      print(`${kept.read} of ${kept.of} projects read, their answers are in ${kept.folder}`);
      return kept.read === kept.of ? exitCode.fine : exitCode.partial;
    }
    if (!dryRun)
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
      const verb = dryRun ? 'would change' : 'changed';
      const of = read === results.length ? '' : ` of ${results.length}`;
      print(
        `${read}${of} ${results.length === 1 ? 'project' : 'projects'} read, ${changed} ${verb}`,
      );
    }
    printError(...loaded.problems.map(formatProblem));
    for (const { name, problems } of faulty) {
      printError(`${name} was left out; npm run check says all of it:`);
      printError(...problems.slice(0, 3).map((problem) => `  ${formatProblem(problem)}`));
    }
    const whole = results.every(({ tracked }) => tracked.problems.length === 0);
    return whole && faulty.length === 0 && loaded.problems.length === 0
      ? exitCode.fine
      : exitCode.partial;
  },
);

/** Every project of every proposal that was asked for. */
function askedOf(
  proposals: readonly Plan[],
  registry: Plans['registry'],
  only: readonly string[] | undefined,
): Asked[] {
  return proposals.flatMap((proposal) =>
    select(proposal.frontMatter.projects, registry.projects)
      .filter((project) => only === undefined || only.includes(project))
      .map((project) => ({ proposal, unit: unitOf(proposal, project, registry) })),
  );
}

/** Puts the day of every reading into its proposal's as-of.json. */
async function writeDays(proposals: readonly Plan[], results: readonly Tracked[]): Promise<void> {
  for (const { number, folder } of proposals) {
    const days = results.flatMap(({ proposal, project, asOf }) =>
      proposal === number && asOf !== null ? [[project, asOf] as const] : [],
    );
    await writeAsOf(folder, new Map(days));
  }
}
