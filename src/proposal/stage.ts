import { z } from 'zod';
import { criteriaSchema } from './criteria.ts';
import { lineSchema, slugSchema, textSchema } from './id.ts';
import { selectionSchema } from './selection.ts';

/**
 * What finds the code reviews of a stage on the review systems. Each query is declared, so what it
 * finds is a confirmed link; a list of values means any of them.
 */
export const reviewQuerySchema = z.strictObject({
  /** Which system is asked: `gerrit:<host>` or `github:<host>`; default, every one of the registry. */
  on: z.string().optional(),
  topic: z.array(z.string().min(1)).optional(),
  hashtag: z.array(z.string().min(1)).optional(),
  bug: z.array(z.string().regex(/^#?\d+$/, { error: 'expected a bug number' })).optional(),
  message: z.array(z.string().min(1)).optional(),
  file: z.array(z.string().min(1)).optional(),
  /** GitHub labels. */
  label: z.array(z.string().min(1)).optional(),
  /** GitHub search words. */
  search: z.string().min(1).optional(),
  /** Only these repositories (`owner/name`) or branches. */
  repository: z.array(z.string().min(1)).optional(),
  branch: z.array(z.string().min(1)).optional(),
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
});
export type Stage = z.infer<typeof stageSchema>;
