import { compareText } from '../../ground/problem.ts';
import type { ReviewQuery, Stage } from '../../proposal/stage.ts';
import type { Citation } from '../citation.ts';
import type { Fetched } from './fetched-review.ts';
import type { ReviewId, UnresolvedId } from '../review-identity.ts';
import { matchStage, type TouchesOf } from './match-query.ts';
import type { Provenance, ProvenanceKind, Link, Review } from '../review.ts';
import type { ReviewIndex } from '../review-index.ts';
import { citedLinks, compareLinks, linkKey } from '../cited-link.ts';

/** A stage as far as linking reads it. */
export type LinkedStage = Pick<Stage, 'id' | 'reviews'>;

/** What a system answered to one of a stage's queries in this run. */
export interface QueryResult {
  ids: ReadonlySet<string>;
  /** It asked only for what changed since; undefined: for everything. */
  since?: string | undefined;
  complete: boolean;
}

export interface LinkInput {
  stages: readonly LinkedStage[];
  /** Of index.md, in order. */
  citations: readonly Citation[];
  /** Every review that is known after this run. */
  reviews: readonly Review[];
  index: ReviewIndex;
  /** What this run read, with the words that are not stored. */
  fetched: ReadonlyMap<string, Fetched>;
  /** The answers to a stage's query, one per system that was asked. */
  answers: (query: ReviewQuery) => readonly QueryResult[];
  /** The links of the last run. */
  previous: readonly Link[];
  /** The day of this run. */
  today: string;
}

/**
 * Ties reviews to stages, many to many, each link with all its reasons.
 *
 * Everything that the stored records tell is judged anew each time; what only a server or the full
 * text can tell is taken over from the last run, until an answer speaks against it.
 */
export function linkReviews(input: LinkInput): Link[] {
  const links = new Map<string, { link: Link; firm: boolean }>();
  const past = new Map(input.previous.map((link) => [linkKey(link), link]));
  const add = (
    stage: string,
    review: ReviewId | UnresolvedId,
    found: Omit<Provenance, 'firstSeen'>,
    firm: boolean,
  ) => {
    const key = linkKey({ stage, review });
    const before = past
      .get(key)
      ?.provenance.find((one) => one.kind === found.kind && one.text === found.text);
    const entry = links.get(key) ?? {
      link: { review, stage, decision: 'suggested', provenance: [] },
      firm: false,
    };
    const { kind, text, line, touches, lastConfirmed } = found;
    entry.link.provenance.push({
      kind,
      text,
      ...(line === undefined ? {} : { line }),
      ...(touches === undefined ? {} : { touches }),
      firstSeen: before?.firstSeen ?? input.today,
      ...(lastConfirmed === undefined ? {} : { lastConfirmed }),
    });
    entry.firm ||= firm;
    links.set(key, entry);
  };

  for (const { stage, review, text, line, known } of citedLinks(input.citations, input.index)) {
    add(stage, review, confirmedAt({ kind: 'cited', text, line }, known?.updated), true);
  }

  for (const one of input.stages) {
    const stage = one.id;
    for (const review of input.reviews) {
      const fetched = input.fetched.get(review.id);
      const before = past.get(linkKey({ stage, review: review.id }));
      const moves = fetched?.diff?.stages?.get(stage)?.moves ?? textsOf(before, 'probe');
      for (const text of moves) {
        add(stage, review.id, confirmedAt({ kind: 'probe', text }, review.updated), false);
      }
      const touched: TouchesOf = ({ kind, text }) =>
        before?.provenance.find((known) => known.kind === kind && known.text === text)?.touches;
      const told = (query: ReviewQuery, kind: ProvenanceKind, values: readonly string[]) => {
        const results = input.answers(query);
        if (results.some(({ ids }) => ids.has(review.id))) return [values.join(', ')];
        const contradicted =
          fetched !== undefined &&
          results.length > 0 &&
          results.every((result) => speaksAgainst(result, review));
        return contradicted ? undefined : takenOver(before, kind, values);
      };
      for (const match of matchStage(one, fetched ?? { review }, told, touched)) {
        const { kind, text, suggests, touches } = match;
        const found =
          touches === undefined ? { kind, text } : { kind, text, touches: [...touches] };
        add(stage, review.id, confirmedAt(found, review.updated), !suggests);
      }
    }
  }

  for (const { link, firm } of links.values()) {
    link.decision = firm ? 'confirmed' : 'suggested';
    link.provenance = sortedOnce(link.provenance);
  }
  return [...links.values()].map(({ link }) => link).sort(compareLinks);
}

function confirmedAt<T extends object>(
  found: T,
  updated: string | undefined,
): T & { lastConfirmed?: string } {
  return updated === undefined ? found : { ...found, lastConfirmed: updated };
}

/** A whole answer that would have had the review, had it still matched. */
function speaksAgainst({ ids, since, complete }: QueryResult, review: Review): boolean {
  if (!complete || ids.has(review.id)) return false;
  return since === undefined || (review.updated !== undefined && review.updated >= since);
}

function textsOf(link: Link | undefined, kind: ProvenanceKind): string[] {
  return (link?.provenance ?? []).filter((one) => one.kind === kind).map(({ text }) => text);
}

/** What the last run found by the same declared values. */
function takenOver(
  before: Link | undefined,
  kind: ProvenanceKind,
  values: readonly string[],
): string[] | undefined {
  const joined = values.join(', ');
  const texts = before?.provenance
    .filter((one) => one.kind === kind)
    .map(({ text }) => text)
    .filter((text) => text === joined || values.includes(text) || kind === 'bug');
  return texts === undefined || texts.length === 0 ? undefined : texts;
}

function sortedOnce(provenance: readonly Provenance[]): Provenance[] {
  const byKey = new Map(
    provenance.map((one) => [`${one.kind} ${one.text} ${one.line ?? ''}`, one]),
  );
  return [...byKey.values()].sort(
    (a, b) =>
      compareText(a.kind, b.kind) || compareText(a.text, b.text) || (a.line ?? 0) - (b.line ?? 0),
  );
}
