import { join } from 'node:path';
import type { Registry } from '../../../proposal/registry.ts';
import { compareText } from '../../../ground/problem.ts';
import { writeWhole } from '../../../ground/write-whole.ts';
import type { Fetched } from '../fetched-review.ts';
import type { ReviewId } from '../../review-identity.ts';
import { later } from '../../../ground/instant.ts';
import { matchStage } from '../match-query.ts';
import { mergeRun, namedIn } from '../merge-run.ts';
import { isReviewedOn, repositoryNames } from '../../repository-name.ts';
import type { ProposalInput } from '../plan.ts';
import type { Link } from '../../review.ts';
import { snapshotFile, snapshotFormat, snapshotText, type Snapshot } from '../../snapshot.ts';
import { foreignText } from '../../../ground/foreign-text.ts';
import { branchesOf, commitsOf } from '../../../git/commit-messages.ts';
import { fromCommit, revertedCommits } from './merged-commit.ts';

export interface MirrorOptions {
  registry: Pick<Registry, 'projects' | 'reviewSystems'>;
  /** A proposal, and what of the registry is read for it. */
  proposals: readonly (ProposalInput & { since: string; projects: readonly string[] })[];
  /** Where a project's repository is on this machine; throws what is to be shown. */
  open: (repository: string) => Promise<{ gitDir: string }>;
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
        const merged = await mergedOf(project, proposal.since, options);
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
        : await writeWhole(path, snapshotText(snapshot));
    written.push({ proposal: proposal.name, changed, snapshot });
  }
  figures.sort((a, b) => compareText(a.proposal, b.proposal) || compareText(a.project, b.project));
  return { figures, written };
}

/** The merged reviews of a project since a day, on all its branches. */
async function mergedOf(
  id: string,
  since: string,
  { registry, open }: MirrorOptions,
): Promise<Fetched[]> {
  const project = registry.projects[id];
  if (project === undefined) throw new Error(`no project \`${id}\` in the registry`);
  const { reviewSystems } = registry;
  const system = reviewSystems.find((one) => isReviewedOn(project.repository, one, reviewSystems));
  if (system === undefined) throw new Error('the registry names no review system for it');
  const [name = ''] = repositoryNames(project, reviewSystems);
  const { gitDir } = await open(project.repository);
  const [head = '', ...others] = await branchesOf(gitDir);
  const byId = new Map<ReviewId, Fetched>();
  const byCommit = new Map<string, ReviewId>();
  const takesBack: { id: ReviewId; commits: string[] }[] = [];
  for (const branch of [head, ...others]) {
    const without = branch === head ? [] : [head];
    for (const commit of await commitsOf(gitDir, branch, since, without)) {
      const one = fromCommit(commit, name, system, reviewSystems);
      if (one === undefined || byId.has(one.review.id)) continue;
      byId.set(one.review.id, one);
      byCommit.set(commit.hash, one.review.id);
      const commits = revertedCommits(commit.message);
      if (commits.length > 0) takesBack.push({ id: one.review.id, commits });
    }
  }
  for (const { id: by, commits } of takesBack) {
    const target = commits
      .map((hash) => lookUp(byCommit, hash))
      .find((found) => found !== undefined);
    const review = byId.get(by)?.review;
    if (target !== undefined && target !== by && review !== undefined) review.reverts = target;
  }
  return [...byId.values()];
}

function lookUp(byCommit: ReadonlyMap<string, ReviewId>, hash: string): ReviewId | undefined {
  const exact = byCommit.get(hash);
  if (exact !== undefined || hash.length >= 40) return exact;
  const near = [...byCommit].filter(([full]) => full.startsWith(hash));
  return near.length === 1 ? near[0]?.[1] : undefined;
}

/** Which of the reviews read a proposal is concerned with: matched, cited, or taking such back. */
function admit(
  proposal: ProposalInput,
  fetched: ReadonlyMap<ReviewId, Fetched>,
): ReadonlySet<ReviewId> {
  const isNamed = namedIn(proposal);
  const admitted = new Set<ReviewId>();
  for (const [id, one] of fetched) {
    const matches = () =>
      proposal.stages.some(({ reviews }) => matchStage(reviews, one, () => undefined).length > 0);
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
