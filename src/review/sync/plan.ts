import type { Registry, ReviewSystem } from '../../proposal/registry.ts';
import type { ReviewQuery } from '../../proposal/stage.ts';
import type { Citation } from '../citation.ts';
import { gerritQuery } from './gerrit/query.ts';
import { githubSearches } from './github/query.ts';
import { parseReviewId, systemOf, type ReviewAddress, type ReviewId } from '../review-identity.ts';
import { isBelievable, latestBelieved } from './believable.ts';
import type { LinkedStage } from './link-reviews.ts';
import type { ReadDecision } from '../read-decisions.ts';
import type { Review } from '../review.ts';
import { isReviewedOn, repositoryNames } from '../repository-name.ts';
import { systemName } from '../review-system.ts';
import { reviewIndex } from '../review-index.ts';
import type { Snapshot } from '../snapshot.ts';
import type { SystemPlan } from './review-source.ts';

/** What a run must know of one proposal. */
export interface ProposalInput {
  /** Its folder's name. */
  name: string;
  /** Day before which no review can advance it; queries begin there. */
  since?: string;
  folder: string;
  stages: readonly LinkedStage[];
  citations: readonly Citation[];
  decisions: readonly ReadDecision[];
  snapshot: Snapshot;
  /** Addresses of the reviews whose comments on its own text are read, and its number. */
  text?: { number: number; reviews: readonly string[] };
}

/** Days in which every known review is looked at once, however final it is. */
export const defaultCycle = 14;

/** A declared query in the words of one system; empty where that system could find nothing by it. */
export function systemQueries(
  query: ReviewQuery,
  system: ReviewSystem,
  registry: Pick<Registry, 'projects' | 'reviewSystems'>,
): string[] {
  if (query.on !== undefined && query.on.toLowerCase() !== systemName(system)) return [];
  const elsewhere = query.on === undefined ? repositoriesNotOn(system, registry) : new Set();
  const repository = query.repository?.filter((name) => !elsewhere.has(name.toLowerCase()));
  if (repository?.length === 0) return [];
  const narrowed = repository === undefined ? query : { ...query, repository };
  if (system.kind === 'gerrit') return [gerritQuery(narrowed) ?? []].flat();
  const places = repository ?? repositoriesOn(system, registry);
  return places.length === 0 ? [] : githubSearches(query, places);
}

function repositoriesOn(
  system: ReviewSystem,
  { projects, reviewSystems }: Pick<Registry, 'projects' | 'reviewSystems'>,
): string[] {
  return Object.values(projects)
    .filter(({ repository }) => isReviewedOn(repository, system, reviewSystems))
    .flatMap((project) => repositoryNames(project, reviewSystems)[0] ?? []);
}

function repositoriesNotOn(
  system: ReviewSystem,
  { projects, reviewSystems }: Pick<Registry, 'projects' | 'reviewSystems'>,
): Set<string> {
  return new Set(
    Object.values(projects)
      .filter(({ repository }) => !isReviewedOn(repository, system, reviewSystems))
      .flatMap((project) => repositoryNames(project, reviewSystems)[0]?.toLowerCase() ?? []),
  );
}

/** Which part of the slow cycle a review belongs to: even, and the same on every machine. */
function partOf(id: string, cycle: number): number {
  let hash = 2166136261;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 16777619);
  return (hash >>> 0) % cycle;
}

/** May its server still have news of it any day? */
function isWaiting({ status }: Review): boolean {
  return status === 'open' || status === 'unknown';
}

export interface PlanContext {
  registry: Pick<Registry, 'projects' | 'reviewSystems'>;
  /** The day of the run, as days since the epoch; undefined: the cycle's part was read today. */
  day: number | undefined;
  cycle?: number;
  /** The moment of the run, in ms: a mark that is later is none. Default: now. */
  now?: number;
}

