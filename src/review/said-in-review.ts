import { join } from 'node:path';
import { z } from 'zod';
import { diffableJson } from '../ground/diffable-json.ts';
import { compareText, type Problem } from '../ground/problem.ts';
import { readDataFile } from '../proposal/read-data-file.ts';
import { foreignTextSchema, instantSchema, reviewIdSchema, unresolvedIdSchema } from './review.ts';

/** Where a proposal's folder keeps what was said of its text in code reviews. */
export const saidInReviewFile = 'comments.json';
/** Larger is a mistake, in bytes. */
const largest = 32 * 1024 * 1024;
const format = 1;
/** Threads of one review, and comments of one thread, that are kept. */
export const mostThreads = 1000;
export const mostReplies = 500;

const commentSchema = z.strictObject({
  /** By its server. */
  id: z.string().min(1).max(200),
  /** Public name; null: its server shows none. */
  by: foreignTextSchema.nullable(),
  at: instantSchema,
  /** Markdown. */
  text: z.string().max(16_384),
});

const lineSchema = z.int().min(1).max(10_000_000);

const threadSchema = z.strictObject({
  /** Of its first comment. */
  id: commentSchema.shape.id,
  /** Patch set of Gerrit's, in whose file the line is. */
  patchSet: z.int().positive().optional(),
  /** Name by which git has that file; absent: it could not be read. */
  blob: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .optional(),
  /** Last line that it is on, from 1; absent: on the file. */
  line: lineSchema.optional(),
  /** What the block at that line said, and the section that it stood in. */
  quote: z.string().min(1).max(2000).optional(),
  section: z.string().min(1).max(300).optional(),
  /** Absent: its server does not say. */
  resolved: z.boolean().optional(),
  comments: z.array(commentSchema).min(1).max(mostReplies),
});
export type ReviewThread = z.infer<typeof threadSchema>;

/** The order of threads, here and in the file: the oldest first, those of one second by id. */
export function byBeginning(a: ReviewThread, b: ReviewThread): number {
  const first = ({ comments: [one], id }: ReviewThread) => `${one?.at ?? ''} ${id}`;
  return compareText(first(a), first(b));
}

const reviewSchema = z.strictObject({
  review: z.union([reviewIdSchema, unresolvedIdSchema]),
  /** The last time that all of it was read. */
  asOf: instantSchema.optional(),
  /** Since when it cannot be read, and why; its threads are then of `asOf`. */
  failure: z.strictObject({ since: instantSchema, reason: foreignTextSchema }).optional(),
  /** How many threads it has beyond those that are kept. */
  left: z.int().positive().optional(),
  threads: z.array(threadSchema).max(mostThreads),
});
export type SaidInReview = z.infer<typeof reviewSchema>;

const fileSchema = z.strictObject({ format: z.literal(format), reviews: z.array(reviewSchema) });

/**
 * The text of comments.json, sorted throughout, so that the same data is the same bytes.
 *
 * @throws where it does not hold against the schema: nothing doubtful is ever written
 */
export function saidInReviewText(reviews: readonly SaidInReview[]): string {
  const sorted = z
    .array(reviewSchema)
    .parse(reviews)
    .sort((a, b) => compareText(a.review, b.review));
  for (const one of sorted) one.threads.sort(byBeginning);
  return diffableJson({ format, reviews: sorted });
}

/** comments.json of a proposal's folder; a broken one is a problem, and nothing of it is read. */
export async function readSaidInReview(
  folder: string,
): Promise<{ reviews: SaidInReview[]; problems: Problem[] }> {
  const { data, problems } = await readDataFile(
    join(folder, saidInReviewFile),
    fileSchema,
    largest,
    'restore it from git, or remove it and run `npm run sync`',
  );
  return { reviews: data?.reviews ?? [], problems };
}
