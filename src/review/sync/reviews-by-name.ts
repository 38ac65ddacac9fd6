import { parseReviewId, type ReviewId } from '../review-identity.ts';
import { namesOf } from '../review-name.ts';
import type { Review } from '../review.ts';
import { isBelievable } from './believable.ts';

/** All records of one proposal, kept one per review whatever names it goes by. */
export class ReviewsByName {
  readonly #reviews = new Map<ReviewId, Review>();
  readonly #names = new Map<string, ReviewId>();

  readonly #latest: string | undefined;

  /** @param latest the latest moment that is believed; a record of a later one is not held for newer */
  constructor(reviews: Iterable<Review> = [], latest?: string) {
    this.#latest = latest;
    for (const review of reviews) this.take(review);
  }

  /** Sorted by nothing; the snapshot sorts. */
  get all(): Review[] {
    return [...this.#reviews.values()];
  }

  /**
   * Puts a record in the place of what was known of the same review: under an earlier name of its
   * repository, or from git alone. An older state of a review never replaces a newer one.
   */
  take(incoming: Review): void {
    const twin = this.#twin(incoming);
    if (twin === undefined) {
      this.#put(incoming);
      return;
    }
    if (incoming.fromGit === true && twin.fromGit !== true) {
      // Git knows nothing that a server does not, but it may know sooner.
      if (twin.status !== 'merged' && twin.status !== 'abandoned') {
        const { merged, commit } = incoming;
        this.#put({
          ...without(twin, ['waits', 'was', 'draft']),
          status: 'merged',
          ...(merged === undefined ? {} : { merged }),
          ...(commit === undefined ? {} : { commit }),
        });
      }
      return;
    }
    const older =
      twin.fromGit !== true &&
      incoming.updated !== undefined &&
      twin.updated !== undefined &&
      (this.#latest === undefined || isBelievable(twin.updated, this.#latest)) &&
      incoming.updated < twin.updated;
    if (older) return;
    const formerly = new Set([...(twin.formerly ?? []), ...(incoming.formerly ?? [])]);
    if (twin.id !== incoming.id) formerly.add(twin.id);
    formerly.delete(incoming.id);
    this.#reviews.delete(twin.id);
    const list = [...formerly].sort();
    this.#put({ ...incoming, ...(list.length === 0 ? {} : { formerly: list }) });
  }

  /** Its server does not show it (any more); what was known stays. */
  miss(id: ReviewId): void {
    const review = this.#reviews.get(id);
    if (review === undefined || review.status === 'gone') return;
    const kept = without(review, ['waits']);
    this.#reviews.set(id, { ...kept, status: 'gone', was: review.status });
  }

  /** The same state of the same review, with something in it made out. */
  replace(review: Review): void {
    this.#reviews.set(review.id, review);
  }

  #put(review: Review): void {
    this.#reviews.set(review.id, review);
    for (const name of namesOf(review)) this.#names.set(name, review.id);
  }

  #twin(review: Review): Review | undefined {
    for (const name of namesOf(review)) {
      const id = this.#names.get(name);
      const found = id === undefined ? undefined : this.#reviews.get(id);
      if (found !== undefined && !differs(found, review)) return found;
    }
    return undefined;
  }
}

/** What no longer holds of a review that is over or gone. */
function without(review: Review, keys: readonly ('waits' | 'was' | 'draft')[]): Review {
  const kept = { ...review };
  for (const key of keys) Reflect.deleteProperty(kept, key);
  return kept;
}

/** Two numbers are two reviews, even with one Change-Id on one branch. */
function differs(a: Review, b: Review): boolean {
  const [one, other] = [parseReviewId(a.id), parseReviewId(b.id)];
  if (one?.system !== 'gerrit' || other?.system !== 'gerrit') return false;
  return 'number' in one && 'number' in other && one.number !== other.number;
}
