import { changeIdPattern, parseReviewId, systemOf } from './review-identity.ts';
import type { ReviewIndex } from './review-index.ts';
import type { Review } from './review.ts';

/** Who must act on an open review; `unknown` where its server does not say. */
export const turns = ['author', 'reviewers', 'submitter', 'another review', 'unknown'] as const;
export type WhoseTurn = (typeof turns)[number];

export interface Turn {
  who: WhoseTurn;
  /** Why, in a few words: "refused by Code-Review", "in conflict with its branch". */
  because: string;
  /** A vote that blocks: nobody but its author can move it. */
  isRefused: boolean;
  /** Since when, where the server says. */
  since: string | undefined;
  /** The people meant, as far as they are known by name. */
  people: string[];
  /** The review that has to land first. */
  behind: Review | undefined;
}

/** What a review may have to wait for. */
export interface TurnContext {
  index: ReviewIndex;
  /** Open reviews by their present commit: what another one's commit may stand on. */
  openByCommit: ReadonlyMap<string, Review>;
}

export function turnContext(reviews: readonly Review[], index: ReviewIndex): TurnContext {
  const openByCommit = new Map<string, Review>();
  for (const review of reviews) {
    if (review.status === 'open' && review.commit !== undefined) {
      openByCommit.set(review.commit, review);
    }
  }
  return { index, openByCommit };
}

/**
 * Whose turn it is at an open review. What stops it for certain goes before what its server asks
 * for: a vote that blocks, a draft, a conflict, another review that must land first.
 */
export function turnOf(review: Review, context: TurnContext): Turn {
  const { waits, owner } = review;
  const author = (because: string, since?: string, isRefused = false): Turn => ({
    who: 'author',
    because,
    isRefused,
    since,
    people: owner === null ? [] : [owner],
    behind: undefined,
  });
  if (waits?.refused !== undefined) {
    return author(`refused by ${waits.refused.by.join(', ')}`, waits.refused.since, true);
  }
  if (review.draft === true) return author('a draft');
  if (waits?.conflict === true) return author('in conflict with its branch');
  const behind = firstBefore(review, context);
  if (behind !== undefined) {
    const because = 'another review must land first';
    return { ...author(because), who: 'another review', people: [], behind };
  }
  if (waits?.isReady === true) {
    return { ...author('nothing is left but to land it'), who: 'submitter', people: [] };
  }
  return asked(review, author);
}

/** By whom the server asks, else by what is missing. */
function asked(review: Review, author: (because: string, since?: string) => Turn): Turn {
  const { waits, votes = {} } = review;
  const attention = waits?.attention ?? [];
  const earliest = (list: typeof attention) => list.flatMap(({ since }) => since ?? []).sort()[0];
  const own = attention.filter(({ isOwner }) => isOwner === true);
  if (own.length > 0) return author('its server asks its author', earliest(own));
  if (attention.length > 0) {
    const people = attention.flatMap(({ who }) => who ?? []);
    return reviewers('its server asks for a review', people, earliest(attention));
  }
  if ((waits?.failing ?? []).length > 0) {
    return author(`failing: ${(waits?.failing ?? []).slice(0, 3).join(', ')}`);
  }
  const against = Object.entries(votes).filter(([, cast]) =>
    Object.keys(cast).some((value) => value.startsWith('-')),
  );
  if (against.length > 0)
    return author(`asked to change by ${against.map(([by]) => by).join(', ')}`);
  if ((waits?.unresolved ?? 0) > 0) return author(`${waits?.unresolved} comments are open`);
  if ((waits?.reviewers ?? []).length > 0) {
    return reviewers('a review is asked for', waits?.reviewers ?? []);
  }
  if ((waits?.unmet ?? []).length > 0) {
    return reviewers(`wants ${(waits?.unmet ?? []).join(', ')}`, []);
  }
  return { ...author(unsaid(review)), who: 'unknown', people: [] };
}

function reviewers(because: string, people: string[], since?: string): Turn {
  return { who: 'reviewers', because, isRefused: false, since, people, behind: undefined };
}

function unsaid({ id }: Review): string {
  return `${systemOf(id)} does not say`;
}

/** An open review on whose commit this one stands, or that it says it depends on. */
function firstBefore(
  { id, waits, dependsOn = [] }: Review,
  { index, openByCommit }: TurnContext,
): Review | undefined {
  const below = (waits?.parents ?? []).map((commit) => openByCommit.get(commit));
  const host = parseReviewId(id)?.host ?? '';
  const named = dependsOn.flatMap((one) =>
    changeIdPattern.test(one)
      ? index.resolve({ kind: 'change-id', host, changeId: one })
      : (index.find(one) ?? []),
  );
  return [...below, ...named].find(
    (one) => one !== undefined && one.id !== id && one.status === 'open',
  );
}
