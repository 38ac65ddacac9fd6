import { join, sep } from 'node:path';
import type { WorkTree } from '../../../src/git/work-tree.ts';
import { formatProblem } from '../../../src/ground/problem.ts';
import { threadOfConcern } from '../../../src/proposal/concern-thread.ts';
import { shown } from '../../../src/proposal/draft.ts';
import type { Proposal, Proposals } from '../../../src/proposal/load-proposals.ts';
import type { ProposalStatus } from '../../../src/proposal/lifecycle.ts';
import { ownFacts } from '../../../src/proposal/own-facts.ts';
import { select } from '../../../src/proposal/selection.ts';
import type { Readiness } from '../../../src/proposal/readiness.ts';
import { asksComments, asksProjects } from '../../../src/proposal/transition.ts';
import type { TransitionFacts } from '../../../src/proposal/transition-facts.ts';
import { loadReports } from '../../../src/status/load-reports.ts';
import { askGate } from './comment-gate.ts';
import { projectFacts } from './project-facts.ts';
import { textChanges } from './text-changes.ts';

/** What is asked for beside the proposal. */
export interface Asked {
  to: ProposalStatus;
  today: string;
  reason: string | undefined;
  successor: number | undefined;
  /** Answers of the check-list that come with the step. */
  ready: Readiness;
  /** A server of comments; undefined: none keeps any. */
  server: string | undefined;
}

/** Everything by which a step is judged: of the proposal, its repository, the projects, the comments. */
export async function gatherFacts(
  loaded: Proposals,
  proposal: Proposal,
  tree: WorkTree | undefined,
  asked: Asked,
): Promise<TransitionFacts> {
  const { registry, problems, root } = loaded;
  const { to, today, successor } = asked;
  const withReady: Proposal = {
    ...proposal,
    frontMatter: {
      ...proposal.frontMatter,
      readiness: { ...proposal.frontMatter.readiness, ...asked.ready },
    },
  };
  const own = ownFacts(withReady, registry, today, await textChanges(proposal, tree));
  const { from } = own;
  const files = shown(proposal.folder) + sep;
  return {
    ...own,
    faults: problems.filter(({ file }) => file.startsWith(files)).map(formatProblem),
    commented:
      asked.server === undefined || !asksComments(from, to)
        ? []
        : unrecorded(proposal, await askGate(asked.server, proposal.number)),
    projects: asksProjects(from, to) ? await affected() : [],
    successor:
      successor === undefined
        ? 'not named'
        : successor === proposal.number
          ? 'itself'
          : loaded.proposals.some(({ number }) => number === successor)
            ? 'there'
            : 'not there',
    hasReason: asked.reason !== undefined,
  };

  async function affected() {
    const { reports } = await loadReports(root);
    const report = reports.find((one) => one.proposal.number === proposal.number);
    if (report !== undefined) return projectFacts(report, registry, today);
    // Its report could not be derived: nothing is known of any project.
    return select(proposal.frontMatter.projects, registry.projects).map((id) => ({
      id,
      team: registry.projects[id]?.team ?? '',
      isAffected: 'unknown' as const,
      left: [],
      unknown: proposal.frontMatter.stages.map((stage) => stage.id),
    }));
  }
}

/** One that is on the register, too, is judged there: it is one objection, and a vote may have settled it. */
function unrecorded(
  { frontMatter }: Proposal,
  commented: TransitionFacts['commented'],
): TransitionFacts['commented'] {
  if ('unread' in commented) return commented;
  const recorded = new Set(frontMatter.concerns.map(threadOfConcern));
  return commented.filter((id) => !recorded.has(id));
}

/** Why a step can only be tried here, not made: what would be decided is in no commit of a branch. */
export function whyNotHere(tree: WorkTree | undefined, { name, folder }: Proposal): string[] {
  if (tree === undefined) return [];
  const below = tree.path === '' ? `${name}/` : `${tree.path}/${name}/`;
  const dirty = tree.dirty.filter((path) => path.startsWith(below) && !path.endsWith('.lock'));
  return [
    ...(tree.repository.ref === null
      ? ['HEAD is detached: a decision would stand on no branch; git switch <branch> first']
      : []),
    ...dirty.map(
      (path) => `${path} is not committed: what is decided is a text that others can read`,
    ),
    ...(tree.dirty.some((path) => path === join(tree.path, 'projects.yaml'))
      ? ['projects.yaml is not committed: its teams and bodies decide']
      : []),
  ].map((line) => `${shown(folder)}: ${line}`);
}
