import { z } from 'zod';
import { reviewSchema, type Review } from '../review.ts';
import type { CommitDiff } from './git/commit-diff.ts';
import { footerKeys } from '../footer.ts';

/**
 * A review as it was just read, with the words that are matched but not stored.
 */
export const fetchedSchema = z.object({
  review: reviewSchema,
  /** Commit message or pull request text; absent when the server did not tell it. */
  message: z.string().optional(),
  /** A search told of it, which leaves out branch, size and votes: never kept as the whole. */
  isPartial: z.literal(true).optional(),
});
export interface Fetched {
  review: Review;
  message?: string | undefined;
  isPartial?: true | undefined;
  /** What its diff says, where git has it. */
  diff?: KnownDiff | undefined;
}

/** What is known of a review's diff. */
export interface KnownDiff extends Pick<CommitDiff, 'paths'> {
  /** Absent: no probe was held against it. */
  stages?: CommitDiff['stages'];
}

/** Drops keys whose value is undefined, and empty lists: absent means unknown or none. */
export function present<T extends object>(record: T): T {
  const entries = Object.entries(record).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(entries) as T;
}

/** The footers that are stored: all that plans are made with, but what a field of its own holds. */
export const storedFooters: readonly string[] = footerKeys.filter(
  (key) => key !== 'Change-Id' && key !== 'Depends-On' && key !== 'Reviewed-on',
);
