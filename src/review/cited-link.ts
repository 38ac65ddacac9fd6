import { compareText } from '../ground/problem.ts';
import type { Citation } from './citation.ts';
import type { ReviewId, UnresolvedId } from './review-identity.ts';
import type { ReviewIndex } from './review-index.ts';
import type { Review } from './review.ts';

/** What a link ties: the one key by which two records of it are the same. */
export interface Tie {
  stage: string;
  review: ReviewId | UnresolvedId;
}

/** Neither a stage's id nor anything before a review's first `/` holds a blank. */
export function linkKey({ stage, review }: Tie): string {
  return `${stage} ${review}`;
}

/** The one order of links: by stage, then by review. */
export function compareLinks(a: Tie, b: Tie): number {
  return compareText(a.stage, b.stage) || compareText(a.review, b.review);
}

/** A review that a blueprint's text cites under a stage. */
export interface CitedLink extends Tie {
  /** The address as it is written. */
  text: string;
  /** Its line in index.md, one-based. */
  line: number;
  /** Undefined while no server has said what it is. */
  known: Review | undefined;
}

/**
 * Turns citations into links, each place once: the one rule of what a citation ties. A search ties
 * nothing, nor does what stands outside of a stage; a Change-Id ties every branch's review that is
 * known, and nothing before one is.
 */
export function citedLinks(citations: readonly Citation[], index: ReviewIndex): CitedLink[] {
  const found = new Map<string, CitedLink>();
  for (const { address, stage, url, line } of citations) {
    if (stage === undefined || address.kind === 'query') continue;
    const reviews = index.resolve(address);
    const ties: Pick<CitedLink, 'review' | 'known'>[] = reviews.map((known) => ({
      review: known.id,
      known,
    }));
    if (reviews.length === 0 && address.kind !== 'change-id') {
      ties.push({ review: address.id, known: undefined });
    }
    for (const tie of ties) {
      const link = { stage, ...tie, text: url, line };
      found.set(`${linkKey(link)} ${line} ${url}`, link);
    }
  }
  return [...found.values()];
}
