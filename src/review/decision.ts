import { z } from 'zod';
import { daySchema, lineSchema, slugSchema } from '../proposal/field.ts';

/** One decision of a person about a review and a stage. The last one on a pair counts. */
export const personsDecisionSchema = z.strictObject({
  /** The review's id, or any address under which it is cited. */
  review: z.string().min(1).max(2000),
  stage: slugSchema,
  decision: z.enum(['confirmed', 'rejected']),
  /** Who decided: a role or public name. */
  by: lineSchema.optional(),
  date: daySchema.optional(),
  /** Why. */
  note: lineSchema.optional(),
});
export type PersonsDecision = z.infer<typeof personsDecisionSchema>;

/**
 * The whole of links.yaml, beside a proposal's index.md: what people decided about links. Scripts
 * never change what stands there; `npm run link` adds to its end.
 */
export const decisionsFileSchema = z.strictObject({
  decisions: z.array(personsDecisionSchema).default([]),
});

export const decisionsFile = 'links.yaml';
