import { join, resolve } from 'node:path';
import { inCache, inMirrors } from '../src/git/clone.ts';
import { openRepository } from '../src/git/repository.ts';
import { follow, startReading } from '../src/git/run-git.ts';
import { loadProposals, type Proposal, type Proposals } from '../src/proposal/load-proposals.ts';
import { today } from '../src/ground/day.ts';
import { formatProblem } from '../src/ground/problem.ts';
import type { ReviewSystem } from '../src/proposal/registry.ts';
import { select } from '../src/proposal/selection.ts';
import { plannedRequests } from '../src/review/sync/dry-run.ts';
import { readMirrors } from '../src/review/sync/git/read-mirrors.ts';
import type { RunGit } from '../src/git/commit-messages.ts';
import { systemName } from '../src/review/review-identity.ts';
import { proposalInput } from '../src/review/sync/proposal-input.ts';
import { holdLock, Locked } from '../src/ground/lock.ts';
import { planSystem, type ProposalInput } from '../src/review/sync/plan.ts';
import type { Snapshot } from '../src/review/snapshot.ts';
import { syncReviews } from '../src/review/sync/sync-reviews.ts';
import { exitCode, run, WrongUse } from './lib/cli.ts';
import {
  allOf,
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

const options = {
  proposal: proposalOption,
  source: {
    type: 'string',
    multiple: true,
    value: '<system>',
    help: 'only this system of projects.yaml, `gerrit:<host>` or `github:<host>`',
  },
  'from-git': {
    type: 'boolean',
    help: 'ask no server: read merged reviews from the history of repositories',
  },
  mirrors: {
    type: 'string',
    value: '<pattern>',
    help: 'with --from-git: existing clones; {owner} and {name} stand for the repository’s',
  },
  project: { ...projectOption, help: 'with --from-git: only this project' },
  budget: { type: 'string', value: '<n>', help: 'most requests of this run; default: 1000' },
  spacing: {
    type: 'string',
    value: '<ms>',
    help: 'least time between two requests to a host; default: 1000',
  },
  cycle: {
    type: 'string',
    value: '<days>',
    help: 'every known review is looked at once in so many days; default: 14',
  },
  contact: {
    type: 'string',
    value: '<text>',
    help: 'whom a server’s operators may write to; default: $CROSSPLAN_CONTACT',
  },
  cache: { type: 'string', value: '<dir>', help: 'journals and ETags; default: .cache/review' },
  root: rootOption,
  verbose: { type: 'boolean', help: 'print every request' },
  json: { type: 'boolean', help: 'the results as JSON' },
  'dry-run': { type: 'boolean', help: 'print what would be asked; ask and write nothing' },
} as const;

await run(
  {
    usage: 'npm run sync --',
    about:
      'Reads the code reviews of every proposal from Gerrit and GitHub, ties them to its stages, and\n' +
      'writes proposals/NNNN-slug/reviews.json. A run that is cut short is gone on from by the next.\n' +
      'Secrets come from the environment: $GITHUB_TOKEN for github.com, and for any other system\n' +
      '$GITHUB_TOKEN_<HOST> or $GERRIT_CREDENTIALS_<HOST> (user:password), its host in capitals with\n' +
      '`_` for everything else: $GERRIT_CREDENTIALS_REVIEW_EXAMPLE_ORG.',
    options,
    examples: [
      'npm run sync -- --dry-run',
      'npm run sync -- --proposal 2 --source gerrit:review.opendev.org',
      "npm run sync -- --proposal 2 --from-git --project nova --mirrors '/srv/git/{owner}/{name}.git'",
    ],
  },
  async (values) => {
    const loaded = await loadProposals(proposalsRoot(values));
    const chosen = chosenProposals(loaded, values.proposal);
    const inputs: { input: ProposalInput; proposal: Proposal }[] = [];
    let partial = false;
    for (const proposal of chosen.proposals) {
      const { input, problems, snapshotIsBroken } = await proposalInput(proposal, loaded.registry);
      printError(...problems.map(formatProblem));
      partial ||= problems.length > 0;
      // What is there is never replaced by less: a broken snapshot is mended first.
      if (!snapshotIsBroken) inputs.push({ input, proposal });
    }
    for (const { name } of chosen.faulty) {
      printError(`${name} was left out; npm run check says what is to be mended`);
    }
    partial ||= chosen.faulty.length > 0;
    if (values['from-git'] === true) return fromGit(loaded, inputs, values, partial);
    if (values.mirrors !== undefined || values.project !== undefined) {
      throw new WrongUse('--mirrors and --project go with --from-git');
    }
    return fromServers(loaded, inputs, values, partial);
  },
);

type Values = {
  [Name in keyof typeof options]?: (typeof options)[Name]['type'] extends 'boolean'
    ? boolean
    : (typeof options)[Name] extends { multiple: true }
      ? string[]
      : string;
};

async function fromServers(
  { registry }: Proposals,
  inputs: { input: ProposalInput }[],
  values: Values,
  partial: boolean,
): Promise<number> {
  const names = registry.reviewSystems.map(systemName);
  allOf('--source', 'system', values.source ?? [], names);
  const proposals = inputs.map(({ input }) => input);
  const cycle =
    values.cycle === undefined ? undefined : wholeNumber('--cycle', values.cycle, { least: 1 });
  if (values['dry-run'] === true) {
    const planned = registry.reviewSystems
      .filter((system) => values.source?.includes(systemName(system)) ?? true)
      .map((system) => {
        const day = Math.floor(Date.now() / 86_400_000);
        const context = { registry, day, ...(cycle === undefined ? {} : { cycle }) };
        const plan = planSystem(system, proposals, context);
        return { source: plan.name, requests: plannedRequests(plan) };
      });
    if (values.json === true) printJson(planned);
    else {
      for (const { source, requests } of planned) {
        print(`${source}: ${requests.length} requests to begin with`);
        for (const line of requests) print(`  ${line}`);
      }
    }
    return partial ? exitCode.partial : exitCode.fine;
  }
  const contact = values.contact ?? process.env['CROSSPLAN_CONTACT'];
  const cache = resolve(values.cache ?? join('.cache', 'review'));
  const lock = await hold(cache);
  try {
    const report = await syncReviews({
      registry,
      proposals,
      cache,
      only: values.source,
      cycle,
      secret,
      courier: {
        budget: wholeNumber('--budget', values.budget ?? '1000', { least: 1 }),
        spacing: wholeNumber('--spacing', values.spacing ?? '1000'),
        ...(contact === undefined ? {} : { contact }),
        ...(values.verbose === true ? { log: printLine } : {}),
      },
      progress: printLine,
    });
    if (values.json === true) {
      const written = report.written.map(({ proposal, changed, snapshot }) => ({
        proposal,
        changed,
        ...counts(snapshot),
      }));
      printJson({ ...report, written });
    } else {
      for (const { source, requests, resumed, read, failure, problems } of report.sources) {
        const again = resumed > 0 ? `, ${resumed} answers from the run before` : '';
        print(`${source}: ${requests} requests${again}, ${read} reviews read`);
        for (const problem of problems) print(`  ${problem}`);
        if (failure !== undefined) print(`  not read to its end: ${failure}`);
      }
      for (const one of report.written) printWritten(one);
    }
    const readWhole = report.sources.every(
      ({ failure, problems }) => failure === undefined && problems.length === 0,
    );
    return readWhole && !partial ? exitCode.fine : exitCode.partial;
  } finally {
    await lock();
  }
}

async function fromGit(
  { registry }: Proposals,
  inputs: { input: ProposalInput; proposal: Proposal }[],
  values: Values,
  partial: boolean,
): Promise<number> {
  const only = chosenProjects(values.project, registry.projects);
  const proposals = inputs.map(({ input, proposal }) => ({
    ...input,
    since: proposal.frontMatter.since,
    projects: only ?? select(proposal.frontMatter.projects, registry.projects),
  }));
  const locate =
    values.mirrors === undefined
      ? inCache(resolve('.cache', 'repositories'))
      : inMirrors(values.mirrors);
  const runGit: RunGit = async (gitDir, args, take) => {
    const child = startReading(gitDir, [...args]);
    child.stdin?.end();
    await follow(child, args, take);
  };
  const total = proposals.reduce((sum, { projects }) => sum + projects.length, 0);
  const progress = new Progress('read', total);
  const report = await readMirrors({
    registry,
    proposals,
    run: runGit,
    open: async (repository) => openRepository((await locate(repository)).path),
    today: today(),
    dryRun: values['dry-run'] === true,
    progress: (project) => {
      progress.step(project);
    },
  });
  progress.end();
  if (values.json === true) {
    const written = report.written.map(({ proposal, changed, snapshot }) => ({
      proposal,
      changed,
      ...counts(snapshot),
    }));
    printJson({ figures: report.figures, written });
  } else {
    print('proposal  project  found  linked  suggested  unlinked');
    for (const {
      proposal,
      project,
      found,
      linked,
      suggested,
      unlinked,
      problem,
    } of report.figures) {
      print(
        problem === undefined
          ? `${proposal}  ${project}  ${found}  ${linked}  ${suggested}  ${unlinked}`
          : `${proposal}  ${project}  not read: ${problem}`,
      );
    }
    for (const one of report.written) printWritten(one);
  }
  const unread = report.figures.some(({ problem }) => problem !== undefined);
  return unread || partial ? exitCode.partial : exitCode.fine;
}

/** From the environment alone, and only for the system that it was meant for. */
function secret({ kind, host }: ReviewSystem): string | undefined {
  const suffix = host.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  const own = process.env[`${kind === 'github' ? 'GITHUB_TOKEN' : 'GERRIT_CREDENTIALS'}_${suffix}`];
  return (
    own ?? (kind === 'github' && host === 'github.com' ? process.env['GITHUB_TOKEN'] : undefined)
  );
}

async function hold(cache: string): Promise<() => Promise<void>> {
  try {
    return await holdLock(cache);
  } catch (error) {
    if (error instanceof Locked) throw new WrongUse(error.message);
    throw error;
  }
}

function counts({ reviews, links, unresolved }: Snapshot) {
  const confirmed = links.filter(({ decision }) => decision === 'confirmed').length;
  return {
    reviews: reviews.length,
    confirmed,
    suggested: links.length - confirmed,
    unresolved: unresolved.length,
  };
}

function printLine(line: string): void {
  printError(line);
}

function printWritten(one: { proposal: string; changed: boolean; snapshot: Snapshot }): void {
  const { reviews, confirmed, suggested, unresolved } = counts(one.snapshot);
  print(
    `${one.proposal}: ${reviews} reviews, ${confirmed} links confirmed, ${suggested} suggested, ` +
      `${unresolved} not resolved${one.changed ? '; written' : '; nothing to write'}`,
  );
}
