import { z } from 'zod';
import { longestPassage } from '../anchoring/selector-schema.ts';
import { identitySchema, newCommentSchema, newThreadSchema, signs } from '../store/input.ts';
import { threadKinds } from '../store/tables.ts';

/** Comments of one thread, and persons who gave one sign: more is a mistake, or somebody's joke. */
const mostComments = 10_000;
const mostSigns = 1000;

export const uuidSchema = z
  .string()
  .regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'expected a UUID in lower case');

/** A moment, kept as this program writes moments. */
export const momentSchema = z.iso
  .datetime({ offset: true, error: 'expected a moment, 2026-01-31T09:30:00Z' })
  .transform((text) => new Date(text).toISOString());

const whole = (text: string) => text.isWellFormed() && !text.includes('\0');
const wholeText = (most: number) =>
  z.string().max(most).refine(whole, 'expected whole characters and no U+0000');

const personSchema = z.object({ id: uuidSchema, name: identitySchema.shape.name });

const commentSchema = z.object({
  id: uuidSchema,
  author: personSchema,
  at: momentSchema,
  deletedAt: momentSchema.nullable().default(null),
  /** Null of a deleted one, and of one that is hidden. */
  body: newCommentSchema.shape.body.nullable(),
  hidden: z
    .object({ reason: wholeText(16_384) })
    .nullable()
    .default(null),
  held: z.boolean().default(false),
  versions: z.int().min(0).max(1_000_000).default(1),
  editedAt: momentSchema.nullable().default(null),
  reactions: z.partialRecord(z.enum(signs), z.int().min(0).max(mostSigns)).default({}),
});
export type ExportedComment = z.infer<typeof commentSchema>;

/**
 * A thread as the server exports it, one a line, and answers it: what of that is read back. What else
 * stands there is for browsers and is left out.
 */
export const exportedThreadSchema = z.object({
  id: uuidSchema,
  proposal: newThreadSchema.shape.proposal,
  kind: z.enum(threadKinds),
  state: z.enum(['open', 'resolved']),
  openedBy: personSchema,
  openedAt: momentSchema,
  /** Who resolved it and when; of a resolved one that an earlier version exported it is not told. */
  resolved: z.object({ at: momentSchema, by: personSchema }).nullable().default(null),
  /** The revision in which its passage was chosen, where it stands there, and what it said. */
  revision: newThreadSchema.shape.revision,
  passage: z
    .object({ start: z.int().nonnegative(), end: z.int().positive() })
    .refine(({ start, end }) => start < end, 'expected the start before the end'),
  quote: wholeText(longestPassage),
  /** The revision in which it was placed last; the place itself is computed again. */
  placement: z.object({ revision: newThreadSchema.shape.revision }).nullable().default(null),
  lookAgain: z.boolean().default(false),
  comments: z.array(commentSchema).min(1).max(mostComments),
  version: z.int().positive().default(1),
});
export type ExportedThread = z.infer<typeof exportedThreadSchema>;

/** What is wrong with a value, each with its path in it: `comments.3.author.name: …`. */
export function faultsOf(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  );
}
