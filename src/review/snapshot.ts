import { z } from 'zod';
import { compareText } from '../ground/problem.ts';
import { compareLinks } from './cited-link.ts';
import { diffableJsonPieces } from '../ground/diffable-json.ts';
import {
  foreignTextSchema,
  instantSchema,
  linkSchema,
  reviewIdSchema,
  reviewSchema,
  unresolvedIdSchema,
  type Review,
} from './review.ts';

/** Where reviews are read: a review system, or git mirrors. */
export const sourceSchema = z.strictObject({
  /** `gerrit:<host>`, `github:<host>`, or `git`. */
  source: z.string().min(1).max(300),
  /**
   * The last complete run known here. A run that finds nothing new leaves it for up to a week, so
   * that a daily run makes no daily commit.
   */
  asOf: instantSchema.optional(),
  /** Since when it fails, and why; its reviews are then of `asOf`. */
  failure: z.strictObject({ since: instantSchema, reason: foreignTextSchema }).optional(),
  /**
   * Per query, the newest `updated` that a complete run saw, by the server's own clock: the next run
   * asks only for what changed since.
   */
  seen: z.record(z.string(), instantSchema).default({}),
});
export type Source = z.infer<typeof sourceSchema>;

/** The form of reviews.json that is written; earlier ones are read by upgrade-snapshot.ts. */
export const snapshotFormat = 2;

/** The whole of reviews.json. */
export const snapshotSchema = z.strictObject({
  format: z.literal(snapshotFormat),
  sources: z.array(sourceSchema),
  reviews: z.array(reviewSchema),
  links: z.array(linkSchema),
  /** Cited or decided upon, and no server has said yet what they are. */
  unresolved: z.array(z.union([reviewIdSchema, unresolvedIdSchema])).default([]),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

export const snapshotFile = 'reviews.json';

/** Larger is a mistake: 10,000 reviews are about 8 MB. */
export const maxSnapshotBytes = 128 * 1024 * 1024;

export function emptySnapshot(): Snapshot {
  return { format: snapshotFormat, sources: [], reviews: [], links: [], unresolved: [] };
}

/**
 * The text of reviews.json: sorted throughout, keys in the schema's order, so that the same data is
 * the same bytes on every machine.
 *
 * @throws when the data does not hold against the schema: nothing doubtful is ever written
 */
export function snapshotText(snapshot: Snapshot): string {
  return [...snapshotPieces(snapshot)].join('');
}

/** The same text piece by piece: of 50,000 reviews it has 50 MB. */
export function snapshotPieces(snapshot: Snapshot): Generator<string> {
  const sources = z.array(sourceSchema).parse(snapshot.sources);
  const unresolved = snapshotSchema.shape.unresolved.parse(snapshot.unresolved);
  const byId = (a: { id: string }, b: { id: string }) => compareText(a.id, b.id);
  // One record at a time is checked and printed: a snapshot may be large.
  return diffableJsonPieces({
    format: snapshotFormat,
    sources: sources
      .sort((a, b) => compareText(a.source, b.source))
      .map((source) => ({ ...source, seen: sortKeys(source.seen) })),
    reviews: [...snapshot.reviews]
      .sort(byId)
      .map((review) => () => canonicalReview(reviewSchema.parse(review))),
    links: [...snapshot.links].sort(compareLinks).map((link) => () => linkSchema.parse(link)),
    unresolved: [...unresolved].sort(compareText),
  });
}

function canonicalReview(review: Review): Review {
  const { votes } = review;
  if (votes === undefined) return review;
  const cast = Object.entries(votes).map(([name, values]) => [name, sortKeys(values)] as const);
  return { ...review, votes: sortKeys(Object.fromEntries(cast)) };
}

function sortKeys<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => compareText(a, b)));
}
