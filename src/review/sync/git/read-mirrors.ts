import { join } from 'node:path';
import type { Registry } from '../../../proposal/registry.ts';
import { compareText } from '../../../ground/problem.ts';
import { writeWholePieces } from '../../../ground/write-whole.ts';
import type { Fetched } from '../fetched-review.ts';
import type { ReviewId } from '../../review-identity.ts';
import { later } from '../../../ground/instant.ts';
import { matchStage } from '../match-query.ts';
import { mergeRun, namedIn } from '../merge-run.ts';
import type { ProposalInput } from '../plan.ts';
import type { Link } from '../../review.ts';
import { snapshotFile, snapshotFormat, snapshotPieces, type Snapshot } from '../../snapshot.ts';
import { foreignText } from '../../../ground/foreign-text.ts';
import type { Repository } from '../../../git/repository.ts';
import type { ProbesFile } from '../../../proposal/probe.ts';
import { select, type Selection } from '../../../proposal/selection.ts';
import type { JudgedStage } from './commit-diff.ts';
import { mergedReviews } from './merged-reviews.ts';

/** A proposal, what of the registry is read for it, and what diffs are held against. */
export interface MirroredProposal extends ProposalInput {
  /** Day from which merges are read. */
  since: string;
  projects: readonly string[];
  probes: ProbesFile;
  /** Its stages with their criteria, in the plan's order. */
  plan: readonly (JudgedStage & { projects?: Selection | undefined })[];
}

export interface MirrorOptions {
  registry: Pick<Registry, 'projects' | 'reviewSystems'>;
  proposals: readonly MirroredProposal[];
  /** Where a project's repository is on this machine; throws what is to be shown. */
  open: (repository: string) => Promise<Repository>;
  /** The day of this run. */
  today: string;
  /** Told of every project once it is read. */
  progress?: (project: string) => void;
  /** Read and judge, write nothing. */
  dryRun?: boolean;
}

/** What the history of one project gave to one proposal. */
export interface MirrorFigures {
  proposal: string;
  project: string;
  /** Merged reviews since the proposal's `since`. */
  found: number;
  /** Of these: tied to a stage. */
  linked: number;
  /** Of these: suggested for a stage, and tied to none. */
  suggested: number;
  /** Of these: neither. */
  unlinked: number;
  /** Why it was not read. */
  problem?: string;
}

export interface MirrorReport {
  figures: MirrorFigures[];
  written: { proposal: string; changed: boolean; snapshot: Snapshot }[];
}

/** The name of this source in a snapshot. */
export const gitSource = 'git';

/**
 * Reads merged reviews from the history of mirrors, without any server: their Change-Ids, footers,
 * bug numbers and words. What only a server knows (number, votes, topic, what is open) stays unknown.
 */
export async function readMirrors(options: MirrorOptions): Promise<MirrorReport> {
  const figures: MirrorFigures[] = [];
  const written: MirrorReport['written'] = [];
  for (const proposal of options.proposals) {
    const fetched = new Map<ReviewId, Fetched>();
    const read: { project: string; ids: ReviewId[] }[] = [];
    let newest: string | undefined;
    for (const project of proposal.projects) {
      try {
        const merged = await mergedReviews(taskOf(project, proposal, options));
        for (const one of merged) {
          fetched.set(one.review.id, one);
          newest = later(newest, one.review.merged);
        }
        read.push({ project, ids: merged.map(({ review }) => review.id) });
      } catch (error) {
        const problem = foreignText(error instanceof Error ? error.message : String(error));
        const none = { found: 0, linked: 0, suggested: 0, unlinked: 0 };
        figures.push({ proposal: proposal.name, project, ...none, problem });
      }
      options.progress?.(project);
    }
    const admitted = admit(proposal, fetched);
    const merged = mergeRun(
      proposal,
      { fetched, missing: new Set(), answers: () => [], admitted },
      options.today,
    );
    for (const { project, ids } of read) {
      figures.push({ proposal: proposal.name, project, ...figuresOf(ids, merged.links) });
    }
    const others = proposal.snapshot.sources.filter(({ source }) => source !== gitSource);
    const before = proposal.snapshot.sources.find(({ source }) => source === gitSource);
    const asOf = later(before?.asOf, newest);
    const own = { source: gitSource, ...(asOf === undefined ? {} : { asOf }), seen: {} };
    const snapshot: Snapshot = {
      format: snapshotFormat,
      sources: read.length === 0 ? proposal.snapshot.sources : [...others, own],
      ...merged,
    };
    const path = join(proposal.folder, snapshotFile);
    const changed =
      options.dryRun === true || read.length === 0
        ? false
        : await writeWholePieces(path, snapshotPieces(snapshot));
    written.push({ proposal: proposal.name, changed, snapshot });
  }
  figures.sort((a, b) => compareText(a.proposal, b.proposal) || compareText(a.project, b.project));
  return { figures, written };
}

function taskOf(
  project: string,
  { since, probes, plan }: MirroredProposal,
  { registry, open }: MirrorOptions,
) {
  const stages = plan.filter(
    ({ projects }) =>
      projects === undefined || select(projects, registry.projects).includes(project),
  );
  return { project, registry, open, since, probes, stages };
}

/** Which of the reviews read a proposal is concerned with: matched by a query or its diff, cited, or taking such back. */
function admit(
  proposal: ProposalInput,
  fetched: ReadonlyMap<ReviewId, Fetched>,
): ReadonlySet<ReviewId> {
  const isNamed = namedIn(proposal);
  const admitted = new Set<ReviewId>();
  for (const [id, one] of fetched) {
    const moves = () =>
      [...(one.diff?.stages?.values() ?? [])].some((stage) => stage.moves.length > 0);
    const matches = () =>
      proposal.stages.some((stage) => matchStage(stage, one, () => undefined).length > 0) ||
      moves();
    if (isNamed(one.review) || matches()) admitted.add(id);
  }
  let size = -1;
  while (size !== admitted.size) {
    size = admitted.size;
    for (const [id, { review }] of fetched) {
      if (review.reverts !== undefined && admitted.has(review.reverts)) admitted.add(id);
    }
  }
  return admitted;
}

function figuresOf(ids: readonly ReviewId[], links: readonly Link[]) {
  const own = new Set<string>(ids);
  const linked = new Set<string>();
  const hinted = new Set<string>();
  for (const { review, decision } of links) {
    if (own.has(review)) (decision === 'confirmed' ? linked : hinted).add(review);
  }
  const suggested = [...hinted].filter((id) => !linked.has(id)).length;
  return {
    found: own.size,
    linked: linked.size,
    suggested,
    unlinked: own.size - linked.size - suggested,
  };
}
