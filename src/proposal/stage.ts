import { z } from 'zod';
import { criteriaSchema } from './criteria.ts';
import { lineSchema, slugSchema, textSchema } from './field.ts';
import { fixSchema } from './fix.ts';
import { selectionSchema } from './selection.ts';
import { textReviewsSchema } from './text-reviews.ts';

const values = z.array(z.string().min(1).max(300)).min(1);

/** What of a query finds reviews; `repository` and `branch` only narrow it. */
export const finders = [
  'topic',
  'hashtag',
  'bug',
  'footer',
  'label',
  'marker',
  'file',
  'message',
  'search',
] as const;

/**
 * What finds the code reviews of a stage on the review systems. A list of values means any of them,
 * several fields mean all of them. What a query finds is a confirmed link, unless it looks for
 * nothing but words (`message`, `search`): those only suggest one, for a person to confirm.
 */
export const reviewQuerySchema = z
  .strictObject({
    /** Which system is asked: `gerrit:<host>` or `github:<host>`; default, every one of the registry. */
    on: z.string().optional(),
    topic: values.optional(),
    hashtag: values.optional(),
    /** Numbers in `Closes-Bug`, `Partial-Bug` and `Related-Bug` footers. */
    bug: z
      .array(z.string().regex(/^#?\d+$/, { error: 'expected a bug number' }))
      .min(1)
      .optional(),
    /** Whole footers: `Implements: blueprint remove-x`. */
    footer: z
      .array(z.string().regex(/^[A-Za-z][A-Za-z-]*: \S/, { error: 'expected `Key: value`' }))
      .min(1)
      .optional(),
    /** GitHub labels. */
    label: values.optional(),
    /** A text put on purpose into titles or messages, matched letter for letter: `[stage: dual]`. */
    marker: values.optional(),
    /** Paths that the review changes, or parts of them; after `^`, an expression for whole paths. */
    file: values.optional(),
    /** Words of the title or message: suggestions. */
    message: values.optional(),
    /** GitHub search words: suggestions. */
    search: z.string().min(1).max(200).optional(),
    /** Only these repositories (`owner/name`) or branches. */
    repository: values.optional(),
    branch: values.optional(),
  })
  .refine((query) => finders.some((field) => query[field] !== undefined), {
    error: `expected at least one of ${finders.join(', ')}`,
  });
export type ReviewQuery = z.infer<typeof reviewQuerySchema>;

/** One step of a blueprint's plan. */
export const stageSchema = z.strictObject({
  id: slugSchema,
  /** Short enough for a column head. */
  title: lineSchema.max(60),
  /** One or two sentences: when is a project through? */
  summary: textSchema,
  /** A release of the proposal's calendar, or a day. */
  due: z
    .string({ error: 'expected a day or a release of `calendar`, in quotes: "2026.2"' })
    .optional(),
  /** Stages of this proposal that come first. */
  after: z.array(slugSchema).default([]),
  /** Only these projects; default, all of the proposal's. */
  projects: selectionSchema.optional(),
  criteria: criteriaSchema,
  /** What a project does next while it is not through; shown on its page. */
  next: textSchema.optional(),
  /** How its reviews are found. */
  reviews: z.array(reviewQuerySchema).default([]),
  textReviews: textReviewsSchema.optional(),
  /** A change that `npm run propose` may make where its `bad` probes found something. */
  fix: fixSchema.optional(),
});
export type Stage = z.infer<typeof stageSchema>;
