import { resolve } from 'node:path';
import { today } from '../../../src/ground/day.ts';
import { inCache, inMirrors } from '../../../src/git/clone.ts';
import { openRepository } from '../../../src/git/repository.ts';
import type { Proposal } from '../../../src/proposal/load-proposals.ts';
import type { Registry } from '../../../src/proposal/registry.ts';
import { select } from '../../../src/proposal/selection.ts';
import { readMirrors, type MirrorFigures } from '../../../src/review/sync/git/read-mirrors.ts';
import type { ProposalInput } from '../../../src/review/sync/plan.ts';
import { exitCode } from '../cli.ts';
import { chosenProjects, pastDay } from '../options.ts';
import { print, printJson } from '../print.ts';
import { Progress } from '../progress.ts';
import type { SyncValues } from './options.ts';
import { figuresOf, printWritten } from './written.ts';

/**
 * Reads merged reviews from the history of repositories.
 *
 * @returns the exit code: 3 where a repository was not read
 */
export async function fromGit(
  registry: Registry,
  inputs: readonly { input: ProposalInput; proposal: Proposal }[],
  values: SyncValues,
): Promise<number> {
  const { since } = values;
  if (since !== undefined) pastDay('--since', since);
  const only = chosenProjects(values.project, registry.projects);
  const proposals = inputs.map(({ input, proposal }) => ({
    ...input,
    since: since ?? proposal.frontMatter.since,
    probes: proposal.probes,
    plan: proposal.frontMatter.stages,
    projects: only ?? select(proposal.frontMatter.projects, registry.projects),
  }));
  const locate =
    values.mirrors === undefined
      ? inCache(resolve('.cache', 'repositories'))
      : inMirrors(values.mirrors);
  const total = proposals.reduce((sum, { projects }) => sum + projects.length, 0);
  const progress = new Progress('read', total);
  const { figures, written } = await readMirrors({
    registry,
    proposals,
    open: async (repository) => openRepository((await locate(repository)).path),
    today: today(),
    dryRun: values['dry-run'] === true,
    progress: (project) => {
      progress.step(project);
    },
  });
  progress.end();
  if (values.json === true) printJson({ figures, written: written.map(figuresOf) });
  else {
    printFigures(figures);
    printWritten(written);
  }
  const unread = figures.some(({ problem }) => problem !== undefined);
  return unread ? exitCode.partial : exitCode.fine;
}

function printFigures(figures: readonly MirrorFigures[]): void {
  print('proposal  project  found  linked  suggested  unlinked');
  for (const { proposal, project, found, linked, suggested, unlinked, problem } of figures) {
    print(
      problem === undefined
        ? `${proposal}  ${project}  ${found}  ${linked}  ${suggested}  ${unlinked}`
        : `${proposal}  ${project}  not read: ${problem}`,
    );
  }
}
