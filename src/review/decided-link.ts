import { compareLinks, linkKey } from './cited-link.ts';
import type { PersonsDecision } from './decision.ts';
import type { ReadDecision } from './read-decisions.ts';
import type { ReviewId, UnresolvedId } from './review-identity.ts';
import { reviewIndex } from './review-index.ts';
import type { Decision, Link, Provenance, Review } from './review.ts';

/** A link as it stands once people have had their say. */
export interface DecidedLink {
  review: ReviewId | UnresolvedId;
  stage: string;
  decision: Decision;
  /** Empty where only a person knows of it. */
  provenance: Provenance[];
  /** The person's decision, where there is one; it goes before every rule. */
  person?: PersonsDecision;
}

/** What counts of a link: what a person decided, else what the rules say. */
export function standing(rules: Decision, person: PersonsDecision | undefined): Decision {
  return person?.decision ?? rules;
}

/** Puts people's decisions over the rules'. The last decision on a review and stage counts. */
export function applyDecisions(
  links: readonly Link[],
  decisions: readonly ReadDecision[],
  reviews: readonly Review[],
): DecidedLink[] {
  const index = reviewIndex(reviews);
  const decided = new Map<string, DecidedLink>();
  for (const link of links) decided.set(linkKey(link), { ...link });
  for (const { address, ...person } of decisions) {
    const review = index.find(address.id)?.id ?? address.id;
    const key = linkKey({ stage: person.stage, review });
    decided.set(key, {
      review,
      stage: person.stage,
      decision: standing('confirmed', person),
      provenance: decided.get(key)?.provenance ?? [],
      person,
    });
  }
  return [...decided.values()].sort(compareLinks);
}
