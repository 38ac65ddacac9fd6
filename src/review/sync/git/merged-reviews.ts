import { GitEngine } from '../../../adoption/git-engine.ts';
import { partsOf, probesWithParts } from '../../../adoption/parts.ts';
import { questionFor } from '../../../adoption/probe-hash.ts';
import { globs } from '../../../adoption/probe/globs.ts';
import { branchesOf, commitsOf, newCommits } from '../../../git/commit-messages.ts';
import type { Change } from '../../../git/object-source.ts';
import { readChanges } from '../../../git/raw-changes.ts';
import type { Repository } from '../../../git/repository.ts';
import type { ProbesFile } from '../../../proposal/probe.ts';
import type { Project, Registry } from '../../../proposal/registry.ts';
import { isReviewedOn, repositoryNames } from '../../repository-name.ts';
import type { ReviewId } from '../../review-identity.ts';
import type { Fetched } from '../fetched-review.ts';
import { diffJudge, type JudgedStage } from './commit-diff.ts';
import { readLineChanges } from './counted-lines.ts';
import { fromCommit, revertedCommits } from './merged-commit.ts';

/** What the history of one project is read for. */
export interface HistoryTask {
  /** Id in the registry. */
  project: string;
  registry: Pick<Registry, 'projects' | 'reviewSystems'>;
  /** Where its repository is on this machine; throws what is to be shown. */
  open: (repository: string) => Promise<Repository>;
  /** Day from which merges are read. */
  since: string;
  probes: ProbesFile;
  /** The plan's stages that are for this project, in the plan's order. */
  stages: readonly JudgedStage[];
}

/**
 * The merged reviews of a project since a day, on all its branches, with what their diffs say: the
 * paths on every branch, the lines that probes count on the first, which is the one that is tracked.
 */
export async function mergedReviews(task: HistoryTask): Promise<Fetched[]> {
  const { registry, since, stages } = task;
  const project = registry.projects[task.project];
  if (project === undefined) throw new Error(`no project \`${task.project}\` in the registry`);
  const { reviewSystems } = registry;
  const system = reviewSystems.find((one) => isReviewedOn(project.repository, one, reviewSystems));
  if (system === undefined) throw new Error('the registry names no review system for it');
  const [name = ''] = repositoryNames(project, reviewSystems);
  const repository = await task.open(project.repository);
  const { gitDir } = repository;
  const [head = '', ...others] = await branchesOf(gitDir);
  const judge = diffJudge(stages);
  const byId = new Map<ReviewId, Fetched>();
  const byCommit = new Map<string, ReviewId>();
  const takesBack: { id: ReviewId; commits: string[] }[] = [];
  for (const branch of [head, ...others]) {
    const without = branch === head ? [] : [head];
    const changes = new Map<string, Change[]>();
    const range = await newCommits(gitDir, branch, since, without);
    await readChanges(gitDir, range, (commit, list) => changes.set(commit, list));
    const lines =
      branch === head
        ? await linesOf(repository, project, changes, task)
        : new Map<string, never>();
    for (const commit of await commitsOf(gitDir, branch, since, without)) {
      const one = fromCommit(commit, name, system, reviewSystems);
      if (one === undefined || byId.has(one.review.id)) continue;
      const { paths, stages: judged } = judge(
        changes.get(commit.hash) ?? [],
        lines.get(commit.hash),
      );
      const diff = branch === head ? { paths, stages: judged } : { paths };
      byId.set(one.review.id, { ...one, diff });
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

/** The same question that the tracking puts to the project, to what each commit changed. */
async function linesOf(
  repository: Repository,
  entry: Project,
  changes: ReadonlyMap<string, readonly Change[]>,
  { project, probes }: HistoryTask,
) {
  const engine = new GitEngine();
  const question = questionFor(probes, project);
  const manifests = await engine.manifests(repository, globs(question.tests));
  const asked = probesWithParts(question.probes, partsOf(entry, manifests).all);
  return readLineChanges(engine.objects(repository), { ...question, probes: asked }, changes);
}

function lookUp(byCommit: ReadonlyMap<string, ReviewId>, hash: string): ReviewId | undefined {
  const exact = byCommit.get(hash);
  if (exact !== undefined || hash.length >= 40) return exact;
  const near = [...byCommit].filter(([full]) => full.startsWith(hash));
  return near.length === 1 ? near[0]?.[1] : undefined;
}
