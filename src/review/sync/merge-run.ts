import { compareText } from '../../ground/problem.ts';
import type { ReviewQuery } from '../../proposal/stage.ts';
import type { Fetched } from './fetched-review.ts';
import { systemOf, type ReviewId, type UnresolvedId } from '../review-identity.ts';
import { changeKeyOf, namesIn, namesOf } from '../review-name.ts';
import { latestBelieved } from './believable.ts';
import { ReviewsByName } from './reviews-by-name.ts';
import { linkReviews, type QueryResult } from './link-reviews.ts';
import type { ProposalInput } from './plan.ts';
import type { Link, Review } from '../review.ts';
import { reviewIndex, type ReviewIndex } from '../review-index.ts';
import type { Snapshot } from '../snapshot.ts';

/** What all systems together told in a run, as far as one proposal is concerned. */
export interface RunAnswers {
  fetched: ReadonlyMap<ReviewId, Fetched>;
  missing: ReadonlySet<ReviewId>;
  /** The answers to one of its declared queries, one per system that was asked. */
  answers: (query: ReviewQuery) => readonly QueryResult[];
  /** Reviews that belong to it although no query's answer says so. */
  admitted?: ReadonlySet<ReviewId>;
}

/** A proposal's reviews and links after a run; its sources are the caller's. */
export function mergeRun(
  proposal: ProposalInput,
  run: RunAnswers,
  today: string,
): Pick<Snapshot, 'reviews' | 'links' | 'unresolved'> {
  const { snapshot, citations, decisions, stages } = proposal;
  const knowledge = new ReviewsByName(
    snapshot.reviews,
    latestBelieved(Date.parse(`${today}T24:00:00Z`)),
  );
  const before = reviewIndex(snapshot.reviews);
  const found = new Set<string>();
  for (const { reviews: queries } of stages) {
    for (const query of queries) {
      for (const { ids } of run.answers(query)) for (const id of ids) found.add(id);
    }
  }
  const isNamed = namedIn(proposal);
  const fetched = new Map<ReviewId, Fetched>();
  for (const [id, one] of run.fetched) {
    const { review } = one;
    const known = namesOf(review).some((name) => before.find(name) !== undefined);
    const takesBack = review.reverts !== undefined && before.find(review.reverts) !== undefined;
    if (
      !known &&
      !takesBack &&
      !found.has(id) &&
      !isNamed(review) &&
      run.admitted?.has(id) !== true
    ) {
      continue;
    }
    knowledge.take(review);
    fetched.set(id, one);
  }
  for (const id of run.missing) knowledge.miss(id);
  resolveReverts(knowledge);
  renameOwners(knowledge, fetched);

  const index = reviewIndex(knowledge.all);
  const links = linkReviews({
    stages,
    citations,
    reviews: knowledge.all,
    index,
    fetched,
    answers: run.answers,
    previous: underPresentIds(snapshot.links, index),
    today,
  });
  const reviews = prune(knowledge.all, links, index, proposal);
  const unresolved = new Set<ReviewId | UnresolvedId>();
  for (const { address } of [...citations, ...decisions]) {
    if (address.kind !== 'review' && address.kind !== 'unresolved') continue;
    if (index.find(address.id) === undefined) unresolved.add(address.id);
  }
  return { reviews, links, unresolved: [...unresolved].sort(compareText) };
}

/** Tells whether a review is cited, or decided upon. */
export function namedIn({ citations, decisions }: ProposalInput): (review: Review) => boolean {
  const names = new Set([...citations, ...decisions].flatMap(({ address }) => namesIn(address)));
  return (review) =>
    names.has(changeKeyOf(review) ?? '') || namesOf(review).some((name) => names.has(name));
}

/** Gives a taken-back review its id, once it is known. */
function resolveReverts(knowledge: ReviewsByName): void {
  const index = reviewIndex(knowledge.all);
  for (const review of knowledge.all) {
    const target = review.reverts === undefined ? undefined : index.find(review.reverts)?.id;
    if (target !== undefined && target !== review.reverts) {
      knowledge.replace({ ...review, reverts: target });
    }
  }
}

/** A person has one name: the one under which this run met their account. */
function renameOwners(knowledge: ReviewsByName, fetched: ReadonlyMap<ReviewId, Fetched>): void {
  const key = ({ id, account }: Review) =>
    account === undefined ? undefined : `${systemOf(id)} ${account}`;
  const names = new Map<string, string>();
  for (const { review, message } of fetched.values()) {
    // What had not changed is the record of an earlier run.
    if (message === undefined) continue;
    const account = key(review);
    if (account !== undefined && review.owner !== null) names.set(account, review.owner);
  }
  for (const review of knowledge.all) {
    const owner = names.get(key(review) ?? '');
    if (owner !== undefined && owner !== review.owner) knowledge.replace({ ...review, owner });
  }
}

function underPresentIds(links: readonly Link[], index: ReviewIndex): Link[] {
  return links.map((link) => ({ ...link, review: index.find(link.review)?.id ?? link.review }));
}

/**
 * Leaves out what nothing ties to the proposal any more. What a server no longer shows is kept
 * whatever happens, and so is what takes back a kept one.
 */
function prune(
  reviews: readonly Review[],
  links: readonly Link[],
  index: ReviewIndex,
  { citations, decisions }: ProposalInput,
): Review[] {
  const kept = new Set<string>();
  for (const { review } of links) kept.add(review);
  for (const { address } of [...citations, ...decisions]) {
    for (const { id } of index.resolve(address)) kept.add(id);
  }
  for (const { id, status } of reviews) if (status === 'gone') kept.add(id);
  let size = -1;
  while (size !== kept.size) {
    size = kept.size;
    for (const { id, reverts } of reviews) {
      if (reverts !== undefined && kept.has(reverts)) kept.add(id);
    }
  }
  return reviews.filter(({ id }) => kept.has(id));
}
