import { ownerAndName } from '../git/address.ts';
import type { Registry } from '../proposal/registry.ts';
import { compareText } from '../ground/problem.ts';
import type { ReviewId, UnresolvedId } from './review-identity.ts';
import type { DecidedLink, ReviewsOfProposal } from './read-reviews.ts';
import type { Review } from './review.ts';
import { reviewIndex } from './review-index.ts';

/** How many reviews are in each state. */
export interface Counts {
  open: number;
  merged: number;
  abandoned: number;
  unknown: number;
}

/** A review with its stage and the reason why it stands there. */
export interface LinkedReview {
  review: Review;
  link: DecidedLink;
  /** The registry's project, where one has that repository. */
  project: string | undefined;
  /** The review that took it back, where one merged. */
  revertedBy: Review | undefined;
}

/** A stage's reviews, as its card shows them. */
export interface StageReviews {
  stage: string;
  /** Confirmed links only, open first, then newest first. */
  confirmed: LinkedReview[];
  /** Word matches that wait for a person. */
  suggested: LinkedReview[];
  /** Confirmed, but no server has said yet what they are. */
  unresolved: { id: ReviewId | UnresolvedId; link: DecidedLink }[];
  counts: Counts;
  /** Keyed by the registry's project id; reviews of other repositories are in none. */
  byProject: Map<string, { reviews: LinkedReview[]; counts: Counts }>;
}

/** The registry's project of every repository, by `owner/name` in lower case. */
export function projectsByRepository(registry: Pick<Registry, 'projects'>): Map<string, string> {
  const found = new Map<string, string>();
  for (const [id, project] of Object.entries(registry.projects)) {
    for (const repository of [project.repository, ...(project.otherRepositories ?? [])]) {
      const key = ownerAndName(repository).toLowerCase();
      if (!found.has(key)) found.set(key, id);
    }
  }
  return found;
}

export function countStates(reviews: Iterable<{ review: Review }>): Counts {
  const counts: Counts = { open: 0, merged: 0, abandoned: 0, unknown: 0 };
  for (const { review } of reviews) counts[review.status]++;
  return counts;
}

/**
 * For every merged review that is taken back at present: the merged review that did it. A revert
 * that was itself taken back takes nothing back.
 */
export function reverts(reviews: readonly Review[]): Map<string, Review> {
  const index = reviewIndex(reviews);
  const takenBackBy = new Map<string, Review[]>();
  for (const review of reviews) {
    if (review.reverts === undefined || review.status !== 'merged') continue;
    const target = index.find(review.reverts);
    if (target === undefined || target === review) continue;
    takenBackBy.set(target.id, [...(takenBackBy.get(target.id) ?? []), review]);
  }
  const standing = (id: string, seen: ReadonlySet<string>): Review | undefined =>
    seen.has(id)
      ? undefined
      : takenBackBy
          .get(id)
          ?.findLast((by) => standing(by.id, new Set([...seen, id])) === undefined);
  const found = new Map<string, Review>();
  for (const id of takenBackBy.keys()) {
    const by = standing(id, new Set());
    if (by !== undefined) found.set(id, by);
  }
  return found;
}

/**
 * A proposal's reviews by stage, in the order of `stages`.
 *
 * @param stages the proposal's stage ids
 */
export function reviewsByStage(
  { reviews, links }: Pick<ReviewsOfProposal, 'reviews' | 'links'>,
  stages: readonly string[],
  registry: Pick<Registry, 'projects'>,
): StageReviews[] {
  const index = reviewIndex(reviews);
  const projects = projectsByRepository(registry);
  const takenBack = reverts(reviews);
  const byStage = new Map<string, StageReviews>(
    stages.map((stage) => [
      stage,
      {
        stage,
        confirmed: [],
        suggested: [],
        unresolved: [],
        counts: countStates([]),
        byProject: new Map(),
      },
    ]),
  );
  for (const link of links) {
    const entry = byStage.get(link.stage);
    if (entry === undefined || link.decision === 'rejected') continue;
    const review = index.find(link.review);
    if (review === undefined) {
      if (link.decision === 'confirmed') entry.unresolved.push({ id: link.review, link });
      continue;
    }
    const linked: LinkedReview = {
      review,
      link,
      project: projects.get(review.repository.toLowerCase()),
      revertedBy: takenBack.get(review.id),
    };
    entry[link.decision].push(linked);
  }
  for (const entry of byStage.values()) {
    entry.confirmed.sort(openFirst);
    entry.suggested.sort(openFirst);
    entry.counts = countStates(entry.confirmed);
    for (const linked of entry.confirmed) {
      if (linked.project === undefined) continue;
      const of = entry.byProject.get(linked.project) ?? { reviews: [], counts: countStates([]) };
      of.reviews.push(linked);
      of.counts[linked.review.status]++;
      entry.byProject.set(linked.project, of);
    }
  }
  return [...byStage.values()];
}

function openFirst(a: LinkedReview, b: LinkedReview): number {
  const order = { open: 0, unknown: 1, merged: 2, abandoned: 3 };
  return (
    order[a.review.status] - order[b.review.status] ||
    compareText(b.review.updated ?? '', a.review.updated ?? '') ||
    compareText(a.review.id, b.review.id)
  );
}

/** What a champion asks about first. */
export interface Attention {
  /** Open and ready for review, the longest untouched first. */
  waiting: (LinkedReview & { stage: string })[];
  /** Open although their project is through with the stage. */
  openOnDone: (LinkedReview & { stage: string })[];
  /** Merged, then taken back. */
  mergedButReverted: (LinkedReview & { stage: string })[];
  /** Word matches that wait for a person's yes or no. */
  toConfirm: (LinkedReview & { stage: string })[];
}

/**
 * Everything that asks for somebody's attention.
 *
 * @param isDone whether a project is through with a stage, by the derived status of its repository
 */
export function attention(
  byStage: readonly StageReviews[],
  isDone: (stage: string, project: string) => boolean,
): Attention {
  const all = byStage.flatMap(({ stage, confirmed }) =>
    confirmed.map((one) => ({ ...one, stage })),
  );
  const open = all.filter(({ review }) => review.status === 'open' && review.missing !== true);
  return {
    waiting: open
      .filter(({ review }) => review.draft !== true)
      .sort(
        (a, b) =>
          compareText(a.review.updated ?? '', b.review.updated ?? '') ||
          compareText(a.review.id, b.review.id) ||
          compareText(a.stage, b.stage),
      ),
    openOnDone: open.filter(
      ({ stage, project }) => project !== undefined && isDone(stage, project),
    ),
    mergedButReverted: all.filter(
      ({ review, revertedBy }) => review.status === 'merged' && revertedBy !== undefined,
    ),
    toConfirm: byStage.flatMap(({ stage, suggested }) =>
      suggested.map((one) => ({ ...one, stage })),
    ),
  };
}

/** The whole of a proposal's reviews in figures; a review of two stages counts once. */
export function summary(byStage: readonly StageReviews[]): {
  confirmed: Counts;
  suggested: number;
  unresolved: number;
} {
  const confirmed = new Map<string, LinkedReview>();
  const suggested = new Set<string>();
  const unresolved = new Set<string>();
  for (const stage of byStage) {
    for (const one of stage.confirmed) confirmed.set(one.review.id, one);
    for (const one of stage.suggested) suggested.add(one.review.id);
    for (const one of stage.unresolved) unresolved.add(one.id);
  }
  return {
    confirmed: countStates(confirmed.values()),
    suggested: [...suggested].filter((id) => !confirmed.has(id)).length,
    unresolved: unresolved.size,
  };
}
