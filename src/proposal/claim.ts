import { z } from 'zod';
import { daySchema, lineSchema, slugSchema, webAddressSchema } from './field.ts';

/** The states that a person may claim; a status can further be `regressed` or `unknown`. */
const claimedStatusSchema = z.enum(['not affected', 'not started', 'in progress', 'done']);

/** What somebody declared about projects at a stage, with source and date; held against the status. */
export const claimSchema = z.strictObject({
  /** One project or several of which the same was said in the same place. */
  projects: z.array(slugSchema).min(1),
  stage: slugSchema,
  status: claimedStatusSchema,
  /** The day on which it was said. */
  date: daySchema,
  /** Who or what said it: a mailing-list thread, a tracking page. */
  source: lineSchema,
  /** Where it can be read. */
  url: webAddressSchema.optional(),
});
export type Claim = z.infer<typeof claimSchema>;