/** All that one system is to be asked for all proposals together, each thing once. */
export function planSystem(
  system: ReviewSystem,
  proposals: readonly ProposalInput[],
  { registry, day, cycle = defaultCycle, now = Date.now() }: PlanContext,
): SystemPlan {
  const name = systemName(system);
  const plan: SystemPlan = {
    system,
    name,
    queries: new Map(),
    numbers: new Set(),
    changeIds: new Set(),
    pulls: new Map(),
    open: [],
    due: [],
    known: new Map(),
    openSince: undefined,
    repositorySince: new Map(),
    latest: latestBelieved(now),
  };
  const openSince: (string | undefined)[] = [];
  const unmarked = new Set<string>();
  for (const proposal of proposals) {
    const { snapshot } = proposal;
    const recorded = snapshot.sources.find(({ source }) => source === name)?.seen ?? {};
    const seen = Object.fromEntries(
      Object.entries(recorded).filter(([, mark]) => isBelievable(mark, plan.latest)),
    );
    for (const query of declaredQueries(proposal, system, registry)) {
      const from = seen[query] ?? (proposal.since && `${proposal.since}T00:00:00Z`);
      const since = plan.queries.has(query) ? earlier(plan.queries.get(query), from) : from;
      plan.queries.set(query, since);
    }
    const index = reviewIndex(snapshot.reviews);
    const named: ReviewAddress[] = [
      ...proposal.citations.map(({ address }) => address),
      ...proposal.decisions.map(({ address }) => address),
    ];
    for (const address of named) {
      if (address.kind === 'query') continue;
      const host = 'host' in address ? `gerrit:${address.host}` : systemOf(address.id);
      if (host !== name) continue;
      if (address.kind === 'change-id') plan.changeIds.add(address.changeId);
      else if (address.kind === 'unresolved') {
        if (index.find(address.id) === undefined) plan.numbers.add(address.number);
      } else if (index.find(address.id) === undefined) wantById(address.id, plan);
    }
    let hasOpen = false;
    for (const review of snapshot.reviews) {
      if (systemOf(review.id) !== name) continue;
      if (review.fromGit === true) {
        if (review.changeId !== undefined) plan.changeIds.add(review.changeId);
        continue;
      }
      plan.known.set(review.id, review);
      if (isWaiting(review)) {
        hasOpen = true;
        const since = seen[`open ${review.repository}`];
        if (since === undefined) unmarked.add(review.repository);
        else {
          const other = plan.repositorySince.get(review.repository);
          plan.repositorySince.set(review.repository, earlier(since, other ?? since) ?? since);
        }
      }
    }
    if (hasOpen) openSince.push(seen['open']);
  }
  for (const repository of unmarked) plan.repositorySince.delete(repository);
  plan.openSince = openSince.reduce(earlier, openSince[0]);
  plan.open = [...plan.known.values()].filter(isWaiting);
  if (day !== undefined) {
    const part = ((day % cycle) + cycle) % cycle;
    plan.due = [...plan.known.values()].filter(
      (review) =>
        partOf(review.id, cycle) === part ||
        // A Gerrit's open ones may be deleted, and a hundred of them are one question.
        (system.kind === 'gerrit' && isWaiting(review)),
    );
  }
  return plan;
}

function wantById(id: ReviewId, plan: SystemPlan): void {
  const name = parseReviewId(id);
  if (name === undefined) return;
  if (name.system === 'github') {
    plan.pulls.set(id, { repository: name.repository, number: name.number });
  } else if ('number' in name) plan.numbers.add(name.number);
  else plan.changeIds.add(name.changeId);
}

/** The earlier moment; undefined means "from the beginning" and is the earliest. */
function earlier(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return undefined;
  return a < b ? a : b;
}

/** A proposal's queries in one system's words. */
export function declaredQueries(
  proposal: Pick<ProposalInput, 'stages'>,
  system: ReviewSystem,
  registry: Pick<Registry, 'projects' | 'reviewSystems'>,
): string[] {
  return proposal.stages.flatMap(({ reviews }) =>
    reviews.flatMap((query) => systemQueries(query, system, registry)),
  );
}
