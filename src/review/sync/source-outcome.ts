import { isDeepStrictEqual } from 'node:util';
import type { Registry } from '../../proposal/registry.ts';
import { ofTime } from '../../ground/instant.ts';
import { declaredQueries, type ProposalInput } from './plan.ts';
import type { Snapshot, Source } from '../snapshot.ts';
import type { SourceAnswer, SystemPlan } from './review-source.ts';
import { linkKey } from '../cited-link.ts';
import { foreignText } from '../../ground/foreign-text.ts';

type Systems = Pick<Registry, 'projects' | 'reviewSystems'>;

/** How reading one system went. */
export interface Outcome {
  plan: SystemPlan;
  answer: SourceAnswer;
  /** When the run began, or the one that it goes on from, in ms. */
  started: number;
  /** Was everything asked? */
  whole: boolean;
  /** The budget is no fault of the source. */
  spent: boolean;
  /** Why not everything was asked. */
  failure?: string | undefined;
}

/** A source's record is left as it is for this long when nothing else changed. */
const quietMs = 7 * 24 * 60 * 60 * 1000;

/** Has a proposal anything to do with a system? */
export function concerns(
  { system, name }: SystemPlan,
  proposal: ProposalInput,
  { reviews, unresolved }: Pick<Snapshot, 'reviews' | 'unresolved'>,
  registry: Systems,
): boolean {
  const [kind, host] = [system.kind, name.slice(system.kind.length + 1)];
  const own = (id: string) =>
    id.startsWith(`${kind}:${host}/`) || (id.startsWith('github:') && kind === 'github');
  return (
    declaredQueries(proposal, system, registry).length > 0 ||
    reviews.some(({ id }) => own(id)) ||
    unresolved.some(own)
  );
}

/** What is recorded of a source after a run. */
export function nextSource(
  before: Source | undefined,
  { plan, answer, failure, whole, spent, started }: Outcome,
  proposal: ProposalInput,
  registry: Systems,
  now: number,
): Source {
  const source = plan.name;
  const last: Source = before ?? { source, seen: {} };
  if (!whole) {
    if (spent) return last;
    const mark = last.failure ?? {
      since: ofTime(now),
      reason: foreignText(failure ?? 'failed').slice(0, 300),
    };
    return { ...last, failure: mark };
  }
  // A query that is no longer declared loses its mark, one that was not read whole keeps its old one.
  const seen: Record<string, string> = {};
  for (const query of declaredQueries(proposal, plan.system, registry)) {
    const result = answer.queries.get(query);
    const mark = (result?.complete === true ? result.newest : undefined) ?? last.seen[query];
    if (mark !== undefined) seen[query] = mark;
  }
  for (const [key, mark] of answer.seen) seen[key] = mark;
  return { source, asOf: ofTime(started), seen };
}

/** A snapshot's data whatever its order. */
function byId({ reviews, links, unresolved }: Snapshot) {
  return {
    reviews: new Map(reviews.map((review) => [review.id, review])),
    links: new Map(links.map((link) => [linkKey(link), link])),
    unresolved: new Set(unresolved),
  };
}

/**
 * Is there anything in a snapshot that is worth a change of the file? Later watermarks alone are
 * not: earlier ones are as good, they only ask for a little more.
 */
export function isNews(next: Snapshot, before: Snapshot): boolean {
  if (!isDeepStrictEqual(byId(next), byId(before))) return true;
  if (next.sources.length !== before.sources.length) return true;
  return next.sources.some((source) => {
    const last = before.sources.find((one) => one.source === source.source);
    if (last === undefined || (last.failure === undefined) !== (source.failure === undefined)) {
      return true;
    }
    const keys = (one: Source) => Object.keys(one.seen).sort().join('\n');
    if (keys(last) !== keys(source)) return true;
    const age = Date.parse(source.asOf ?? '') - Date.parse(last.asOf ?? '');
    return (last.asOf === undefined) !== (source.asOf === undefined) || age > quietMs;
  });
}
