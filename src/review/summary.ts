import type { Registry } from '../proposal/registry.ts';
import { compareText } from '../ground/problem.ts';
import type { ReviewId, UnresolvedId } from './review-identity.ts';
import type { DecidedLink } from './decided-link.ts';
import type { ReviewsOfProposal } from './read-reviews.ts';
import type { Review } from './review.ts';
import { repositoryNames } from './repository-name.ts';
import { revertsOf } from './revert.ts';
import { reviewIndex } from './review-index.ts';
import { stateOf, type ReviewState } from './review-state.ts';
import { turnContext, turnOf, type Turn } from './turn.ts';

/** How many reviews are in each state. */
export interface StateCounts {
  open: number;
  /** Steps that merged and still stand. */
  merged: number;
  /** Steps that merged and were taken back. */
  reverted: number;
  /** Merged reviews that take others back, and such that were themselves taken back. */
  reverts: number;
  abandoned: number;
  closed: number;
  gone: number;
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
  /** An open review that would take it back. */
  threatenedBy: Review | undefined;
  state: ReviewState;
  /** Whose turn it is, where it is open. */
  turn: Turn | undefined;
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
  counts: StateCounts;
  /** Keyed by the registry's project id; reviews of other repositories are in none. */
  byProject: Map<string, { reviews: LinkedReview[]; counts: StateCounts }>;
}

/** The registry's project of every repository, by its name on its review system in lower case. */
export function projectsByRepository({
  projects,
  reviewSystems = [],
}: Pick<Registry, 'projects'> & Partial<Pick<Registry, 'reviewSystems'>>): Map<string, string> {
  const found = new Map<string, string>();
  const add = (name: string, id: string) => {
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, id);
  };
  const all = Object.entries(projects).map(
    ([id, project]) => [id, repositoryNames(project, reviewSystems)] as const,
  );
  // Of two that may have a name, the one whose address can mean nothing else.
  const isSure = ([own, second]: readonly string[]) => second !== `a/${own}`;
  const surest = all.toSorted(([, a], [, b]) => Number(isSure(b)) - Number(isSure(a)));
  for (const [id, [own]] of surest) if (own !== undefined) add(own, id);
  for (const [id, [, ...others]] of all) for (const name of others) add(name, id);
  return found;
}

export function countStates(reviews: Iterable<Pick<LinkedReview, 'state'>>): StateCounts {
  const counts: StateCounts = {
    open: 0,
    merged: 0,
    reverted: 0,
    reverts: 0,
    abandoned: 0,
    closed: 0,
    gone: 0,
    unknown: 0,
  };
  for (const { state } of reviews) counts[counted[state]]++;
  return counts;
}

const counted: Record<ReviewState, keyof StateCounts> = {
  open: 'open',
  draft: 'open',
  merged: 'merged',
  reverted: 'reverted',
  revert: 'reverts',
  undone: 'reverts',
  abandoned: 'abandoned',
  closed: 'closed',
  gone: 'gone',
  unknown: 'unknown',
};

/**
 * A proposal's reviews by stage, in the order of `stages`.
 *
 * @param stages the proposal's stage ids
 */
export function reviewsByStage(
  { reviews, links }: Pick<ReviewsOfProposal, 'reviews' | 'links'>,
  stages: readonly string[],
  registry: Parameters<typeof projectsByRepository>[0],
): StageReviews[] {
  const index = reviewIndex(reviews);
  const projects = projectsByRepository(registry);
  const { takenBack, threatened } = revertsOf(reviews, index);
  const turns = turnContext(reviews, index);
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
      threatenedBy: threatened.get(review.id),
      state: stateOf(review, takenBack.has(review.id)),
      turn: review.status === 'open' ? turnOf(review, turns) : undefined,
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
      of.counts[counted[linked.state]]++;
      entry.byProject.set(linked.project, of);
    }
  }
  return [...byStage.values()];
}

function openFirst(a: LinkedReview, b: LinkedReview): number {
  const order = { open: 0, unknown: 1, gone: 2, merged: 3, closed: 4, abandoned: 4 };
  return (
    order[a.review.status] - order[b.review.status] ||
    compareText(b.review.updated ?? '', a.review.updated ?? '') ||
    compareText(a.review.id, b.review.id)
  );
}

/** The whole of a proposal's reviews in figures; a review of two stages counts once. */
export function summary(byStage: readonly StageReviews[]): {
  confirmed: StateCounts;
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
