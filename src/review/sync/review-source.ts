import type { ReviewSystem } from '../../proposal/registry.ts';
import type { Fetched } from './fetched-review.ts';
import type { ReviewId } from '../review-identity.ts';
import type { Review } from '../review.ts';
import type { QueryResult } from './link-reviews.ts';

/** What one review system is asked in a run, over all proposals. */
export interface SystemPlan {
  system: ReviewSystem;
  /** `gerrit:<host>` or `github:<host>`. */
  name: string;
  /** Declared queries in the system's own words, each with the moment since which it is asked. */
  queries: Map<string, string | undefined>;
  /** Cited or decided upon, and not known yet. */
  numbers: Set<number>;
  changeIds: Set<string>;
  pulls: Map<ReviewId, { repository: string; number: number }>;
  /** Known and not final: read again where they changed. */
  open: Review[];
  /** Whose turn it is on the slow cycle, final or not: are they still there, was one taken back? */
  due: Review[];
  /** Everything known on this system, by id. */
  known: Map<ReviewId, Review>;
  /** Since when `open` is asked for; undefined: from the oldest one's last change. */
  openSince: string | undefined;
  /** GitHub: the same, per repository. */
  repositorySince: Map<string, string>;
  /** The latest moment that is believed: no mark is later. */
  latest: string;
}

/** What a review system told in a run; filled as it goes, so that a failure leaves what there is. */
export interface SourceAnswer {
  fetched: Map<ReviewId, Fetched>;
  /** By the query as in {@link SystemPlan.queries}, with its newest `updated`. */
  queries: Map<string, QueryResult & { newest?: string | undefined }>;
  /** Known, asked for by id, and not there. */
  missing: Set<ReviewId>;
  /** New watermarks of what is read again: key `open`, or `open <repository>`. */
  seen: Map<string, string>;
  /** Single questions that could not be answered. */
  problems: string[];
}

export function emptyAnswer(): SourceAnswer {
  return {
    fetched: new Map(),
    queries: new Map(),
    missing: new Set(),
    seen: new Map(),
    problems: [],
  };
}
