import { z } from 'zod';
import { lineSchema, textSchema } from './field.ts';
import { globSchema } from './glob.ts';

export const globs = z.array(globSchema).min(1);

/** What every kind of probe may say. */
export const common = {
  /** What a count of it means, as shown on the site: "imports of callbacks". */
  title: lineSchema,
  /** Why it matters or what it misses; shown beside the evidence. */
  note: textSchema.optional(),
  /** Only files that match one of these; each kind has its own default. */
  include: globs.optional(),
  /** Never files that match one of these. */
  exclude: globs.optional(),
  /**
   * `zero`: where a repository has no file to look at, that is an answer, a count of 0. Without it
   * the probe was not asked there, and what stands on it is unknown.
   */
  absentIs: z.literal('zero').optional(),
};
